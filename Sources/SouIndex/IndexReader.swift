import Foundation
import GRDB
public import SouAnalysis

/// Searches an index and reads its documents; makes and changes nothing.
///
/// Each call sees the file as the last batch left it; several calls in `snapshot` see one state.
public final class IndexReader {
  /// A document that matches, and how well.
  public struct Hit: Equatable, Sendable {
    /// The document's row.
    public let id: Int64
    /// Larger is better: the negative of what `sou_rank` gives.
    public let score: Double

    /// Makes a hit.
    ///
    /// - Parameters:
    ///   - id: The document's row.
    ///   - score: Larger is better.
    public init(id: Int64, score: Double) {
      self.id = id
      self.score = score
    }
  }

  /// The index file.
  public let path: String
  /// How its text was analysed, and queries must be.
  public let options: TokenizerOptions

  private let queue: DatabaseQueue
  /// What `withPostings` keeps from call to call, and of which state of the file.
  var postings: Postings?
  var postingsVersion: Int?
  /// What `foundDocuments` runs.
  var foundDocument: RowReader?

  /// Opens an index.
  ///
  /// - Parameters:
  ///   - path: The index file.
  ///   - busyTimeout: How long to wait for a writer that recovers the file, in seconds.
  /// - Throws: `IndexError`.
  public init(path: String, busyTimeout: Double = 5) throws(IndexError) {
    self.path = path
    do {
      queue = try Connection.readable(path: path, timeout: busyTimeout)
      let state = try queue.inDatabase { try Schema.state(of: $0, path: path) }
      guard case .index(let stored) = state else { throw IndexError.noIndex(path: path) }
      options = try stored.current(path: path)
    } catch {
      throw IndexError(error, path: path)
    }
  }

