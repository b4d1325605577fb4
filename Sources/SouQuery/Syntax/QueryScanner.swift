internal import SouUnicode

/// A piece of a query's text.
struct Lexeme {
  enum Kind: Equatable {
    case open, close, minus, or, and, word, phrase
    /// Both sides so near to each other.
    case near(distance: Int)
    /// A field's name and colon, which something follows.
    case field([UInt8])
    /// A filter's name and colon, which something follows.
    case filter(FilterName)
    /// The sign before a word or a phrase in its exact form.
    case exact
  }

  var kind: Kind
  /// All of it, quotes and star included.
  var range: Range<Int>
  /// What is searched.
  var content: Range<Int>
  var isPrefix = false

  /// True for what stands before a colon.
  var isName: Bool {
    switch kind {
    case .field, .filter: true
    default: false
    }
  }

  init(_ kind: Kind, _ range: Range<Int>, content: Range<Int>? = nil, isPrefix: Bool = false) {
    self.kind = kind
    self.range = range
    self.content = content ?? range
    self.isPrefix = isPrefix
  }
}

/// What a document is asked for besides its text.
enum FilterName: Equatable, CaseIterable {
  case since, until, source, language

  /// What stands before the colon.
  var text: StaticString {
    switch self {
    case .since: "since"
    case .until: "until"
    case .source: "source"
    case .language: "lang"
    }
  }
}

/// Cuts a query's text into lexemes.
///
/// Afterwards brackets are balanced, no word begins with `-`, `(` or `)`, and no word has a `)` whose
/// `(` it lacks: so a word can be printed as it stands.
struct QueryScanner {
  /// Deeper brackets are text; a negated bracket is two levels, as it is in FTS5's parser.
  static let levelLimit = 32
  /// Words and phrases that are looked at.
  static let pieceLimit = 1024

  let text: [UInt8]
  /// What is syntax before a colon: the fields, and then the filters.
  private let names: [(name: [UInt8], kind: Lexeme.Kind)]
  /// True if `=` before a word is syntax.
  private let knowsExact: Bool
  /// True if the word at the very end may still grow.
  let completesLastWord: Bool
  private(set) var lexemes: [Lexeme] = []
  private(set) var notes: [QueryNote] = []

  private var offset = 0
  /// True where `-`, `OR`, `AND` and `|` may be syntax.
  private var isWordStart = true
  /// The `(` of the word so far that are not closed; a word goes on through its quotes.
  private var held = 0
  /// The levels of each open bracket, and their sum.
  private var openBrackets: [Int] = []
  private var level = 0
  /// Open brackets that were too deep.
  private var ignoredBrackets = 0
  private var pieceCount = 0

  init(text: [UInt8], fields: [[UInt8]], filters: Bool, completesLastWord: Bool) {
    self.text = text
    var names: [(name: [UInt8], kind: Lexeme.Kind)] = []
    for field in fields where !field.isEmpty { names.append((field, .field(field))) }
    for filter in filters ? FilterName.allCases : [] {
      names.append((Array(filter.text), .filter(filter)))
    }
    self.names = names
    knowsExact = filters
    self.completesLastWord = completesLastWord
    scan()
  }

  private mutating func scan() {
    while let (scalar, end) = scalar(at: offset) {
      switch QuerySign(scalar) {
      case .separator:
        offset = end
        isWordStart = true
        held = 0
      case .dash: scanDash(to: end)
      case .open: scanOpen(to: end)
      case .close: scanClose(to: end)
      case .quote(let closer): scanPhrase(from: end, closer: closer)
      case .star, .bar, .none:
        if !scanName(), !scanExact() { scanWord() }
      }
      if pieceCount > Self.pieceLimit, offset < text.count {
        note(.tooLong, offset..<text.count)
        break
      }
    }
    if completesLastWord { completeLastWord() }
    for _ in openBrackets {
      lexemes.append(Lexeme(.close, text.count..<text.count))
      note(.unclosedBracket, text.count..<text.count)
    }
  }

