import Foundation
import GRDB
import SouPostings

/// An FTS5 table in a file of its own, and its shadow tables.
final class FTS5Index {
  /// A row of `%_idx`.
  struct Split: Equatable {
    var segment: Int
    var term: [UInt8]
    var page: Int64
  }

  /// A row of the table's `instance` vocabulary: one occurrence, as FTS5 reads it.
  struct Instance: Hashable {
    var term: [UInt8]
    var rowid: Int64
    var column: Int
    var position: Int
  }

  private let path = FileManager.default.temporaryDirectory
    .appending(path: "sou-postings-\(UUID().uuidString).db").path
  private(set) var database: DatabaseQueue
  let columns: Int

  /// Makes the table and sets options such as `pgsz`, in one transaction.
  init(columns: Int, options: KeyValuePairs<String, Int>, content: String = "") throws {
    self.columns = columns
    database = try DatabaseQueue(path: path)
    try write { database in
      let names = Self.names(columns).joined(separator: ",")
      try database.execute(sql: "CREATE VIRTUAL TABLE t USING fts5(\(names)\(content))")
      for (option, value) in options {
        try database.execute(
          sql: "INSERT INTO t(t, rank) VALUES (?, ?)", arguments: [option, value])
      }
    }
  }

  deinit {
    try? database.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  static func names(_ columns: Int) -> [String] { (0..<columns).map { "c\($0)" } }

  /// One transaction, so one flush if the hash is large enough.
  func write(_ body: (Database) throws -> Void) throws { try database.write(body) }

  /// A new connection: FTS5 keeps what it once read of its shadow tables.
  func reopen() throws {
    try database.close()
    database = try DatabaseQueue(path: path)
  }

  func insert(_ documents: [(rowid: Int64, columns: [String])]) throws {
    let names = Self.names(columns).joined(separator: ",")
    let marks = Array(repeating: "?", count: columns + 1).joined(separator: ",")
    try write { database in
      let insert = try database.makeStatement(
        sql: "INSERT INTO t(rowid, \(names)) VALUES (\(marks))")
      for document in documents {
        try insert.execute(
          arguments: StatementArguments([document.rowid] as [Int64])
            + StatementArguments(document.columns))
      }
    }
  }

  func data() throws -> [Int64: [UInt8]] {
    try database.read { database in
      let rows = try Row.fetchCursor(database, sql: "SELECT id, block FROM t_data")
      var data: [Int64: [UInt8]] = [:]
      while let row = try rows.next() { data[row[0]] = [UInt8](row[1] as Data) }
      return data
    }
  }

  func splits() throws -> [Split] {
    try database.read { database in
      let sql = "SELECT segid, term, pgno FROM t_idx ORDER BY segid, term"
      return try Row.fetchAll(database, sql: sql).map { row in
        Split(segment: row[0], term: [UInt8](row[1] as Data), page: row[2])
      }
    }
  }

  func structure() throws -> SegmentStructure {
    try SegmentStructure(bytes: data()[PageID.structure] ?? [])
  }

  /// The occurrences, as FTS5's own reader gives them: by term, row, column, position.
  func instances() throws -> [Instance] {
    try write { database in
      try database.execute(
        sql: "CREATE VIRTUAL TABLE IF NOT EXISTS temp.v USING fts5vocab('main', 't', 'instance')")
    }
    return try database.read { database in
      let rows = try Row.fetchCursor(database, sql: "SELECT term, doc, col, offset FROM v")
      var instances: [Instance] = []
      while let row = try rows.next() {
        instances.append(
          Instance(
            term: [UInt8]((row[0] as String).utf8), rowid: row[1],
            column: Int((row[2] as String).dropFirst()) ?? -1, position: row[3]))
      }
      return instances
    }
  }

  func checkIntegrity() throws {
    try write { try $0.execute(sql: "INSERT INTO t(t) VALUES ('integrity-check')") }
  }
}

/// Keeps a segment's rows.
struct Rows: SegmentSink {
  var data: [Int64: [UInt8]] = [:]
  var splits: [FTS5Index.Split] = []

  mutating func write(id: Int64, page: UnsafeRawBufferPointer) {
    data[id] = unsafe [UInt8](page)
  }

  mutating func index(segment: Int, term: UnsafeRawBufferPointer, page: Int64) {
    unsafe splits.append(FTS5Index.Split(segment: segment, term: [UInt8](term), page: page))
  }
}
