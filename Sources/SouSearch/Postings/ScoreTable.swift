/// Scores by document, to add up what leaves give: a place for every document there can be. Memory
/// goes with the documents that were touched, and stays for the next search.
@safe
final class ScoreTable {
  /// One more than the greatest document's number.
  let limit: UInt32

  /// For each 4,096 documents their scores, once one has any; 0 is none.
  private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
  /// A bit for each 16 documents that may have some.
  private let touched: UnsafeMutablePointer<UInt64>
  private let chunkCount: Int

  private static let chunkSize = 4096

  init(limit: UInt32) {
    self.limit = limit
    chunkCount = Int(limit) / Self.chunkSize + 1
    unsafe chunks = .allocate(capacity: chunkCount)
    unsafe chunks.initialize(repeating: nil, count: chunkCount)
    unsafe touched = .allocate(capacity: 4 * chunkCount)
    unsafe touched.initialize(repeating: 0, count: 4 * chunkCount)
  }

  deinit {
    for index in 0..<chunkCount { unsafe chunks[index]?.deallocate() }
    unsafe chunks.deallocate()
    unsafe touched.deallocate()
  }

  /// Adds a score above 0.
  @inline(__always)
  func add(_ document: UInt32, _ score: Double) {
    let index = Int(document)
    precondition(document < limit)
    let chunk = unsafe chunks[index >> 12] ?? makeChunk(index >> 12)
    unsafe chunk[index & 4095] += score
    unsafe touched[index >> 10] |= 1 << UInt64(truncatingIfNeeded: index >> 4 & 63)
  }

  @inline(never)
  private func makeChunk(_ number: Int) -> UnsafeMutablePointer<Double> {
    let chunk = UnsafeMutablePointer<Double>.allocate(capacity: Self.chunkSize)
    unsafe chunk.initialize(repeating: 0, count: Self.chunkSize)
    unsafe chunks[number] = unsafe chunk
    return unsafe chunk
  }

  /// Gives every document that has a score to `body`, in order.
  @inline(__always)
  func forEach(_ body: (_ document: UInt32, _ score: Double) -> Void) {
    for number in 0..<4 * chunkCount {
      var bits = unsafe touched[number]
      guard bits != 0, let chunk = unsafe chunks[number >> 2] else { continue }
      while bits != 0 {
        let first = (number & 3) << 10 | bits.trailingZeroBitCount << 4
        bits &= bits - 1
        for index in first..<first + 16 {
          let score = unsafe chunk[index]
          if score != 0 { body(UInt32(truncatingIfNeeded: (number >> 2) << 12 | index), score) }
        }
      }
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
    for number in 0..<4 * chunkCount {
      var bits = unsafe touched[number]
      guard bits != 0, let chunk = unsafe chunks[number >> 2] else { continue }
      unsafe touched[number] = 0
      while bits != 0 {
        let first = (number & 3) << 10 | bits.trailingZeroBitCount << 4
        bits &= bits - 1
        unsafe (chunk + first).update(repeating: 0, count: 16)
      }
    }
  }
}
