import CSouSQLite
import SouFTS5

/// SQLite said no.
struct SQLiteError: Error, Equatable {
  let message: String
}

/// A connection to a database in memory, over SQLite's C interface alone.
@safe
final class Database {
  enum Value: Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var real: Double? { if case .real(let value) = self { value } else { nil } }
  }

  let connection: OpaquePointer

  /// Opens one; with `registered` false it does not know Sou.
  init(registered: Bool = true) throws {
    var connection: OpaquePointer?
    let code = unsafe sqlite3_open(":memory:", &connection)
    guard code == SQLITE_OK, let connection = unsafe connection else {
      throw SQLiteError(message: "cannot open: \(code)")
    }
    unsafe self.connection = unsafe connection
    if registered { try unsafe registerSou(on: connection) }
  }

  deinit {
    // It fails where a statement is still open.
    let code = unsafe sqlite3_close(connection)
    assert(code == SQLITE_OK)
  }

  /// Runs one statement and gives its rows.
  @discardableResult
  func run(_ sql: String, _ arguments: Value...) throws -> [[Value]] {
    var found: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(connection, sql, -1, &found, nil) == SQLITE_OK,
      let statement = unsafe found
    else { throw error() }
    defer { unsafe _ = sqlite3_finalize(statement) }

    for (index, value) in arguments.enumerated() { unsafe bind(value, Int32(index + 1), statement) }
    var rows: [[Value]] = []
    while true {
      switch unsafe sqlite3_step(statement) {
      case SQLITE_DONE: return rows
      case SQLITE_ROW:
        let count = unsafe sqlite3_column_count(statement)
        rows.append((0..<count).map { unsafe value($0, statement) })
      default: throw error()
      }
    }
  }

  private func bind(_ value: Value, _ index: Int32, _ statement: OpaquePointer) {
    // SQLITE_TRANSIENT: SQLite copies what it is given.
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: unsafe sqlite3_bind_null(statement, index)
    case .integer(let value): unsafe sqlite3_bind_int64(statement, index, value)
    case .real(let value): unsafe sqlite3_bind_double(statement, index, value)
    case .text(let text):
      unsafe sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), transient)
    case .blob(let bytes):
      unsafe sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), transient)
    }
  }

  private func value(_ column: Int32, _ statement: OpaquePointer) -> Value {
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(unsafe sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: .real(unsafe sqlite3_column_double(statement, column))
    case SQLITE_TEXT: .text(unsafe String(cString: sqlite3_column_text(statement, column)))
    case SQLITE_BLOB:
      .blob(
        unsafe [UInt8](
          UnsafeRawBufferPointer(
            start: sqlite3_column_blob(statement, column),
            count: Int(sqlite3_column_bytes(statement, column)))))
    default: .null
    }
  }

  private func error() -> SQLiteError {
    SQLiteError(message: unsafe String(cString: sqlite3_errmsg(connection)))
  }
}