  /// Makes a prefix of what the text ends in: a word, or a phrase whose quote is not closed. An
  /// exclusion stays as it is, since half a word would exclude too much; so does a word with a colon
  /// behind it, which may become a field.
  private mutating func completeLastWord() {
    let last = lexemes.count - 1
    guard last >= 0, lexemes[last].content.upperBound == text.count, !endsInColon else { return }
    var before = last - 1
    while before >= 0, lexemes[before].isName || lexemes[before].kind == .exact { before -= 1 }
    if before >= 0, lexemes[before].kind == .minus { return }
    switch lexemes[last].kind {
    case .word, .phrase, .or, .and, .near: lexemes[last].isPrefix = true
    case .open, .close, .minus, .field, .filter, .exact: break
    }
  }

  private var endsInColon: Bool {
    let end = text.count
    return text.last == 0x3A
      || end >= 3 && text[end - 3] == 0xEF && text[end - 2] == 0xBC && text[end - 1] == 0x9A  // ：
  }

  /// A dash negates at a word's start if something follows; any other dash outside a word is nothing.
  private mutating func scanDash(to end: Int) {
    let start = offset
    offset = end
    while let (scalar, end) = scalar(at: offset), QuerySign(scalar) == .dash { offset = end }
    if isWordStart {
      switch self.scalar(at: offset).map({ QuerySign($0.scalar) }) {
      case nil, .separator, .close: lexemes.append(Lexeme(.word, start..<offset))
      default: lexemes.append(Lexeme(.minus, start..<end))
      }
    }
    isWordStart = false
  }

  private mutating func scanOpen(to end: Int) {
    let nameCount = lexemes.reversed().prefix { $0.isName }.count
    let isNegated =
      (!isWordStart || nameCount > 0) && lexemes.dropLast(nameCount).last?.kind == .minus
    let levels = isNegated ? 2 : 1
    if level + levels > Self.levelLimit {
      if isNegated { lexemes.removeLast(nameCount + 1) }
      ignoredBrackets += 1
      note(.tooDeep, offset..<end)
    } else {
      lexemes.append(Lexeme(.open, offset..<end))
      openBrackets.append(levels)
      level += levels
    }
    offset = end
    isWordStart = true
    held = 0
  }

  private mutating func scanClose(to end: Int) {
    if held > 0 {
      held -= 1
    } else if ignoredBrackets > 0 {
      ignoredBrackets -= 1
    } else if let levels = openBrackets.popLast() {
      level -= levels
      lexemes.append(Lexeme(.close, offset..<end))
    } else {
      note(.strayBracket, offset..<end)
    }
    offset = end
    isWordStart = false
  }

  private mutating func scanPhrase(from contentStart: Int, closer: UInt32) {
    let start = offset
    var contentEnd = text.count
    var isPrefix = false
    offset = contentStart
    while true {
      guard let (scalar, end) = scalar(at: offset) else {
        note(.unclosedQuote, start..<text.count)
        break
      }
      let scalarStart = offset
      offset = end
      guard plainTwin(of: scalar) == closer else { continue }
      contentEnd = scalarStart
      while let (star, end) = self.scalar(at: offset), QuerySign(star) == .star {
        isPrefix = true
        offset = end
      }
      break
    }
    lexemes.append(
      Lexeme(.phrase, start..<offset, content: contentStart..<contentEnd, isPrefix: isPrefix))
    pieceCount += 1
    isWordStart = false
  }

  /// Reads a name and its colon, if something follows that can be asked by it.
  private mutating func scanName() -> Bool {
    for (name, kind) in names {
      guard text[offset...].hasPrefix(ignoringCase: name),
        let (colon, end) = scalar(at: offset + name.count), plainTwin(of: colon) == 0x3A
      else { continue }
      switch scalar(at: end).map({ QuerySign($0.scalar) }) {
      case nil, .separator, .close: continue
      default: break
      }
      lexemes.append(Lexeme(kind, offset..<end))
      offset = end
      isWordStart = true
      return true
    }
    return false
  }

  /// Reads `=` and the word or the phrase behind it, in which nothing else is syntax.
  private mutating func scanExact() -> Bool {
    guard knowsExact, let (sign, end) = scalar(at: offset), plainTwin(of: sign) == 0x3D,
      let (next, nextEnd) = scalar(at: end)
    else { return false }
    switch QuerySign(next) {
    case .separator, .dash, .open, .close, .star: return false
    case .quote, .bar, .none: break
    }
    lexemes.append(Lexeme(.exact, offset..<end))
    offset = end
    isWordStart = false
    if case .quote(let closer) = QuerySign(next) {
      scanPhrase(from: nextEnd, closer: closer)
    } else {
      scanWord()
    }
    return true
  }

