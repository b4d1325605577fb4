import SouUnicode

/// What a token is; read off its term.
public enum TokenKind: UInt8, Sendable {
  /// Han, kana and their like: a bigram or a single character.
  case cjk
  /// Hangul: a bigram or a single syllable.
  case hangul
  /// Thai, Lao, Khmer, Myanmar and their like: a bigram or a single scalar.
  case sea
  /// Letters.
  case word
  /// Digits.
  case number
  /// The canonical term of a day (2025-02-28) or a month (2025-02).
  case date
  /// An emoji sequence or its first emoji.
  case emoji

  /// The kind of a term, as its first scalar tells; only a colocated number is a date.
  ///
  /// - Complexity: O(1).
  public init(term: borrowing [UInt8], colocated: Bool) {
    var offset = 0
    let scalar = unsafe term.withUnsafeBufferPointer { bytes in
      unsafe bytes.isEmpty ? 0 : decodeScalar(bytes, at: &offset)
    }
    switch scalarEntry(of: scalar).scalarClass {
    case .cjk: self = .cjk
    case .hangul: self = .hangul
    case .sea: self = .sea
    case .digit: self = colocated ? .date : .number
    case .emoji: self = .emoji
    case .break, .letter, .mark, .joiner, .newline, .ignorable: self = .word
    }
  }

  /// The name that `sou tokenize --json` prints.
  public var name: StaticString {
    switch self {
    case .cjk: "cjk"
    case .hangul: "hangul"
    case .sea: "sea"
    case .word: "word"
    case .number: "number"
    case .date: "date"
    case .emoji: "emoji"
    }
  }
}

/// One token, copied out of the tokenizer's buffers.
public struct Token: Equatable, Sendable {
  /// The folded term, UTF-8.
  public var term: [UInt8]
  /// Counted from 0 over the text; colocated tokens share it.
  public var position: Int
  /// The first byte of the source text that the token came from.
  public var start: Int
  /// One past the last byte.
  public var end: Int
  /// True for every token of a position but the first.
  public var colocated: Bool

  /// Makes a token from its parts.
  public init(term: [UInt8], position: Int, start: Int, end: Int, colocated: Bool) {
    self.term = term
    self.position = position
    self.start = start
    self.end = end
    self.colocated = colocated
  }

  /// What the token is.
  public var kind: TokenKind { TokenKind(term: term, colocated: colocated) }
}

/// A sink that keeps every token; for everything that is not hot.
struct TokenCollector: TokenSink {
  var tokens: [Token] = []
  private var position = -1

  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) {
    if !colocated { position += 1 }
    let term = unsafe [UInt8](term)
    tokens.append(
      Token(term: term, position: position, start: start, end: end, colocated: colocated))
  }
}

extension Tokenizer {
  /// All tokens of a text, in order.
  ///
  /// - Complexity: O(n), and an allocation a token.
  public mutating func tokens(_ bytes: [UInt8], mode: TokenizerMode = .document) -> [Token] {
    var collector = TokenCollector()
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe tokenize(buffer, mode: mode, into: &collector)
    }
    return collector.tokens
  }
}
