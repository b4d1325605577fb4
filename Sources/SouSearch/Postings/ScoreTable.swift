/// Scores by document, to add up what leaves give: a place for every document there can be. Memory
/// goes with the documents that were touched, and stays for the next search.
@safe
final class ScoreTable {
  /// One more than the greatest document's number.
  private let limit: UInt32

  /// For each 4,096 documents their scores, once one has any; 0 is none.
  private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
  private let chunkCount: Int
  /// The documents that have a score, in the order in which they got it; not an array, which would
  /// look at each one whether it is its only owner.
  private var documents: UnsafeMutablePointer<UInt32>
  private var capacity = 1024
  /// How many documents have a score.
  private(set) var count = 0

  private static let chunkSize = 4096

  init(limit: UInt32) {
    self.limit = limit
    chunkCount = Int(limit) / Self.chunkSize + 1
    unsafe chunks = .allocate(capacity: chunkCount)
    unsafe chunks.initialize(repeating: nil, count: chunkCount)
    unsafe documents = .allocate(capacity: capacity)
  }

  deinit {
    for index in 0..<chunkCount { unsafe chunks[index]?.deallocate() }
    unsafe chunks.deallocate()
    unsafe documents.deallocate()
  }

  /// Adds a score above 0.
  @inline(__always)
  func add(_ document: UInt32, _ score: Double) {
    precondition(document < limit)
    let number = Int(document >> 12)
    let chunk = unsafe chunks[number] ?? makeChunk(number)
    let index = Int(document & 4095)
    let before = unsafe chunk[index]
    if before == 0 {
      if count == capacity { growDocuments() }
      unsafe documents[count] = document
      count += 1
    }
    unsafe chunk[index] = before + score
  }

  @inline(never)
  private func makeChunk(_ number: Int) -> UnsafeMutablePointer<Double> {
    let chunk = UnsafeMutablePointer<Double>.allocate(capacity: Self.chunkSize)
    unsafe chunk.initialize(repeating: 0, count: Self.chunkSize)
    unsafe chunks[number] = unsafe chunk
    return unsafe chunk
  }

  @inline(never)
  private func growDocuments() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    unsafe larger.initialize(from: documents, count: count)
    unsafe documents.deallocate()
    unsafe documents = unsafe larger
    capacity *= 2
  }

  /// Gives every document that has a score to `body`, in no particular order.
  @inline(__always)
  func forEach(_ body: (_ document: UInt32, _ score: Double) -> Void) {
    for index in 0..<count {
      let document = unsafe documents[index]
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
    for index in 0..<count {
      let document = unsafe documents[index]
      unsafe chunks[Int(document >> 12)]?[Int(document & 4095)] = 0
    }
    count = 0
  }
}
