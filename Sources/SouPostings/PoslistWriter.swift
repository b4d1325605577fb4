/// Encodes where one row has one term (`sqlite3Fts5HashWrite`, ext/fts5/fts5_hash.c).
///
///     column 0: varints of position + 2, then of the difference to the one before + 2
///     any other column: 0x01, its number, then its positions as above
public struct PoslistWriter: Sendable {
  /// The list so far.
  @inlinable public var bytes: [UInt8] { list }
  @usableFromInline var list: [UInt8] = []
  @usableFromInline var column = 0
  @usableFromInline var position = 0

  /// Makes an empty list.
  @inlinable
  public init() {}

  /// Appends one occurrence.
  ///
  /// - Parameters:
  ///   - column: The column, from 0; never before the column of the last occurrence.
  ///   - position: The position in the column, from 0; in one column never before the last one.
  @inlinable
  public mutating func append(column: Int, position: Int) {
    assert(column > self.column || column == self.column && position >= self.position)
    if column != self.column {
      list.append(0x01)
      Varint.append(UInt64(truncatingIfNeeded: column), to: &list)
      self.column = column
      self.position = 0
    }
    Varint.append(UInt64(truncatingIfNeeded: position &- self.position &+ 2), to: &list)
    self.position = position
  }

  /// Begins the next list in the same memory.
  @inlinable
  public mutating func removeAll() {
    list.removeAll(keepingCapacity: true)
    column = 0
    position = 0
  }
}
