/// How the phrases of a MATCH expression are scored; it travels to `sou_rank` as bytes.
///
/// FTS5 numbers the phrases of an expression in reading order and tells an auxiliary function no
/// more about them. The plan says which phrase is a form of which leaf of the query.
///
///     byte 0     version, 1
///     4 bytes    number of phrases
///     12 each    leaf (Int32, -1: not scored), weight (Double)
///     4 bytes    number of field weights
///     8 each     weight (Double)
///
/// Numbers are little-endian, Doubles by their IEEE 754 bits.
public struct RankPlan: Equatable, Sendable {
  /// One phrase of the expression.
  public struct Phrase: Equatable, Sendable {
    /// The leaf that the phrase is a form of, from 0; nil for a phrase that is not scored because
    /// it stands in the first block of the expression or under NOT.
    public var leaf: Int?
    /// What an occurrence of this form is worth: 1 for the form as typed, less for others.
    public var weight: Double
  }

  /// A row for each phrase, in the expression's order.
  public var phrases: [Phrase]
  /// What an occurrence in each column is worth; a column without a weight has 1.
  public var fieldWeights: [Double]

  /// Makes a plan from pairs as a compiled query holds them.
  ///
  /// - Parameters:
  ///   - phrases: Leaf (-1: not scored) and weight of each phrase, in the expression's order.
  ///   - fieldWeights: What an occurrence in each column is worth.
  public init(phrases: [(leaf: Int, weight: Double)], fieldWeights: [Double] = []) {
    self.phrases = phrases.map { Phrase(leaf: $0.leaf >= 0 ? $0.leaf : nil, weight: $0.weight) }
    self.fieldWeights = fieldWeights
  }

  /// The plan in which each phrase is a leaf of its own and all weights are 1.
  ///
  /// - Parameter phraseCount: The number of phrases.
  /// - Returns: The plan that holds where none is given.
  public static func plain(phraseCount: Int) -> RankPlan {
    RankPlan(phrases: (0..<max(phraseCount, 0)).map { (leaf: $0, weight: 1) })
  }

  /// One more than the highest leaf.
  public var leafCount: Int { phrases.reduce(0) { max($0, ($1.leaf ?? -1) + 1) } }
}
