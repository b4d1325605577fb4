/// The averages record: how many rows and tokens there are (`fts5StorageLoadTotals` and
/// `fts5StorageSaveTotals`, ext/fts5/fts5_storage.c).
///
///     rows, then for each column the tokens in all its rows
public struct Averages: Equatable, Sendable {
  /// The number of rows in the index.
  public var rowCount: Int64
  /// The number of tokens in each column, colocated ones not counted.
  public var tokenCounts: [Int64]

  /// Makes a record.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows in the index.
  ///   - tokenCounts: The number of tokens in each column.
  public init(rowCount: Int64 = 0, tokenCounts: [Int64] = []) {
    self.rowCount = rowCount
    self.tokenCounts = tokenCounts
  }

  /// Reads the record; an empty one, as a new index has, means no rows.
  ///
  /// - Parameter bytes: The block of the row of `%_data` with id 1.
  /// - Throws: `PostingsError.damagedAverages`.
  public init(bytes: [UInt8]) throws(PostingsError) {
    self.init()
    var reader = VarintReader(bytes: bytes, offset: 0, error: .damagedAverages)
    guard !reader.isAtEnd else { return }
    rowCount = Int64(bitPattern: try reader.next())
    while !reader.isAtEnd { tokenCounts.append(Int64(bitPattern: try reader.next())) }
    guard rowCount >= 0, tokenCounts.allSatisfy({ $0 >= 0 }) else { throw .damagedAverages }
  }

  /// The record: the block for the row of `%_data` with id 1.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for count in [rowCount] + tokenCounts { Varint.append(UInt64(bitPattern: count), to: &bytes) }
    return bytes
  }
}

/// A row of `%_docsize`: how many tokens each column of a document has.
///
/// - Parameter tokenCounts: The number of tokens in each column, colocated ones not counted.
/// - Returns: The value for `sz`: one varint a column (`fts5StorageInsertDocsize`).
public func documentSize(_ tokenCounts: [Int]) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(tokenCounts.count * 2)
  for count in tokenCounts { Varint.append(UInt64(truncatingIfNeeded: count), to: &bytes) }
  return bytes
}
