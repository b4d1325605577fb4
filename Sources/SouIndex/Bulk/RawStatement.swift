import CSouSQLite
import GRDB

/// A statement that runs thousands of times with bytes that are not copied: GRDB's arguments cost more
/// than SQLite's insert.
@safe
final class RawStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer
  private let path: String

  /// - Throws: `IndexError`.
  init(_ sql: String, _ db: Database, path: String) throws(IndexError) {
    self.path = path
    guard let connection = unsafe db.sqliteConnection else {
      throw .failed(path: path, code: 21, message: "the index is closed")
    }
    unsafe self.connection = connection
    var prepared: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(connection, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let statement = unsafe prepared else {
      throw unsafe IndexError(DatabaseError(connection, code), path: path)
    }
    unsafe self.statement = statement
  }

  deinit { unsafe _ = sqlite3_finalize(statement) }

  func bind(_ index: Int32, _ value: Int64) {
    unsafe _ = sqlite3_bind_int64(statement, index, value)
  }

  func bind(_ index: Int32, copyOf text: String) {
    unsafe _ = sqlite3_bind_text64(
      statement, index, text, UInt64(text.utf8.count), Self.transient, UInt8(SQLITE_UTF8))
  }

  /// The bytes must stay until `run` returns.
  func bind(_ index: Int32, blob: UnsafeRawBufferPointer) {
    // A blob without bytes has no address, which would make it NULL.
    if unsafe blob.isEmpty {
      unsafe _ = sqlite3_bind_zeroblob(statement, index, 0)
    } else {
      unsafe _ = sqlite3_bind_blob64(
        statement, index, blob.baseAddress, UInt64(blob.count), nil)
    }
  }

  func bind(_ index: Int32, copyOf bytes: [UInt8]) {
    unsafe _ = sqlite3_bind_blob64(
      statement, index, bytes, UInt64(bytes.count), Self.transient)
  }

  /// SQLITE_TRANSIENT, which Swift does not see: SQLite copies the bytes.
  private static var transient: sqlite3_destructor_type {
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  /// Runs the statement, which gives no row.
  ///
  /// - Throws: `IndexError`.
  func run() throws(IndexError) {
    unsafe _ = sqlite3_step(statement)
    let code = unsafe sqlite3_reset(statement)
    guard code == SQLITE_OK else {
      throw unsafe IndexError(DatabaseError(connection, code), path: path)
    }
  }
}

extension DatabaseError {
  fileprivate init(_ connection: OpaquePointer, _ code: Int32) {
    unsafe self.init(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)))
  }
}
