import CSouSQLite
import Foundation
import SouFTS5

/// Inserts each line of a file as a row of an FTS5 table in memory, with Sou from the library or from
/// the loadable extension: `insert-bench library|LIBSOU FILE…`. Prints the rows and bytes inserted;
/// bench/insert-instructions counts what it costs.
@main
enum InsertBench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let source = arguments.first else {
      print("usage: insert-bench library|LIBSOU FILE…")
      exit(2)
    }
    let connection = try unsafe open(source)
    defer { unsafe _ = sqlite3_close(connection) }
    // Without content, so that what is counted is the index.
    try unsafe run(
      "CREATE VIRTUAL TABLE note USING fts5(body, content='', tokenize='sou')", connection)
    try unsafe run("BEGIN", connection)
    var rows = 0
    var bytes = 0
    for path in arguments.dropFirst() {
      let text = try Data(contentsOf: URL(filePath: path))
      for line in text.split(separator: UInt8(ascii: "\n")) {
        try unsafe insert(line, connection)
        rows += 1
        bytes += line.count
      }
    }
    try unsafe run("COMMIT", connection)
    print("\(rows) rows, \(bytes) bytes")
  }

  static func open(_ source: String) throws -> OpaquePointer {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open(":memory:", &opened)
    guard code == SQLITE_OK, let connection = unsafe opened else { throw Failure(code: code) }
    if source == "library" {
      try unsafe registerSou(on: connection)
    } else {
      unsafe sqlite3_enable_load_extension(connection, 1)
      try check(unsafe sqlite3_load_extension(connection, source, nil, nil))
    }
    return unsafe connection
  }

  static func insert(_ line: Data, _ connection: OpaquePointer) throws {
    var statement: OpaquePointer?
    try check(
      unsafe sqlite3_prepare_v2(
        connection, "INSERT INTO note(rowid, body) VALUES (NULL, ?)", -1, &statement, nil))
    defer { unsafe _ = sqlite3_finalize(statement) }
    unsafe line.withUnsafeBytes { bytes in
      // It lives until the statement has run.
      unsafe _ = sqlite3_bind_text(
        statement, 1, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
        nil)
      unsafe _ = sqlite3_step(statement)
    }
  }

  static func run(_ sql: String, _ connection: OpaquePointer) throws {
    try check(unsafe sqlite3_exec(connection, sql, nil, nil, nil))
  }

  static func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw Failure(code: code) }
  }

  struct Failure: Error { let code: Int32 }
}
