/// Decodes where one row has one term: what `PoslistWriter` encodes.
@safe
public struct PoslistReader {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  @usableFromInline var offset = 0

  /// The column, from 0.
  @inlinable public var column: Int { currentColumn }
  @usableFromInline var currentColumn = 0
  /// The position in the column, from 0.
  @inlinable public var position: Int { currentPosition }
  @usableFromInline var currentPosition = 0

  @inlinable static var maximumColumn: Int { 0x7fff }
  @inlinable static var maximumPosition: Int { 0x7fff_ffff }

  /// Makes a reader before the first occurrence.
  ///
  /// - Parameter bytes: The list, which must stay in place while it is read.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

  /// Goes to the next occurrence.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: `PostingsError.damagedPoslist`.
  @inlinable
  public mutating func next() throws(PostingsError) -> Bool {
    guard unsafe offset < bytes.count else { return false }
    var value = try varint()
    if value == 1 {
      let next = try varint()
      guard next > currentColumn, next <= Self.maximumColumn else { throw .damagedPoslist }
      currentColumn = next
      currentPosition = 0
      value = try varint()
    }
    guard value >= 2, value - 2 <= Self.maximumPosition - currentPosition else {
      throw .damagedPoslist
    }
    currentPosition += value - 2
    return true
  }

  @inlinable
  mutating func varint() throws(PostingsError) -> Int {
    guard let value = unsafe Varint.decode(bytes, at: &offset), let value = Int(exactly: value)
    else { throw .damagedPoslist }
    return value
  }
}
