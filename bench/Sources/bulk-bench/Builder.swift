import CSouSQLite
import Foundation
import SouFTS5
import SouIndex

/// Makes an index file of a corpus.
protocol Builder {
  var name: String { get }
  func build(_ corpus: Corpus, at path: String) throws
}

/// Sou's own builder, as programs use it.
struct SouBuilder: Builder {
  let threads: Int
  let memory: Int
  var name: String { "sou, \(threads) thread\(threads == 1 ? "" : "s")" }

  func build(_ corpus: Corpus, at path: String) throws {
    let writer = try IndexWriter(path: path, memory: memory, threads: threads)
    for (number, text) in corpus.documents.enumerated() {
      try writer.add(locator: String(number), body: text)
    }
    try writer.finish()
  }
}

/// The settings of FTS5 that were found fastest on such text.
enum FTS5Settings: String, CaseIterable {
  /// Merge nothing while rows come, then all at once.
  case optimizeAtEnd = "automerge=0, crisismerge=1000, hashsize=4194304, optimize"
  /// Merge as they come.
  case merging = "automerge=8, hashsize=4194304"

  var sql: String {
    switch self {
    case .optimizeAtEnd:
      """
      INSERT INTO posting(posting, rank) VALUES('automerge', 0), ('crisismerge', 1000),
        ('hashsize', 4194304)
      """
    case .merging:
      "INSERT INTO posting(posting, rank) VALUES('automerge', 8), ('hashsize', 4194304)"
    }
  }
}

/// FTS5's inserts through Sou's tokenizer, in one transaction.
struct FTS5Builder: Builder {
  let settings: FTS5Settings
  var name: String { "FTS5 (\(settings.rawValue))" }

  func build(_ corpus: Corpus, at path: String) throws {
    let connection = try Connection(path)
    try connection.run(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;
      BEGIN;
      CREATE TABLE document(
        id INTEGER PRIMARY KEY, locator TEXT NOT NULL UNIQUE, title TEXT, body TEXT NOT NULL);
      CREATE VIRTUAL TABLE posting USING fts5(
        title, body, content='document', content_rowid='id', tokenize='sou');
      \(settings.sql);
      """)
    let document = try connection.prepare("INSERT INTO document(id, locator, body) VALUES(?, ?, ?)")
    let posting = try connection.prepare("INSERT INTO posting(rowid, title, body) VALUES(?, '', ?)")
    for (number, text) in corpus.documents.enumerated() {
      try connection.run(document, id: number + 1, [String(number), text])
      try connection.run(posting, id: number + 1, [text])
    }
    if settings == .optimizeAtEnd {
      try connection.run("INSERT INTO posting(posting) VALUES('optimize')")
    }
    try connection.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")
  }
}

/// One build, and what it left.
struct Build: CustomStringConvertible {
  let seconds: Double
  /// Of all threads, in the process and in the system.
  let cpuSeconds: Double
  /// The whole file.
  let fileBytes: Int
  /// FTS5's tables.
  let indexBytes: Int
  /// A sum over every occurrence of every term that the index holds.
  let postings: String

  init(_ builder: any Builder, _ corpus: Corpus) throws {
    let path = URL(filePath: NSTemporaryDirectory()).appending(path: "bulk-bench.db").path
    func remove() {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    remove()
    defer { remove() }
    sync()
    let start = ContinuousClock.now
    let cpuStart = Self.cpuSeconds()
    try builder.build(corpus, at: path)
    let duration = (ContinuousClock.now - start).components
    seconds = Double(duration.seconds) + Double(duration.attoseconds) / 1e18
    cpuSeconds = Self.cpuSeconds() - cpuStart
    let connection = try Connection(path)
    fileBytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    indexBytes =
      Int(
        try connection.text(
          """
          SELECT (SELECT sum(length(block)) FROM posting_data)
            + (SELECT sum(length(term) + 8) FROM posting_idx)
            + (SELECT sum(length(sz) + 4) FROM posting_docsize)
          """)) ?? 0
    try connection.run("INSERT INTO posting(posting, rank) VALUES('integrity-check', 1)")
    try connection.run("CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, posting, 'row')")
    postings = try connection.text(
      "SELECT count(*) || ' terms, ' || sum(doc) || ' rows, ' || sum(cnt) || ' places' FROM temp.term"
    )
  }

  private static func cpuSeconds() -> Double {
    var usage = rusage()
    unsafe _ = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }

  var description: String {
    "\(seconds.rounded(2)) s, \(cpuSeconds.rounded(2)) s of CPU, \(postings)"
  }
}

/// SQLite without anything between.
@safe
final class Connection {
  private let connection: OpaquePointer

  init(_ path: String) throws {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open(path, &opened)
    guard code == SQLITE_OK, let connection = unsafe opened else { throw Failure(code: code) }
    unsafe self.connection = connection
    try unsafe registerSou(on: connection)
  }

  deinit { unsafe _ = sqlite3_close_v2(connection) }

  func run(_ sql: String) throws { try check(unsafe sqlite3_exec(connection, sql, nil, nil, nil)) }

  func prepare(_ sql: String) throws -> PreparedStatement {
    var statement: OpaquePointer?
    try check(unsafe sqlite3_prepare_v2(connection, sql, -1, &statement, nil))
    return unsafe PreparedStatement(statement: statement)
  }

  func run(_ prepared: PreparedStatement, id: Int, _ texts: [String]) throws {
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    unsafe _ = sqlite3_bind_int64(prepared.statement, 1, Int64(id))
    for (index, text) in texts.enumerated() {
      unsafe _ = sqlite3_bind_text(
        prepared.statement, Int32(index + 2), text, Int32(text.utf8.count), transient)
    }
    unsafe _ = sqlite3_step(prepared.statement)
    try check(unsafe sqlite3_reset(prepared.statement))
  }

  /// The first column of the first row.
  func text(_ sql: String) throws -> String {
    let prepared = try prepare(sql)
    guard unsafe sqlite3_step(prepared.statement) == SQLITE_ROW,
      let text = unsafe sqlite3_column_text(prepared.statement, 0)
    else { throw Failure(code: SQLITE_ERROR) }
    return unsafe String(cString: text)
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else {
      throw unsafe Failure(code: code, message: String(cString: sqlite3_errmsg(connection)))
    }
  }

  struct Failure: Error {
    let code: Int32
    var message = ""
  }
}

@safe
final class PreparedStatement {
  let statement: OpaquePointer?

  init(statement: OpaquePointer?) { unsafe self.statement = statement }

  deinit { unsafe _ = sqlite3_finalize(statement) }
}
