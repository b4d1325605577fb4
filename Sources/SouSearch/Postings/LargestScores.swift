/// The k largest of many scores: what a document must reach to be among the best k.
struct LargestScores {
  /// A heap whose first is the least.
  private var heap: [Double] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The k-th largest; below every score while there are fewer.
  var least: Double { heap.count == limit ? heap.first ?? .infinity : -.infinity }

  /// - Complexity: O(1) for a score that is not among them, else O(log k).
  mutating func insert(_ score: Double) {
    if heap.count < limit {
      heap.append(score)
      var index = heap.count - 1
      while index > 0, heap[index] < heap[(index - 1) / 2] {
        heap.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
    } else if let first = heap.first, score > first {
      heap[0] = score
      var index = 0
      while true {
        var least = index
        for child in [2 * index + 1, 2 * index + 2]
        where child < heap.count && heap[child] < heap[least] { least = child }
        guard least != index else { return }
        heap.swapAt(least, index)
        index = least
      }
    }
  }
}
