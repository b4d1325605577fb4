/// Scores by document, to add up what leaves give: a place for every document there can be. Memory
/// goes with the documents that were touched, and stays for the next search.
@safe
final class ScoreTable {
  /// One more than the greatest document's number.
  private let limit: UInt32

  /// For each 4,096 documents their scores, once one has any; 0 is none.
  private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
  private let chunkCount: Int
  /// The documents that have a score, in the order in which they got it.
  private var documents: [UInt32] = []

  private static let chunkSize = 4096

  init(limit: UInt32) {
    self.limit = limit
    chunkCount = Int(limit) / Self.chunkSize + 1
    unsafe chunks = .allocate(capacity: chunkCount)
    unsafe chunks.initialize(repeating: nil, count: chunkCount)
  }

  deinit {
    for index in 0..<chunkCount { unsafe chunks[index]?.deallocate() }
    unsafe chunks.deallocate()
  }

  /// How many documents have a score.
  var count: Int { documents.count }

  /// Adds a score above 0.
  @inline(__always)
  func add(_ document: UInt32, _ score: Double) {
    precondition(document < limit)
    let number = Int(document >> 12)
    let chunk = unsafe chunks[number] ?? makeChunk(number)
    let index = Int(document & 4095)
    let before = unsafe chunk[index]
    if before == 0 { documents.append(document) }
    unsafe chunk[index] = before + score
  }

  @inline(never)
  private func makeChunk(_ number: Int) -> UnsafeMutablePointer<Double> {
    let chunk = UnsafeMutablePointer<Double>.allocate(capacity: Self.chunkSize)
    unsafe chunk.initialize(repeating: 0, count: Self.chunkSize)
    unsafe chunks[number] = unsafe chunk
    return unsafe chunk
  }

  /// Gives every document that has a score to `body`, in no particular order.
  @inline(__always)
  func forEach(_ body: (_ document: UInt32, _ score: Double) -> Void) {
    for document in documents {
      guard let chunk = unsafe chunks[Int(document >> 12)] else { continue }
      body(document, unsafe chunk[Int(document & 4095)])
    }
  }

  /// The k-th largest score; below every score while there are fewer.
  func largest(_ k: Int) -> Double {
    var largest = LargestScores(limit: k)
    var least = largest.least
    forEach { _, score in
      guard score > least else { return }
      largest.insert(score)
      least = largest.least
    }
    return least
  }

  /// Forgets all scores.
  func removeAll() {
    for document in documents {
      unsafe chunks[Int(document >> 12)]?[Int(document & 4095)] = 0
    }
    documents.removeAll(keepingCapacity: true)
  }
}
