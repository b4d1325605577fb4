import GRDB

extension IndexReader {
  /// The least and the greatest id of a document.
  ///
  /// - Returns: The range, or `nil` if there is no document.
  /// - Throws: `IndexError`.
  /// - Complexity: O(log n).
  package func ids() throws(IndexError) -> ClosedRange<Int64>? {
    try read { db in
      // Two queries: SQLite answers one of both from the whole table.
      guard let least = try Int64.fetchOne(db, sql: "SELECT min(id) FROM document"),
        let greatest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM document")
      else { return nil }
      return least...greatest
    }
  }

  /// The text of the first document from an id on.
  ///
  /// - Parameter id: The least id.
  /// - Returns: The body, or empty if there is no document.
  /// - Throws: `IndexError`.
  /// - Complexity: O(log n).
  package func body(from id: Int64) throws(IndexError) -> String {
    try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT body FROM document WHERE id >= ? ORDER BY id LIMIT 1")
      return try String.fetchOne(statement, arguments: [id]) ?? ""
    }
  }

  /// What FTS5's own ranking finds: the yardstick for Sou's.
  ///
  /// - Parameters:
  ///   - match: A MATCH expression, in UTF-8.
  ///   - limit: At most so many are returned.
  /// - Returns: The ids, best first by `bm25`.
  /// - Throws: `IndexError`.
  package func idsByFTS5Rank(match: [UInt8], limit: Int) throws(IndexError) -> [Int64] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT rowid FROM posting WHERE posting MATCH ? ORDER BY rank LIMIT ?")
      let match = String(decoding: match, as: UTF8.self)
      return try Int64.fetchAll(statement, arguments: [match, limit])
    }
  }
}
