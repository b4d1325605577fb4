/// A place in a text where a phrase stands.
public struct PhraseMatch: Equatable, Sendable {
  /// The first byte.
  public var start: Int
  /// One past the last byte.
  public var end: Int
  /// The leaf of the query that the phrase is a form of.
  public var leaf: Int
  /// What the match is worth to a snippet.
  public var weight: Double

  /// Makes a match from its parts.
  ///
  /// - Parameters:
  ///   - start: The first byte.
  ///   - end: One past the last byte.
  ///   - leaf: The leaf of the query.
  ///   - weight: What the match is worth to a snippet.
  public init(start: Int, end: Int, leaf: Int, weight: Double) {
    self.start = start
    self.end = end
    self.leaf = leaf
    self.weight = weight
  }
}
