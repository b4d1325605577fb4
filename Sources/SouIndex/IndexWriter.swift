import GRDB
public import SouAnalysis

/// Adds documents to an index, replaces and removes them.
///
///     let writer = try IndexWriter(path: "notes.db")
///     try writer.add(locator: "42", title: "輝達的護城河", body: "DeepSeek開源週…")
///     try writer.remove(locator: "41")
///     try writer.finish()
///
/// There is one writer at a time, from its making to `finish()`; readers go on, and see whole
/// batches. What was committed stays, whatever happens to the process; what was not is lost with the
/// writer.
///
/// Documents that come from files are given between `begin` and `end`, which tell what need not be
/// read again and what has vanished from a file:
///
///     if try writer.begin(file: path, size: size, modified: time, hash: { hash }) {
///       for document in documents { try writer.add(locator: …, body: …) }
///       try writer.end(hash: hash)
///     }
///
/// A file between `begin` and `end` is incomplete: the next `begin` asks for its documents again.
///
/// After an error every call throws that same error; the batch begun is lost, and no more. Only a
/// document that is too large can be passed over.
public final class IndexWriter {
  /// What was done so far.
  public struct Counts: Equatable, Sendable {
    /// Documents that are new.
    public var added = 0
    /// Documents whose text or fields changed.
    public var changed = 0
    /// Documents that were given again as they are.
    public var unchanged = 0
    /// Documents that were removed.
    public var removed = 0
    /// Documents that took the place of one given before, in the same file.
    public var replaced = 0
    /// Files that need not be read.
    public var skippedFiles = 0
  }

  /// What became of a document.
  public enum Outcome: Sendable {
    /// It is new.
    case added
    /// It took the place of its older version, and keeps its id.
    case changed
    /// It was there, and is the same.
    case unchanged
    /// It took the place of another one that this writer was given, in the same file and with the
    /// same locator.
    case replaced
  }

  /// The path that stands for documents of no file, such as those of stdin.
  public static let standardInput = "-"

  /// The index file.
  public let path: String
  /// How its text is analysed.
  public let options: TokenizerOptions
  /// What was done so far.
  public internal(set) var counts = Counts()
  var lengths = LengthBlocks()
  private var insertion: RawStatement?

  private let queue: DatabaseQueue
  private var lock: WriterLock?
  private let limits: Limits
  private let busyTimeout: Double
  private var batchDocuments = 0
  private var batchAllDocuments = 0
  private var batchBytes = 0
  private var file: File?
  private var failure: IndexError?
  /// Takes new documents; the other changes go through FTS5.
  private let bulk: BulkLoad
  /// True until the batch ends, since documents of it changed again: FTS5 takes the new ones too.
  private var bulkPauses = false
  private var batchStart = ContinuousClock.now

  /// How much text goes into one transaction, and into one document.
  struct Limits {
    /// Of documents that go through FTS5.
    var batchDocuments = 2_000
    /// Of documents that go through FTS5, in UTF-8.
    var batchBytes = 8 << 20
    /// Of all, those of the bulk load too.
    var batchAllDocuments = Int.max
    /// After which the next document ends the batch, in seconds.
    var batchSeconds = 30
    /// For what is not yet in the file, in bytes.
    var memory = 256 << 20
    /// 1 or more.
    var threads = 2
    /// In UTF-8. SQLite stores no longer row.
    var documentBytes = 1_000_000_000
  }

  private struct File {
    let path: String
    let size: Int64
    let modified: Int64
    /// The row, once there is one.
    var id: Int64?
    /// In the row: of the content, `nil` while the file is incomplete.
    var hash: Int64?
    /// The newest document of all when the file was begun.
    var lastID: Int64 = 0
    /// True once the row says that the file is incomplete.
    var isMarked = false
  }

  /// Opens an index for writing; makes it if there is none.
  ///
  /// - Parameters:
  ///   - path: The index file; its folder exists.
  ///   - options: How to analyse; `nil` takes what the index has, or the defaults for a new one.
  ///   - rebuild: True to analyse all documents again where the index has another analyzer or other
  ///     options. Nobody sees it half done.
  ///   - memory: For postings that are not yet in the file, in bytes; a document that needs more gets it.
  ///   - threads: 1, or 2 to analyse in another thread than the one that stores documents.
  ///   - busyTimeout: How long to wait for another writer, in seconds.
  /// - Throws: `IndexError`.
  public convenience init(
    path: String, options: TokenizerOptions? = nil, rebuild: Bool = false,
    memory: Int = 256 << 20, threads: Int = 2, busyTimeout: Double = 5
  ) throws(IndexError) {
    var limits = Limits()
    limits.memory = max(memory, 0)
    limits.threads = threads
    try self.init(
      path: path, options: options, rebuild: rebuild, busyTimeout: busyTimeout, limits: limits)
  }

