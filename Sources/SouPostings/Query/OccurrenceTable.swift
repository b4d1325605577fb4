/// Occurrences by document, to add up what many terms have: a place for every document there can
/// be, which is empty again after `takeRows`. Memory goes with the documents that were touched.
@safe
public final class OccurrenceTable {
  /// For each 4,096 documents the lower halves of their `Occurrences`, once one has any.
  private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>?>
  /// A bit for each 16 documents that may have some.
  private let touched: UnsafeMutablePointer<UInt64>
  private let chunkCount: Int

  private static var chunkSize: Int { 4096 }

  /// Makes an empty table.
  ///
  /// - Parameter limit: One more than the greatest document's number.
  public init(limit: UInt32) {
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

  /// Adds a row of one term. A document beyond the table was deleted, or never there.
  @inline(__always)
  func add(_ document: UInt32, _ occurrences: UInt32) throws(PostingsError) {
    let index = Int(document)
    guard index >> 12 < chunkCount else {
      guard occurrences == 0 else { throw .beyondLimits }
      return
    }
    let chunk = unsafe chunks[index >> 12] ?? makeChunk(index >> 12)
    let before = unsafe chunk[index & 4095]
    let (sum, overflow) = before.addingReportingOverflow(occurrences)
    // A carry out of the lower field shows as a bit that the sum of both has not.
    guard !overflow, (before ^ occurrences ^ sum) & 1 << 20 == 0 else {
      throw .beyondLimits
    }
    unsafe chunk[index & 4095] = sum
    unsafe touched[index >> 10] |= 1 << UInt64(truncatingIfNeeded: index >> 4 & 63)
  }

  @inline(never)
  private func makeChunk(_ number: Int) -> UnsafeMutablePointer<UInt32> {
    let chunk = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.chunkSize)
    unsafe chunk.initialize(repeating: 0, count: Self.chunkSize)
    unsafe chunks[number] = unsafe chunk
    return unsafe chunk
  }

  /// Adds rows.
  public func add(_ rows: [Occurrences]) throws(PostingsError) {
    for row in rows { try add(row.document, UInt32(truncatingIfNeeded: row.bits)) }
  }

  /// Empties the table.
  ///
  /// - Returns: The rows that have occurrences.
  public func takeRows() -> [Occurrences] {
    var rows = RowBuffer()
    for number in 0..<4 * chunkCount {
      var bits = unsafe touched[number]
      guard bits != 0, let chunk = unsafe chunks[number >> 2] else { continue }
      unsafe touched[number] = 0
      while bits != 0 {
        let first = (number & 3) << 10 | bits.trailingZeroBitCount << 4
        bits &= bits - 1
        for index in first..<first + 16 {
          let count = unsafe chunk[index]
          guard count != 0 else { continue }
          unsafe chunk[index] = 0
          rows.append(UInt64(truncatingIfNeeded: (number >> 2) << 12 | index) << 32 | UInt64(count))
        }
      }
    }
    return rows.rows
  }
}
