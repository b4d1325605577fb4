internal import SouRanking

extension AuxiliaryContext {
  /// How telling each leaf of a plan is; its document frequency is the largest among its forms.
  ///
  /// - Parameters:
  ///   - plan: The plan of the query that runs.
  ///   - documents: The number of rows in the table.
  ///   - known: For each phrase the rows that hold it, or nil, which is filled in where the plan asks.
  /// - Returns: The inverse document frequency of each leaf.
  /// - Throws: `SQLiteFailure` where FTS5 cannot read the index.
  func idf(
    of plan: RankPlan, documents: Int, known: inout [Int?]
  ) throws(SQLiteFailure) -> [Double] {
    var frequencies = Array(repeating: 0, count: plan.leafCount)
    for (phrase, row) in plan.phrases.enumerated() {
      guard let leaf = row.leaf else { continue }
      let frequency: Int
      if let counted = known[phrase] {
        frequency = counted
      } else {
        frequency = try documentFrequency(ofPhrase: phrase)
        known[phrase] = frequency
      }
      frequencies[leaf] = max(frequencies[leaf], frequency)
    }
    return frequencies.map { BM25F.idf(documents: documents, documentFrequency: $0) }
  }
}