  init(
    path: String, options: TokenizerOptions?, rebuild: Bool, busyTimeout: Double, limits: Limits
  ) throws(IndexError) {
    self.path = path
    self.limits = limits
    self.busyTimeout = busyTimeout
    do {
      let queue = try Connection.writable(path: path, timeout: busyTimeout)
      self.queue = queue
      let isNew = try queue.inDatabase { db in
        try db.execute(
          sql: """
            PRAGMA cache_size = -\(limits.memory / 8 / 1024 + 1);
            CREATE TEMP TABLE seen(id INTEGER PRIMARY KEY);
            CREATE TEMP TABLE doomed(id INTEGER PRIMARY KEY);
            """)
        _ = try Schema.state(of: db, path: path)  // Another program's file is left as it is.
        try db.beginTransaction(.immediate)
        if case .empty = try Schema.state(of: db, path: path) { return true }
        try db.rollback()
        return false
      }
      // In a new file there is nothing to read while the first batch comes, and nothing to keep: its
      // pages go straight to their places instead of through the log.
      if !isNew { lock = try Self.openLog(queue, path: path, timeout: busyTimeout) }
      self.options = try queue.inDatabase { db in
        if !isNew { try db.beginTransaction(.immediate) }
        let options = try Self.prepare(db, path: path, options: options, rebuild: rebuild)
        try LengthBlocks.renew(db)
        return options
      }
      bulk = BulkLoad(
        path: path, options: self.options, memory: limits.memory, threads: limits.threads)
      if rebuild { try queue.inDatabase { try refill($0) } }
    } catch {
      throw IndexError(error, path: path)
    }
  }