  private mutating func scanWord() {
    let start = offset
    var contentEnd = offset
    var isPrefix = false
    var brackets = 0
    var isAlone = isWordStart
    scan: while let (scalar, end) = scalar(at: offset) {
      let sign = QuerySign(scalar)
      switch sign {
      case .separator: break scan
      case .quote:
        isAlone = false
        break scan
      case .open: brackets += 1
      case .close:
        if brackets == 0 { break scan }
        brackets -= 1
      case .dash, .star, .bar, .none: break
      }
      isPrefix = sign == .star
      offset = end
      if !isPrefix { contentEnd = end }
    }
    held += brackets
    isWordStart = false
    pieceCount += 1
    let kind = isAlone && !isPrefix ? wordKind(start..<offset) : .word
    lexemes.append(
      Lexeme(kind, start..<offset, content: start..<contentEnd, isPrefix: isPrefix))
  }

  private func wordKind(_ range: Range<Int>) -> Lexeme.Kind {
    let word = Array(text[range])
    if let (scalar, end) = scalar(at: range.lowerBound), end == range.upperBound,
      QuerySign(scalar) == .bar
    {
      return .or
    }
    if let distance = word.nearDistance { return .near(distance: distance) }
    return word.isOr ? .or : word.isAnd ? .and : .word
  }

  private func scalar(at offset: Int) -> (scalar: UInt32, end: Int)? {
    guard offset < text.count else { return nil }
    var end = offset
    let scalar = nextScalar(in: text, at: &end)
    return (scalar, end)
  }

  private mutating func note(_ kind: QueryNote.Kind, _ range: Range<Int>) {
    notes.append(QueryNote(kind: kind, range: range))
  }
}

extension ArraySlice<UInt8> {
  /// The case of ASCII letters, that is, as in SQLite's names.
  fileprivate func hasPrefix(ignoringCase prefix: [UInt8]) -> Bool {
    guard count >= prefix.count else { return false }
    return zip(self, prefix).allSatisfy { lowerCased($0) == lowerCased($1) }
  }
}

private func lowerCased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

extension [UInt8] {
  var isOr: Bool { self == [0x4F, 0x52] }
  var isAnd: Bool { self == [0x41, 0x4E, 0x44] }

  var isOperator: Bool { isOr || isAnd || nearDistance != nil }

  /// The number of `NEAR/8`, which has six digits at most; that of FTS5 for `NEAR` alone.
  var nearDistance: Int? {
    guard starts(with: [0x4E, 0x45, 0x41, 0x52]) else { return nil }
    guard count > 4 else { return 10 }
    var offset = 4
    guard plainTwin(of: nextScalar(in: self, at: &offset)) == 0x2F, offset < count else {
      return nil
    }
    var distance = 0
    while offset < count {
      let digit = plainTwin(of: nextScalar(in: self, at: &offset))
      guard (0x30...0x39).contains(digit), distance < 100_000 else { return nil }
      distance = distance * 10 + Int(digit - 0x30)
    }
    return distance
  }
}

/// What a scalar is to the query language.
enum QuerySign: Equatable {
  /// White space, controls, U+FFFD and what is ill formed.
  case separator
  case dash, open, close, star, bar
  /// Opens a phrase, which ends at the closer.
  case quote(closer: UInt32)
  /// Text.
  case none

  init(_ scalar: UInt32) {
    switch plainTwin(of: scalar) {
    case 0...0x20, 0x7F...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
      0xFFFD:
      self = .separator
    case 0x2D: self = .dash
    case 0x28: self = .open
    case 0x29: self = .close
    case 0x2A: self = .star
    case 0x7C: self = .bar
    case 0x22: self = .quote(closer: 0x22)
    case 0x201C: self = .quote(closer: 0x201D)  // “”
    case 0x300C: self = .quote(closer: 0x300D)  // 「」
    case 0x300E: self = .quote(closer: 0x300F)  // 『』
    default: self = .none
    }
  }
}

/// The ASCII twin of a full-width sign, and the full-width one of a half-width corner bracket.
func plainTwin(of scalar: UInt32) -> UInt32 {
  switch scalar {
  case 0xFF01...0xFF5E: scalar - 0xFEE0
  case 0xFF62: 0x300C
  case 0xFF63: 0x300D
  default: scalar
  }
}
