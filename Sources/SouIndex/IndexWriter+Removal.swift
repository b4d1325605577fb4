import GRDB

extension IndexWriter {
  /// Removes the documents with a locator, of whatever file.
  ///
  /// Their files become incomplete: where such a file still stands and is indexed again, the document
  /// comes back.
  ///
  /// - Parameter locator: A document's name.
  /// - Returns: How many were removed.
  /// - Throws: `IndexError`.
  @discardableResult
  public func remove(locator: String) throws(IndexError) -> Int {
    let clean = Fields.clean(locator)
    try write { db in
      try db.execute(
        sql: """
          UPDATE file SET hash = NULL
          WHERE id IN (SELECT file_id FROM document WHERE locator = ?)
          """, arguments: [clean])
    }
    let removed = try removeDocuments("SELECT id FROM document WHERE locator = ?") { _ in [clean] }
    try write { db in
      try db.execute(
        sql: """
          DELETE FROM file WHERE hash IS NULL
            AND NOT EXISTS (SELECT 1 FROM document WHERE file_id = file.id)
          """)
      try forgetRemovedRow(db)
    }
    return removed
  }

  /// Removes a file with its documents.
  ///
  /// - Parameter path: The file's real path, as it was given to `begin`.
  /// - Returns: How many documents were removed.
  /// - Throws: `IndexError`.
  @discardableResult
  public func remove(file path: String) throws(IndexError) -> Int {
    let removed = try removeDocuments(
      "SELECT id FROM document WHERE file_id = (SELECT id FROM file WHERE path = ?)"
    ) { _ in [path] }
    try write { db in
      try db.execute(sql: "DELETE FROM file WHERE path = ?", arguments: [path])
      try forgetRemovedRow(db)
    }
    return removed
  }

  /// Removes the documents whose ids a query gives, in batches; where the process ends between two
  /// of them, the same call removes the rest.
  @discardableResult
  func removeDocuments(
    _ query: String, _ arguments: (Database) throws -> StatementArguments
  ) throws(IndexError) -> Int {
    let last = try write { db in
      try db.execute(sql: "DELETE FROM temp.doomed")
      try db.execute(
        sql: "INSERT INTO temp.doomed \(query)", arguments: try arguments(db))
      return try Int64.fetchOne(db, sql: "SELECT max(id) FROM temp.doomed")
    }
    if let last { try flushBulk(ifItHas: last) }
    var total = 0
    while true {
      let removed = try write { db in
        let some = "SELECT id FROM temp.doomed ORDER BY id LIMIT 500"
        try db.execute(
          sql: """
            INSERT INTO posting(posting, rowid, title, body)
              SELECT 'delete', id, title, body FROM document WHERE id IN (\(some))
            """)
        for id in try Int64.fetchAll(db, sql: some) { lengths.touch(id) }
        try db.execute(sql: "DELETE FROM document WHERE id IN (\(some))")
        let removed = db.changesCount
        try db.execute(sql: "DELETE FROM temp.doomed WHERE id IN (\(some))")
        return removed
      }
      guard removed > 0 else { return total }
      total += removed
      counts.removed += removed
      try commitFullBatch(documents: removed, bytes: 0)
    }
  }
}