  /// Runs `body` in one read transaction: every call in it sees the same state of the file.
  ///
  /// - Parameter body: Calls this reader's methods.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or `IndexError`.
  public func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
    try read { try $0.beginTransaction(.deferred) }
    defer { try? read { try $0.commit() } }
    return try body()
  }

  // MARK: - Search

  /// The best documents for a MATCH expression, best first, and how many match; ties go by id.
  ///
  /// - Parameters:
  ///   - match: The expression, in UTF-8.
  ///   - plan: What each of its phrases is worth, as `RankPlan` encodes it; `nil` counts each as one
  ///     leaf of weight 1.
  ///   - limit: At most so many are returned.
  ///   - condition: What a document must meet besides.
  /// - Returns: The hits, and the number of all documents that match and meet the condition.
  /// - Throws: `IndexError`.
  /// - Complexity: One pass over the documents that match: counting them costs nothing more.
  public func search(
    match: [UInt8], plan: [UInt8]?, limit: Int, condition: DocumentCondition? = nil
  ) throws(IndexError) -> (hits: [Hit], total: Int) {
    try read { db in
      let test = try RowTest(condition, db)
      // The condition comes before the score, which is dear.
      let join =
        condition == nil
        ? "WHERE" : "CROSS JOIN document AS d ON d.id = posting.rowid WHERE \(test.sql) AND"
      return try best(
        "SELECT posting.rowid, \(rank(plan)) FROM posting \(join) posting MATCH :match",
        match: match, plan: plan, limit: limit, test, db)
    }
  }

  /// The documents that meet a condition, whether a MATCH expression finds them or not: those that it
  /// finds by their score, then the others, of score 0; ties go by id.
  ///
  /// - Parameters:
  ///   - condition: What a document must meet.
  ///   - match: What is scored, in UTF-8.
  ///   - plan: What each phrase is worth, as in the other `search`.
  ///   - limit: At most so many are returned.
  /// - Returns: The hits, and the number of all documents that meet the condition.
  /// - Throws: `IndexError`.
  /// - Complexity: One pass over all documents.
  public func search(
    condition: DocumentCondition, scoring match: [UInt8], plan: [UInt8]?, limit: Int
  ) throws(IndexError) -> (hits: [Hit], total: Int) {
    try read { db in
      let test = try RowTest(condition, db)
      return try best(
        """
        WITH scored AS MATERIALIZED (
          SELECT rowid AS id, \(rank(plan)) AS score FROM posting WHERE posting MATCH :match)
        SELECT d.id, scored.score FROM document AS d LEFT JOIN scored ON scored.id = d.id
        WHERE \(test.sql)
        """, match: match, plan: plan, limit: limit, test, db)
    }
  }

  /// The documents that meet a condition, in an order of their own; ties go by id.
  ///
  /// - Parameters:
  ///   - condition: What a document must meet.
  ///   - limit: At most so many are returned.
  ///   - key: A number of a document's date, as the document gives it: the largest come first, and
  ///     those without one last.
  /// - Returns: The hits, of score 0, and the number of all documents that meet the condition.
  /// - Throws: `IndexError`.
  /// - Complexity: One pass over all documents.
  public func list(
    condition: DocumentCondition, limit: Int, by key: ([UInt8]) -> Double?
  ) throws(IndexError) -> (hits: [Hit], total: Int) {
    try read { db in
      let test = try RowTest(condition, db)
      return try test.run(on: db) {
        var first = TopHits(limit: limit)
        var total = 0
        let rows = try Row.fetchCursor(
          db, sql: "SELECT d.id, d.date FROM document AS d WHERE \(test.sql)")
        while let row = try rows.next() {
          total += 1
          let date: String = row[1] ?? ""
          first.insert(Hit(id: row[0] ?? 0, score: key(Array(date.utf8)) ?? -.infinity))
        }
        return (first.hits.map { Hit(id: $0.id, score: 0) }, total)
      }
    }
  }

  private func rank(_ plan: [UInt8]?) -> String {
    plan == nil ? "sou_rank(posting)" : "sou_rank(posting, :plan)"
  }

  /// The best rows of a statement that gives ids and scores, the smaller the better.
  private func best(
    _ sql: String, match: [UInt8], plan: [UInt8]?, limit: Int, _ test: RowTest, _ db: Database
  ) throws -> (hits: [Hit], total: Int) {
    try test.run(on: db) {
      var arguments: StatementArguments = ["match": text(match)]
      if let plan { arguments += ["plan": Data(plan)] }
      var best = TopHits(limit: limit)
      var total = 0
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
      while let row = try rows.next() {
        total += 1
        best.insert(Hit(id: row[0] ?? 0, score: 0 - (row[1] ?? 0)))
      }
      return (best.hits, total)
    }
  }

  /// How many documents match.
  ///
  /// - Parameter match: A MATCH expression, in UTF-8.
  /// - Returns: The number of documents.
  /// - Throws: `IndexError`.
  public func count(match: [UInt8]) throws(IndexError) -> Int {
    try read { db in
      try Int.fetchOne(
        db.cachedStatement(sql: "SELECT count(*) FROM posting WHERE posting MATCH ?"),
        arguments: [text(match)]) ?? 0
    }
  }

  /// The ids of all documents that match, in their order.
  ///
  /// - Parameter match: A MATCH expression, in UTF-8.
  /// - Returns: The ids.
  /// - Throws: `IndexError`.
  public func ids(match: [UInt8]) throws(IndexError) -> [Int64] {
    try read { db in
      try Int64.fetchAll(
        db.cachedStatement(
          sql: "SELECT rowid FROM posting WHERE posting MATCH ? ORDER BY rowid"),
        arguments: [text(match)])
    }
  }

  // MARK: - Documents

  /// A document by its id.
  ///
  /// - Parameter id: The row's number.
  /// - Returns: The document, or `nil` if there is none.
  /// - Throws: `IndexError`.
  public func document(id: Int64) throws(IndexError) -> StoredDocument? {
    try documents("WHERE d.id = ?", [id]).first
  }

  /// The documents with a locator: one a file that has it.
  ///
  /// - Parameters:
  ///   - locator: A document's name.
  ///   - limit: At most so many are returned.
  /// - Returns: The documents, in the order of their ids.
  /// - Throws: `IndexError`.
  public func documents(
    locator: String, limit: Int = 10
  ) throws(IndexError) -> [StoredDocument] {
    try documents("WHERE d.locator = ? ORDER BY d.id LIMIT ?", [Fields.clean(locator), limit])
  }

  /// Locators that begin or end as the one given, which names no document.
  ///
  /// - Parameters:
  ///   - locator: What was asked for.
  ///   - limit: At most so many are returned.
  /// - Returns: The locators, in their order.
  /// - Throws: `IndexError`.
  /// - Complexity: Passes over all locators.
  public func locators(
    like locator: String, limit: Int = 3
  ) throws(IndexError) -> [String] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT locator FROM document WHERE instr(locator, ?) ORDER BY locator LIMIT ?
          """,
        arguments: [Fields.clean(locator), limit])
    }
  }

  /// Gives every document to `body`, in the order of their ids, one in memory at a time.
  ///
  /// - Parameter body: Receives a document.
  /// - Throws: What `body` throws, or `IndexError`.
  public func forEachDocument(_ body: (StoredDocument) throws -> Void) throws {
    try queue.inDatabase { db in
      let cursor = try Row.fetchCursor(
        db, sql: "SELECT \(StoredDocument.columns) FROM \(StoredDocument.tables) ORDER BY d.id")
      while let row = try cursor.next() { try body(StoredDocument(row)) }
    }
  }

  private func documents(
    _ condition: String, _ arguments: StatementArguments
  ) throws(IndexError) -> [StoredDocument] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT \(StoredDocument.columns) FROM \(StoredDocument.tables) \(condition)")
      return try Array(
        Row.fetchCursor(statement, arguments: arguments).map { StoredDocument($0) })
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(IndexError) -> Value {
    do {
      return try queue.inDatabase(body)
    } catch {
      throw IndexError(error, path: path)
    }
  }
}

/// An expression as SQL text, which ends at a NUL.
private func text(_ match: [UInt8]) -> String {
  Fields.clean(String(decoding: match, as: UTF8.self))
}
