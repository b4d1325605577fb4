/// Encodes the rows of one term, occurrence by occurrence (`sqlite3Fts5HashWrite`,
/// ext/fts5/fts5_hash.c).
///
///     rowid (the first whole, then differences), size of the position list × 2, position list; …
///     position list: column 0: varints of position + 2, then of the difference to the one before + 2
///                    any other column: 0x01, its number, then its positions as above
///
/// Nothing is allocated a row; the memory is kept from term to term.
public struct DoclistWriter: ~Copyable {
  @usableFromInline var list = RawBytes(capacity: 1 << 12)
  /// The last row; what is in the list before its first row counts as row 0.
  @usableFromInline var rowid: Int64 = 0
  /// Where the last row's position list begins, behind one byte for its size; 0 without a row.
  @usableFromInline var poslistStart = 0
  @usableFromInline var column = 0
  @usableFromInline var position = 0

  /// Makes an empty list.
  @inlinable
  public init() {}

  /// Begins a row, and ends the one before.
  ///
  /// - Parameter rowid: The document; above that of the row before. One occurrence at least follows.
  @inlinable
  public mutating func beginRow(_ rowid: Int64) {
    endRow()
    list.reserve(2 * Varint.maximumLength)
    list.appendVarintUnchecked(UInt64(bitPattern: rowid &- self.rowid))
    list.count += 1
    poslistStart = list.count
    self.rowid = rowid
    column = 0
    position = 0
  }

  /// Appends one occurrence to the row.
  ///
  /// - Parameters:
  ///   - column: The column, from 0; never before that of the last occurrence.
  ///   - position: The position in the column, from 0; in one column never before the last one.
  @inlinable
  public mutating func append(column: Int, position: Int) {
    list.reserve(3 * Varint.maximumLength)
    if column != self.column {
      assert(column > self.column)
      list.appendVarintUnchecked(1)
      list.appendVarintUnchecked(UInt64(truncatingIfNeeded: column))
      self.column = column
      self.position = 0
    }
    assert(position >= self.position)
    list.appendVarintUnchecked(UInt64(truncatingIfNeeded: position &- self.position &+ 2))
    self.position = position
  }

  /// Ends the list, and begins the next term's in the same memory.
  ///
  /// - Parameter body: Takes the rows, valid during the call, and the last rowid.
  /// - Throws: What `body` throws.
  @inlinable
  public mutating func finish<Failure: Error>(
    _ body: (_ rows: UnsafeRawBufferPointer, _ lastRowid: Int64) throws(Failure) -> Void
  ) throws(Failure) {
    endRow()
    unsafe try body(list.bytes, rowid)
    list.removeAll()
    rowid = 0
  }

  /// Appends rows that `finish` gave, all of them behind the last one.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - lastRowid: The last of them.
  /// - Returns: Whether the rows begin with a rowid; damaged ones may not.
  @inlinable
  public mutating func append(rows: UnsafeRawBufferPointer, lastRowid: Int64) -> Bool {
    endRow()
    var offset = 0
    guard let first = unsafe Varint.decode(rows, at: &offset) else { return false }
    list.appendVarint(first &- UInt64(bitPattern: rowid))
    unsafe list.append(UnsafeRawBufferPointer(rebasing: rows[offset...]))
    rowid = lastRowid
    return true
  }

  /// Writes the size of the last row's position list before it.
  @inlinable
  mutating func endRow() {
    guard poslistStart > 0 else { return }
    list.setVarint(
      UInt64(truncatingIfNeeded: (list.count - poslistStart) * 2), before: poslistStart)
    poslistStart = 0
  }
}