  /// Lets readers go on beside the writer, and keeps other writers out.
  private static func openLog(
    _ queue: DatabaseQueue, path: String, timeout: Double
  ) throws -> WriterLock {
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      // The first read in WAL mode opens the log, which the lock needs.
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
    }
    return try WriterLock(path: path, timeout: timeout)
  }

  /// Makes, checks or rebuilds the tables.
  private static func prepare(
    _ db: Database, path: String, options asked: TokenizerOptions?, rebuild: Bool
  ) throws -> TokenizerOptions {
    guard case .index(let stored) = try Schema.state(of: db, path: path) else {
      let options = asked ?? TokenizerOptions()
      try Schema.create(options, in: db)
      return options
    }
    try Schema.upgrade(db)
    guard rebuild else {
      let current = try stored.current(path: path)
      guard asked == nil || asked == current else {
        throw IndexError.otherOptions(
          path: path, stored: stored.options, asked: asked?.sql ?? "")
      }
      return current
    }
    let options = asked ?? stored.updated
    try Schema.dropPosting(in: db)
    try Schema.createPosting(options, in: db)
    return options
  }

  /// Analyses all documents again.
  private func refill(_ db: Database) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, locator, title, body FROM document ORDER BY id")
    while let row = try rows.next() {
      bulk.add(row[0] ?? 0, title: row[2] ?? "", body: row[3] ?? "")
    }
  }

  /// Begins a file's documents.
  ///
  /// - Parameters:
  ///   - path: The file's absolute path without symbolic links, or `IndexWriter.standardInput`.
  ///   - size: In bytes.
  ///   - modified: In nanoseconds since 1970.
  ///   - hash: Gives a hash of the file's content, or `nil`. It is asked where the size is as before
  ///     and the time is not.
  /// - Returns: True if the file's documents are needed; false if they are in the index as they are.
  /// - Throws: `IndexError`.
  public func begin(
    file path: String, size: Int64 = 0, modified: Int64 = 0, hash: () -> UInt64? = { nil }
  ) throws(IndexError) -> Bool {
    try write { db in
      file = File(
        path: path, size: size, modified: modified,
        lastID: try Int64.fetchOne(db, sql: "SELECT max(id) FROM document") ?? 0)
      try db.execute(sql: "DELETE FROM temp.seen")
      let statement = try db.cachedStatement(
        sql: "SELECT id, size, modified, hash FROM file WHERE path = ?")
      let stored = try Row.fetchCursor(statement, arguments: [path]).map { row in
        File(
          path: path, size: row[1] ?? 0, modified: row[2] ?? 0, id: row[0], hash: row[3])
      }.next()
      file?.id = stored?.id
      guard let stored, stored.size == size, let storedHash = stored.hash else { return true }
      if stored.modified != modified {
        guard let hash = hash(), Int64(bitPattern: hash) == storedHash else { return true }
        try db.execute(
          sql: "UPDATE file SET modified = ? WHERE id = ?", arguments: [modified, stored.id])
      }
      counts.skippedFiles += 1
      file = nil
      return false
    }
  }

  /// Adds a document, or replaces the one with its locator.
  ///
  /// It is one of the file begun; where none is, one of no file.
  ///
  /// A NUL in a field becomes U+FFFD, which separates words as NUL does: SQLite's text ends at a NUL
  /// for many programs.
  ///
  /// - Parameters:
  ///   - locator: The document's name: no other one of its file has it.
  ///   - title: In one line, or empty.
  ///   - body: The text.
  ///   - source: Who published it, or empty.
  ///   - date: When, as written, or empty.
  ///   - language: The language tag, or empty.
  /// - Returns: What became of it.
  /// - Throws: `IndexError`.
  @discardableResult
  public func add(
    locator: String, title: String = "", body: String, source: String = "", date: String = "",
    language: String = ""
  ) throws(IndexError) -> Outcome {
    let new = Fields(
      locator: locator, title: title, source: source, date: date, language: language, body: body)
    guard new.byteCount < limits.documentBytes else {
      throw .tooLarge(path: path, locator: locator)
    }
    if file == nil { _ = try begin(file: Self.standardInput) }
    let known = try write { db in
      let fileID = try openFileID(db)
      guard let id = try insert(new, file: fileID, db) else {
        return try stored(locator: new.locator, file: fileID, db)
      }
      if bulkPauses {
        try post(id, new, db)
      } else {
        bulk.add(id, title: new.title, body: new.body)
      }
      try markSeen(id, db)
      return nil
    }
    guard let (id, old) = known else {
      counts.added += 1
      try commitFullBatch(documents: 1, bytes: new.byteCount, isBulk: !bulkPauses)
      return .added
    }
    if !new.hasText(of: old) { try flushBulk(ifItHas: id) }
    let outcome = try write { db in
      let isFirst = try markSeen(id, db)
      guard new != old else { return isFirst ? Outcome.unchanged : .replaced }
      if !new.hasText(of: old) {
        try db.cachedStatement(
          sql: "INSERT INTO posting(posting, rowid, title, body) VALUES('delete', ?, ?, ?)"
        ).execute(arguments: [id, old.title, old.body])
        try post(id, new, db)
      }
      try db.cachedStatement(
        sql: """
          UPDATE document SET title = ?, source = ?, date = ?, language = ?, body = ? WHERE id = ?
          """
      ).execute(arguments: [new.title, new.source, new.date, new.language, new.body, id])
      return isFirst ? Outcome.changed : .replaced
    }
    switch outcome {
    case .added: break
    case .changed: counts.changed += 1
    case .unchanged: counts.unchanged += 1
    case .replaced: counts.replaced += 1
    }
    try commitFullBatch(documents: 1, bytes: new.byteCount)
    return outcome
  }

  /// Ends the file begun: its documents that were not given again are removed, and it is complete.
  ///
  /// - Parameter hash: Of the content that was read.
  /// - Throws: `IndexError`.
  public func end(hash: UInt64) throws(IndexError) {
    try removeDocuments(
      """
      SELECT id FROM document
      WHERE file_id = ? AND id <= ? AND id NOT IN (SELECT id FROM temp.seen)
      """
    ) { db in [try openFileID(db), file?.lastID] }
    try write { db in
      let id = try openFileID(db)
      try db.execute(
        sql: "UPDATE file SET size = ?, modified = ?, hash = ? WHERE id = ?",
        arguments: [file?.size, file?.modified, Int64(bitPattern: hash), id])
      file = nil
    }
  }

  /// Commits what was given, and moves it from the log into the file.
  ///
  /// - Throws: `IndexError`.
  public func finish() throws(IndexError) {
    try write { db in
      try bulk.flush(db, &lengths)
      try lengths.flush(db)
      try db.commit()
    }
    // What was committed is there, whether this works or not: a reader may keep the log from being
    // made, or cut; it is then cut when the last connection closes.
    try? queue.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
    try mergeSegments()
    try? queue.inDatabase { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    insertion = nil
    do { try queue.close() } catch { throw fail(error) }
    lock = nil
  }

  // MARK: - Rows

  /// The row of the file begun, which is incomplete from here on.
  private func openFileID(_ db: Database) throws -> Int64 {
    guard var open = file else { preconditionFailure("no file was begun") }
    if let id = open.id, open.isMarked { return id }
    if let id = open.id {
      try db.execute(sql: "UPDATE file SET hash = NULL WHERE id = ?", arguments: [id])
    } else {
      try db.execute(
        sql: "INSERT INTO file(path, size, modified) VALUES(?, ?, ?)",
        arguments: [open.path, open.size, open.modified])
      open.id = db.lastInsertedRowID
    }
    open.isMarked = true
    file = open
    return open.id ?? 0
  }

  /// Lets the file begun have a new row, if its row was removed.
  func forgetRemovedRow(_ db: Database) throws {
    guard let id = file?.id else { return }
    let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM file WHERE id = ?", arguments: [id])
    guard rows == 0 else { return }
    file?.id = nil
    file?.isMarked = false
  }

  private func stored(
    locator: String, file: Int64, _ db: Database
  ) throws -> (id: Int64, fields: Fields)? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, title, source, date, language, body FROM document
        WHERE locator = ? AND file_id = ?
        """)
    return try Row.fetchCursor(statement, arguments: [locator, file]).map { row in
      (
        row[0] ?? 0,
        Fields(
          locator: locator, title: row[1] ?? "", source: row[2] ?? "", date: row[3] ?? "",
          language: row[4] ?? "", body: row[5] ?? "")
      )
    }.next()
  }

  private func post(_ id: Int64, _ fields: Fields, _ db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO posting(rowid, title, body) VALUES(?, ?, ?)")
      .execute(arguments: [id, fields.title, fields.body])
    lengths.touch(id)
  }

  /// Stores a new document.
  ///
  /// - Returns: Its id; `nil` if the file has one of that locator.
  private func insert(_ new: Fields, file: Int64, _ db: Database) throws -> Int64? {
    let statement =
      try insertion
      ?? RawStatement(
        """
        INSERT INTO document(file_id, locator, title, source, date, language, body)
        VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """, db, path: path)
    insertion = statement
    statement.bind(1, file)
    let texts = [new.locator, new.title, new.source, new.date, new.language, new.body]
    for (index, text) in texts.enumerated() { statement.bind(Int32(index) + 2, copyOf: text) }
    try statement.run()
    return db.changesCount > 0 ? db.lastInsertedRowID : nil
  }

  /// Notes that a document was given. Those that are newer than the file's beginning need no note.
  ///
  /// - Returns: False if the document was given before, since `begin`.
  @discardableResult
  private func markSeen(_ id: Int64, _ db: Database) throws -> Bool {
    guard id <= file?.lastID ?? .max else { return false }
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO temp.seen(id) VALUES(?)")
      .execute(arguments: [id])
    return db.changesCount > 0
  }

  // MARK: - Transactions

  /// Commits if the batch is full.
  ///
  /// - Parameters:
  ///   - documents: That were added, changed or removed.
  ///   - bytes: Of their text.
  ///   - isBulk: True if they did not go through FTS5.
  /// - Throws: `IndexError`.
  func commitFullBatch(documents: Int, bytes: Int, isBulk: Bool = false) throws(IndexError) {
    batchAllDocuments += documents
    if !isBulk {
      batchDocuments += documents
      batchBytes += bytes
    }
    guard
      batchDocuments >= limits.batchDocuments || batchBytes >= limits.batchBytes || bulk.isFull
        || batchAllDocuments >= limits.batchAllDocuments
        || ContinuousClock.now - batchStart > .seconds(limits.batchSeconds)
    else { return }
    try commitBatch()
    bulkPauses = false
  }

  private func commitBatch() throws(IndexError) {
    try write { db in
      try bulk.flush(db, &lengths)
      try lengths.flush(db)
      try db.commit()
      try ShadowTables(db, path: path).forget()
    }
    do {
      if lock == nil { lock = try Self.openLog(queue, path: path, timeout: busyTimeout) }
    } catch {
      throw fail(error)
    }
    try write { db in
      try db.beginTransaction(.immediate)
      try LengthBlocks.renew(db)
    }
    batchDocuments = 0
    batchAllDocuments = 0
    batchBytes = 0
    batchStart = .now
  }

  /// Before FTS5 takes a document out, it must know it.
  func flushBulk(ifItHas id: Int64) throws(IndexError) {
    guard let first = bulk.firstID, id >= first else { return }
    try commitBatch()
    bulkPauses = true
  }

  func write<Value>(
    _ body: (Database) throws -> Value
  ) throws(IndexError) -> Value {
    if let failure { throw failure }
    do {
      return try queue.inDatabase(body)
    } catch {
      throw fail(error)
    }
  }

  /// Ends the writer's use: what SQLite rolled back, this object must not build on.
  private func fail(_ error: any Error) -> IndexError {
    let failure = IndexError(error, path: path)
    self.failure = failure
    queue.inDatabase { db in
      if db.isInsideTransaction { try? db.rollback() }
    }
    return failure
  }
}
