import CSouSQLite
import GRDB
import SouFTS5
import SouIndex
import Testing

/// A connection with Sou from the library.
private func openWithLibrary(_ file: String) throws -> DatabaseQueue {
  var configuration = Configuration()
  configuration.prepareDatabase { database in
    guard let connection = unsafe database.sqliteConnection else { return }
    try unsafe registerSou(on: connection)
  }
  return try DatabaseQueue(path: file, configuration: configuration)
}

private let queries = ["輝達", "達", "H-800", "がらす", "Deep Seek", "2025-02-28", "輝達 -股價", "x", "은행"]

private func answers(_ queue: DatabaseQueue, _ table: String) throws -> [[Row]] {
  try queue.read { database in
    try queries.map { query in
      try Row.fetchAll(
        database,
        sql: """
          SELECT rowid, sou_rank(\(table), 2, 1, ?1), sou_snippet(\(table), 1, '[', ']', 20, ?1),
            sou_highlight(\(table), 1, '[', ']')
          FROM \(table) WHERE \(table) MATCH sou_query(?1) ORDER BY 2, 1
          """, arguments: [query])
    }
  }
}

private func check(_ queue: DatabaseQueue, _ table: String) throws {
  try queue.write { database in
    try database.execute(
      sql: "INSERT INTO \(table)(\(table), rank) VALUES ('integrity-check', 1)")
  }
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence))
func `a table of the extension's is the library's too`() throws {
  let folder = try TemporaryFolder()
  let file = folder.path("note.db")
  let loaded = try LoadedExtension.open(file)
  try loaded.write { database in
    try database.execute(
      sql: "CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou v 1')")
    for text in Corpus.texts {
      try database.execute(
        sql: "INSERT INTO note VALUES (?, ?)", arguments: [text.title, text.body])
    }
  }
  let expected = try answers(loaded, "note")
  #expect(expected.allSatisfy { !$0.isEmpty })

  let library = try openWithLibrary(file)
  #expect(try answers(library, "note") == expected)
  try library.write { database in
    try database.execute(sql: "DELETE FROM note WHERE rowid % 2 = 0")
    try database.execute(sql: "UPDATE note SET body = body || '輝達がらす'")
    try database.execute(sql: "INSERT INTO note VALUES ('輝達', '한국은 x')")
  }
  try check(library, "note")
  try check(loaded, "note")
  #expect(try answers(loaded, "note") == answers(library, "note"))
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence))
func `the extension answers in a file of Sou's own`() throws {
  let corpus = try Corpus(Corpus.texts)
  let loaded = try LoadedExtension.open(corpus.path)
  let found = try answers(loaded, "posting")
  #expect(found.allSatisfy { !$0.isEmpty })
  let library = try openWithLibrary(corpus.path)
  #expect(try answers(library, "posting") == found)
  try check(loaded, "posting")
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence))
func `loading twice, and beside the library, does no harm`() throws {
  let folder = try TemporaryFolder()
  let file = folder.path("note.db")
  let first = try LoadedExtension.open(file)
  try first.write { database in
    try LoadedExtension.load(on: database)
    try database.execute(sql: "CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou')")
    try database.execute(sql: "INSERT INTO note VALUES ('輝達', 'x')")
    try LoadedExtension.load(on: database)
    if let connection = unsafe database.sqliteConnection { try unsafe registerSou(on: connection) }
    let count = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM note WHERE note MATCH sou_query('辉达')")
    #expect(count == 1)
  }
  // A connection that goes takes the library away from none that stays.
  for _ in 0..<3 {
    let other = try LoadedExtension.open(file)
    #expect(try answers(other, "note") == answers(first, "note"))
    try other.close()
  }
  #expect(try answers(first, "note").first?.count == 1)
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence))
func `another version of the analysis is refused, and Sou says why`() throws {
  try LoadedExtension.open().write { database in
    #expect(throws: DatabaseError.self) {
      try database.execute(
        sql: "CREATE VIRTUAL TABLE note USING fts5(body, tokenize = 'sou v 99')")
    }
    do {
      _ = try Int.fetchOne(database, sql: "SELECT sou_version('sou v 99')")
      Issue.record("accepted")
    } catch let error as DatabaseError {
      #expect(
        error.message
          == "sou: no such version of the analysis; load a newer Sou, or make the table again "
          + "without 'v'")
    }
    let version = try Int.fetchOne(database, sql: "SELECT sou_version('sou variants 0')")
    #expect(version == 1)
    let release = try String.fetchOne(database, sql: "SELECT sou_version()")
    #expect(release == "\(souVersion)")
  }
}
