/// Takes the rows of a segment as `SegmentWriter` finishes them.
public protocol SegmentSink: ~Copyable {
  /// What a write may throw.
  associatedtype Failure: Error

  /// Takes a row of `%_data`.
  ///
  /// - Parameters:
  ///   - id: The row's id; leaves come in ascending order.
  ///   - page: The row's block, valid during the call.
  /// - Throws: `Failure`, which ends the segment.
  mutating func write(id: Int64, page: UnsafeRawBufferPointer) throws(Failure)

  /// Takes a row of `%_idx`.
  ///
  /// - Parameters:
  ///   - segment: The segment's id.
  ///   - term: The row's term, a blob (never NULL, also when empty), valid during the call; terms
  ///     come in ascending order.
  ///   - page: The row's `pgno`: the leaf's number × 2, + 1 if its last term has a doclist index.
  /// - Throws: `Failure`, which ends the segment.
  mutating func index(segment: Int, term: UnsafeRawBufferPointer, page: Int64) throws(Failure)
}
