public import SouAnalysis

/// What a document is asked for that the index of its text alone can't tell: a test of one of the
/// columns that are stored of it.
public enum QueryFilter: Equatable, Sendable {
  /// Its date is not before the first day of this one. A document that gives a month or a year
  /// passes if any of its days does; one without a date that can be read never does.
  case since(DateSpan)
  /// Its date is not after the last day of this one, else as `since`.
  case until(DateSpan)
  /// Its source has the word or the phrase, in any form of it.
  case source(QueryLeaf)
  /// Its language is this tag in lower case, or goes on behind it: `zh` takes `zh-Hant` too.
  case language([UInt8])
  /// Its text has the word or the phrase as it is typed, white space aside.
  case literal(QueryLeaf)

  /// A column that is stored of a document.
  public enum Column: Sendable {
    /// What is searched.
    case title, body
    /// What is known of the document, as it gives it.
    case source, date, language
  }

  /// The columns that are looked at; a document passes if one of them does.
  public var columns: [Column] {
    switch self {
    case .since, .until: [.date]
    case .source: [.source]
    case .language: [.language]
    case .literal(let leaf):
      switch leaf.field {
      case Array("title"): [.title]
      case Array("body"): [.body]
      default: [.title, .body]
      }
    }
  }

  /// True if one of the columns passes with this text.
  ///
  /// - Parameters:
  ///   - text: What the document has in the column, UTF-8.
  ///   - options: How the query was analysed.
  /// - Returns: Whether it does.
  /// - Complexity: O(n), and an allocation a token.
  public func accepts(_ text: [UInt8], options: TokenizerOptions) -> Bool {
    switch self {
    case .since(let span):
      DateSpan(firstIn: text).map { $0.last >= span.first } ?? false
    case .until(let span):
      DateSpan(firstIn: text).map { $0.first <= span.last } ?? false
    case .language(let tag):
      text.languageTag.map { $0 == tag || $0.starts(with: tag + [0x2D]) } ?? false
    case .source(let leaf), .literal(let leaf):
      TokenizedText(text, options: options).holds(leaf)
    }
  }
}

extension [UInt8] {
  /// A language tag in lower case, its parts joined by `-`; nil for what is none.
  var languageTag: [UInt8]? {
    var tag: [UInt8] = []
    for byte in self {
      switch byte {
      case 0x41...0x5A: tag.append(byte | 0x20)
      case 0x2D, 0x5F: tag.append(0x2D)
      case 0x30...0x39, 0x61...0x7A: tag.append(byte)
      default: return nil
      }
    }
    return tag.isEmpty || tag.first == 0x2D || tag.last == 0x2D ? nil : tag
  }
}
