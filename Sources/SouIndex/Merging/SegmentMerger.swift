import GRDB
import SouPostings

/// Merges segments by FTS5's own command, in steps that are committed one by one.
///
/// It has a connection of its own, which sees what others wrote into the structure record.
struct SegmentMerger {
  /// Leaves that one transaction writes. As SQLite moves the log into the file after as many pages,
  /// the log stays small; and the room of what was merged is there for what comes next.
  static let stepPages = 1_000

  private let path: String
  private let queue: DatabaseQueue

  /// Opens an index.
  ///
  /// - Parameters:
  ///   - path: The index file, which exists.
  ///   - busyTimeout: How long to wait for another writer, in seconds.
  /// - Throws: `IndexError`, or what SQLite says.
  init(path: String, busyTimeout: Double) throws {
    self.path = path
    queue = try Connection.writable(path: path, timeout: busyTimeout)
    try queue.inDatabase { db in
      guard case .index(let stored) = try Schema.state(of: db, path: path) else {
        throw IndexError.noIndex(path: path)
      }
      _ = try stored.current(path: path)
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
  }

  /// The segments as they are.
  func structure() throws -> SegmentStructure {
    try queue.inDatabase { try SegmentStructure(of: $0, path: path) }
  }

  /// Merges a part of the segments, and commits it.
  ///
  /// - Parameter pages: About how many leaves to write; a term is not split, however many leaves it
  ///   takes. If negative, FTS5 first brings all segments together for one merge.
  /// - Returns: The segments afterwards; `nil` if there was nothing to merge.
  /// - Throws: `IndexError`, or what SQLite says.
  func step(pages: Int) throws -> SegmentStructure? {
    try queue.inDatabase { db in
      var after: SegmentStructure?
      try db.inTransaction(.immediate) {
        let before = try SegmentStructure(of: db, path: path)
        try LengthBlocks.keep(db) {
          try mergeFromTwo(db)
          try db.execute(
            sql: "INSERT INTO posting(posting, rank) VALUES('merge', ?)", arguments: [pages])
        }
        after = try SegmentStructure(of: db, path: path)
        if after == before { after = nil }
        return .commit
      }
      return after
    }
  }

  /// Moves the log into the file, and closes the connection.
  func finish() throws {
    try queue.inDatabase { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    try queue.close()
  }

  /// Lets `merge` begin with two segments: by default it leaves fewer than four alone, even where it
  /// could go on with a merge behind them.
  private func mergeFromTwo(_ db: Database) throws {
    let stored = try Int.fetchOne(db, sql: "SELECT v FROM posting_config WHERE k = 'usermerge'")
    guard stored != 2 else { return }
    try db.execute(sql: "INSERT INTO posting(posting, rank) VALUES('usermerge', 2)")
  }
}
