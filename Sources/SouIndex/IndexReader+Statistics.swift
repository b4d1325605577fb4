import Foundation
import GRDB
import SouPostings

extension IndexReader {
  /// Counts what is in the index.
  ///
  /// - Returns: The counts.
  /// - Throws: `IndexError`.
  /// - Complexity: Passes over all postings twice and over all pages once.
  public func statistics() throws(IndexError) -> IndexStatistics {
    try read { db in
      var statistics: IndexStatistics?
      // All of it at one state of the file.
      try db.inSavepoint {
        statistics = try self.statistics(db)
        return .commit
      }
      guard let statistics else { preconditionFailure("a savepoint runs its block") }
      return statistics
    }
  }

  private func statistics(_ db: Database) throws -> IndexStatistics {
    func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
    func meta(_ key: String) throws -> String {
      try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]) ?? ""
    }
    // A temporary table is this connection's own; the file stays as it is.
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE IF NOT EXISTS temp.term USING fts5vocab('main', 'posting', 'row')
        """)
    let averages = try Data.fetchOne(db, sql: "SELECT block FROM posting_data WHERE id = 1")
    let terms = try Row.fetchOne(db, sql: "SELECT count(*), total(doc) FROM temp.term")
    let structure = try SegmentStructure(of: db, path: path)
    let live: Double = terms?[1] ?? 0
    let deadShare = try entryCount(of: structure, db).map { $0 > 0 ? 1 - live / Double($0) : 0 }
    return IndexStatistics(
      documents: try count("SELECT count(*) FROM document"),
      files: try count("SELECT count(*) FROM file"),
      terms: terms?[0] ?? 0,
      positions: try totals(in: averages ?? Data()).dropFirst().reduce(0, &+),
      segments: structure.segmentCount,
      levels: structure.levels.enumerated().filter { !$1.segments.isEmpty }.map {
        IndexStatistics.Level(
          number: $0, segments: $1.segments.count, bytes: $1.pageCount * SegmentStructure.leafSize)
      },
      deadShare: deadShare,
      bytes: try count("PRAGMA page_count") * count("PRAGMA page_size"),
      tables: (try? tables(db)) ?? [],
      fingerprint: try meta("fingerprint"),
      created: try meta("created"))
  }

  /// How many entries all segments have; nil where they have a form that only FTS5 reads.
  private func entryCount(of structure: SegmentStructure, _ db: Database) throws -> Int? {
    let version = try Int.fetchOne(db, sql: "SELECT v FROM posting_config WHERE k = 'version'")
    guard version == Postings.formatVersion else { return nil }
    var pages = try SegmentPages(db)
    do {
      return try structure.levels.flatMap(\.segments).reduce(0) {
        try $0 + pages.entryCount(of: $1)
      }
    } catch {
      throw IndexError.damaged(path: path, detail: "a segment: \(error)")
    }
  }

  /// How many documents there are.
  ///
  /// - Returns: The number that FTS5 keeps for its own ranking.
  /// - Throws: `IndexError`.
  /// - Complexity: O(1).
  public func documentCount() throws(IndexError) -> Int {
    try read { db in
      let averages = try Data.fetchOne(db, sql: "SELECT block FROM posting_data WHERE id = 1")
      return try totals(in: averages ?? Data()).first ?? 0
    }
  }

  private func tables(_ db: Database) throws -> [IndexStatistics.Table] {
    let sql = "SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE ORDER BY pgsize DESC, name"
    return try Array(
      Row.fetchCursor(db, sql: sql).map {
        IndexStatistics.Table(name: $0[0] ?? "", bytes: $0[1] ?? 0)
      })
  }

  /// The numbers of the averages record: varints, the number of rows and then the positions of each
  /// column (`fts5_index.c`, "averages record"). A new index has an empty one.
  private func totals(in record: Data) throws -> [Int] {
    var numbers: [Int] = []
    var value = 0
    var byteCount = 0
    for byte in record {
      byteCount += 1
      // SQLite's varint: the ninth byte has eight bits. No count of positions gets there.
      guard byteCount < 9 else {
        throw IndexError.damaged(path: path, detail: "a count of positions beyond 2^56")
      }
      value = value << 7 | Int(byte & 0x7F)
      if byte & 0x80 == 0 {
        numbers.append(value)
        value = 0
        byteCount = 0
      }
    }
    return numbers
  }
}
