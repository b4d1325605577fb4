import SouIndex
import SouPostings
import SouRanking

/// Scores rows as `sou_rank` does, to the bit.
struct PostingScorer {
  private let scorer: BM25F
  private let lengths: DocumentLengths
  /// What an occurrence adds to a leaf's frequency, by the `Norm` byte of the field's length.
  private let titleWeights: [Double]
  private let bodyWeights: [Double]

  init(fieldWeights: [Double], postings: Postings) {
    scorer = BM25F(fieldWeights: fieldWeights)
    lengths = postings.lengths
    let averages = postings.averageLengths + [0, 0]
    let scorer = scorer
    func weights(_ field: Int) -> [Double] {
      (UInt8.min...UInt8.max).map {
        scorer.occurrenceWeight(
          field: field, length: Norm.decode($0), averageLength: averages[field])
      }
    }
    titleWeights = weights(0)
    bodyWeights = weights(1)
  }

  /// Adds what a row of a form has to a leaf's frequency in the row's document.
  ///
  /// The title's part goes first: the sums must run as those of `RankState`.
  @inline(__always)
  func add(_ row: Occurrences, weight: Double, to frequency: inout Double) throws {
    let norms = try lengths.norms(of: row.document)
    if row.first > 0 {
      frequency += weight * Double(row.first) * titleWeights[Int(norms & 0xff)]
    }
    if row.second > 0 {
      frequency += weight * Double(row.second) * bodyWeights[Int(norms >> 8)]
    }
  }

  /// What a leaf adds to a document's score.
  @inline(__always)
  func score(frequency: Double, idf: Double) -> Double {
    scorer.score(frequency: frequency, idf: idf)
  }

  /// Gives each document that has a leaf, by the rows of each of its forms, and what the leaf adds to
  /// its score to `body`, in order.
  @inline(__always)
  func forEachScore(
    of leaf: LeafRows, rows: [[Occurrences]], _ body: (UInt32, Double) throws -> Void
  ) throws {
    if rows.count == 1 {
      let weight = leaf.forms[0].weight
      for row in rows[0] {
        var frequency = 0.0
        try add(row, weight: weight, to: &frequency)
        try body(row.document, score(frequency: frequency, idf: leaf.idf))
      }
      return
    }
    // The forms of a document are added up in their order.
    var next = Array(repeating: 0, count: rows.count)
    while true {
      var document = UInt32.max
      for (form, index) in next.enumerated() where index < rows[form].count {
        document = min(document, rows[form][index].document)
      }
      guard document < .max else { return }
      var frequency = 0.0
      for (form, index) in next.enumerated()
      where index < rows[form].count && rows[form][index].document == document {
        try add(rows[form][index], weight: leaf.forms[form].weight, to: &frequency)
        next[form] += 1
      }
      try body(document, score(frequency: frequency, idf: leaf.idf))
    }
  }
}
