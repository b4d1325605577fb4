import Foundation
import GRDB

/// What `IndexReader.check()` found.
public struct IndexCheck: Equatable, Sendable {
  /// What is wrong, a sentence each; empty if nothing is.
  public let problems: [String]
  /// True if the postings were compared with the documents; that takes permission to write.
  public let comparedPostings: Bool
  /// Files whose indexing did not end; `sou index` on them completes it.
  public let incompleteFiles: Int
}

extension IndexReader {
  /// Checks the file's pages and tables, and that the postings are those of the documents.
  ///
  /// - Returns: What was found.
  /// - Throws: `IndexError`, `.busy` for one while a writer is at work.
  /// - Complexity: Reads the whole file and analyses every document again.
  public func check() throws(IndexError) -> IndexCheck {
    try read { db in
      var problems: [String] = []
      for row in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)") where row != "ok" {
        problems.append("SQLite: \(row)")
      }
      let orphans = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM document WHERE file_id NOT IN (SELECT id FROM file)")
      if let orphans, orphans > 0 { problems.append("\(orphans) documents belong to no file") }
      var compared = true
      do {
        // Rank 1 compares with the content table too (FTS5, "The 'integrity-check' Command").
        try db.execute(
          sql: "INSERT INTO posting(posting, rank) VALUES('integrity-check', 1)")
      } catch let error as DatabaseError {
        switch error.resultCode {
        case .SQLITE_READONLY, .SQLITE_CANTOPEN: compared = false
        case .SQLITE_CORRUPT: problems.append("FTS5: the postings are not those of the documents")
        default: throw error
        }
      }
      var wrongLengths = 0
      try db.inTransaction(.deferred) {
        wrongLengths = try LengthBlocks.wrongCount(db)
        return .commit
      }
      if wrongLengths > 0 { problems.append("\(wrongLengths) documents have a wrong length") }
      return IndexCheck(
        problems: problems, comparedPostings: compared,
        incompleteFiles: try Int.fetchOne(
          db, sql: "SELECT count(*) FROM file WHERE hash IS NULL AND path <> '-'") ?? 0)
    }
  }
}
