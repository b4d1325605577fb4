import SouIndex

/// The best of many rows; most are passed over after one comparison.
struct BestRows {
  private var best: TopHits
  private let limit: Int
  /// What a row must reach to be among the best.
  private var least = -Double.infinity

  var hits: [IndexReader.Hit] { best.hits }

  init(limit: Int) {
    self.limit = limit
    best = TopHits(limit: limit)
  }

  @inline(__always)
  mutating func insert(_ document: UInt32, _ score: Double) {
    if score >= least { add(document, score) }
  }

  private mutating func add(_ document: UInt32, _ score: Double) {
    best.insert(IndexReader.Hit(id: Int64(document), score: score))
    if best.hits.count == limit { least = best.hits.last?.score ?? .infinity }
  }
}
