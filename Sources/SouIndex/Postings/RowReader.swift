import CSouSQLite
import GRDB
import SouPostings

/// A prepared statement that is run often: what GRDB has, without its cost a run.
///
/// Between `step` and `reset` the row's bytes stay in place.
@safe
struct RowReader {
  // Owns the pointer.
  private let statement: Statement
  private let pointer: OpaquePointer

  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    unsafe pointer = statement.sqliteStatement
  }

  func bind(_ value: Int64, at index: Int32) {
    unsafe _ = sqlite3_bind_int64(pointer, index, value)
  }

  /// Binds bytes, which are copied.
  func bind(_ bytes: [UInt8], at index: Int32) {
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe _ = sqlite3_bind_blob(
        pointer, index, bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32(bytes.count),
        transient)
    }
  }

  /// Goes to the next row.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: `DatabaseError`.
  func step() throws -> Bool {
    let code = unsafe sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    guard code != SQLITE_DONE else { return false }
    throw DatabaseError(resultCode: ResultCode(rawValue: code))
  }

  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(pointer, column) }

  /// A column's bytes, until the next step.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let base = unsafe sqlite3_column_blob(pointer, column)
    return unsafe UnsafeRawBufferPointer(
      start: base, count: base == nil ? 0 : Int(sqlite3_column_bytes(pointer, column)))
  }

  /// A column's text, in which ill-formed UTF-8 is mended.
  func text(_ column: Int32) -> String {
    unsafe String(decoding: bytes(column), as: UTF8.self)
  }

  func reset() { unsafe _ = sqlite3_reset(pointer) }
}
