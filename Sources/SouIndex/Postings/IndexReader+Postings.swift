import GRDB
import SouPostings

extension IndexReader {
  /// Gives the postings of the file's current state to `body`.
  ///
  /// - Parameter body: Reads postings; calls no method of this reader.
  /// - Returns: What `body` returns; nil if the index is in a form that only FTS5 reads, or a
  ///   document has a term more often than the postings count.
  /// - Throws: `IndexError`.
  public func withPostings<Value>(
    _ body: (Postings) throws -> Value
  ) throws(IndexError) -> Value? {
    try read { db in
      do {
        guard let postings = try currentPostings(db) else { return nil }
        return try body(postings)
      } catch PostingsError.beyondLimits {
        postingsVersion = nil
        return nil
      } catch let error as PostingsError {
        // What was half added up goes too.
        postingsVersion = nil
        if let cause = postings?.pages.takeFailure() { throw cause }
        throw IndexError.damaged(path: path, detail: "posting: \(error)")
      }
    }
  }

  /// What was read of an earlier state counts until another connection has committed.
  private func currentPostings(_ db: Database) throws -> Postings? {
    let statement = try db.cachedStatement(sql: "PRAGMA data_version")
    let version = try Int.fetchOne(statement)
    if version != postingsVersion {
      postings = try Postings(db)
      postingsVersion = version
    }
    return postings
  }
}
