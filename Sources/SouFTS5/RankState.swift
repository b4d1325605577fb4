internal import SouRanking

/// What `sou_rank` keeps from row to row of one query: the collection's statistics, and the plan
/// with what follows from both.
final class RankState: AuxiliaryState {
  private let documents: Int
  private let averageLengths: [Double]
  /// For each phrase the rows that hold it; nil until a plan asks.
  private var documentFrequencies: [Int?]

  private var plan = RankPlan(phrases: [])
  private var scorer = BM25F()
  private var idf: [Double] = []

  // Reused from row to row.
  private var frequencies: [Double] = []
  private var occurrenceWeights: [Double]

  init(_ context: AuxiliaryContext) throws(SQLiteFailure) {
    documents = try context.rowCount()
    var averageLengths: [Double] = []
    for column in 0..<context.columnCount {
      averageLengths.append(
        Double(try context.totalLength(ofColumn: column)) / Double(max(documents, 1)))
    }
    self.averageLengths = averageLengths
    documentFrequencies = Array(repeating: nil, count: context.phraseCount)
    occurrenceWeights = Array(repeating: 0, count: averageLengths.count)
  }

  /// Takes up a plan, which must have as many phrases as the query.
  func follow(_ plan: RankPlan, _ context: AuxiliaryContext) throws(SQLiteFailure) {
    idf = try context.idf(of: plan, documents: documents, known: &documentFrequencies)
    frequencies = Array(repeating: 0, count: plan.leafCount)
    scorer = BM25F(fieldWeights: plan.fieldWeights)
    self.plan = plan
  }

  /// The current row's score; larger is better.
  ///
  /// The sums run over phrases, columns and leaves in order, so that other scorers can agree to the
  /// bit.
  func score(_ context: AuxiliaryContext) throws(SQLiteFailure) -> Double {
    for column in averageLengths.indices {
      occurrenceWeights[column] = scorer.occurrenceWeight(
        field: column, length: try context.length(ofColumn: column),
        averageLength: averageLengths[column])
    }
    for leaf in frequencies.indices { frequencies[leaf] = 0 }
    for (phrase, row) in plan.phrases.enumerated() {
      guard let leaf = row.leaf else { continue }
      var frequency = frequencies[leaf]
      try context.countOccurrences(ofPhrase: phrase) { column, count in
        guard occurrenceWeights.indices.contains(column) else { return }
        frequency += row.weight * Double(count) * occurrenceWeights[column]
      }
      frequencies[leaf] = frequency
    }
    var score = 0.0
    for leaf in frequencies.indices {
      score += scorer.score(frequency: frequencies[leaf], idf: idf[leaf])
    }
    return score
  }
}
