import SouIndex

/// The best of rows that come in the order of their documents, so that of equal ones the first stays.
struct BestRows {
  private var best: TopHits
  private let limit: Int
  /// What a row must be above to be among the best.
  private var least = -Double.infinity

  var hits: [IndexReader.Hit] { best.hits }

  init(limit: Int) {
    self.limit = limit
    best = TopHits(limit: limit)
  }

  @inline(__always)
  mutating func insert(_ document: UInt32, _ score: Double) {
    if score > least { add(document, score) }
  }

  private mutating func add(_ document: UInt32, _ score: Double) {
    best.insert(IndexReader.Hit(id: Int64(document), score: score))
    if best.hits.count == limit { least = best.hits.last?.score ?? .infinity }
  }
}
