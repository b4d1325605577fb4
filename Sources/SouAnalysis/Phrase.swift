/// Terms at consecutive positions, as the tokenizer gives them in query mode.
///
/// A text holds the phrase at position p if `terms[i]` is among the tokens of position p + i,
/// colocated ones included.
public struct Phrase: Equatable, Sendable {
  /// One term a position, UTF-8.
  public var terms: [[UInt8]]
  /// True if the last term need only begin a token.
  public var lastIsPrefix: Bool

  /// Makes a phrase from its parts.
  public init(terms: [[UInt8]], lastIsPrefix: Bool) {
    self.terms = terms
    self.lastIsPrefix = lastIsPrefix
  }
}
