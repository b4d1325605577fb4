/// The best documents of a search: larger scores first, ties by id.
public struct TopHits {
  /// The best so far, best first.
  public private(set) var hits: [IndexReader.Hit] = []
  private let limit: Int

  /// Makes an empty list.
  ///
  /// - Parameter limit: The greatest number of hits to keep.
  public init(limit: Int) { self.limit = max(limit, 0) }

  /// Takes a hit up if it is among the best so far.
  ///
  /// - Complexity: O(1) for a hit that is not; O(log limit) comparisons and O(limit) moves for one that is.
  public mutating func insert(_ hit: IndexReader.Hit) {
    if hits.count == limit {
      guard let last = hits.last, Self.isBetter(hit, last) else { return }
      hits.removeLast()
    }
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if Self.isBetter(hit, hits[middle]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    hits.insert(hit, at: low)
  }

  private static func isBetter(_ left: IndexReader.Hit, _ right: IndexReader.Hit) -> Bool {
    left.score != right.score ? left.score > right.score : left.id < right.id
  }
}
