import Foundation
import GRDB
import SouFTS5
import Testing

// article: SouFTS5/SouFTS5.docc/YourOwnTable.md
func openDatabase(at path: String) throws -> DatabaseQueue {
  var configuration = Configuration()
  configuration.prepareDatabase { db in
    guard let connection = unsafe db.sqliteConnection else { return }
    try unsafe registerSou(on: connection)
  }
  return try DatabaseQueue(path: path, configuration: configuration)
}
// end

// article: SouFTS5/SouFTS5.docc/YourOwnTable.md
func makeTables(_ db: Database) throws {
  try db.create(table: "note") { table in
    table.autoIncrementedPrimaryKey("id")
    table.column("title", .text).notNull()
    table.column("body", .text).notNull()
  }
  try db.create(virtualTable: "noteText", using: FTS5()) { table in
    table.tokenizer = FTS5TokenizerDescriptor(components: ["sou"])
    table.synchronize(withTable: "note")
    table.column("title")
    table.column("body")
  }
}
// end

// article: SouFTS5/SouFTS5.docc/YourOwnTable.md
func notes(for typed: String, in db: Database) throws -> [(title: String, snippet: String)] {
  let sql = """
    SELECT note.title, sou_snippet(noteText, 1, '[', ']', 60, :typed)
      FROM noteText JOIN note ON note.id = noteText.rowid
     WHERE noteText MATCH sou_query(:typed)
     ORDER BY sou_rank(noteText, 2.0, 1.0, :typed) LIMIT 20
    """
  return try Row.fetchAll(db, sql: sql, arguments: ["typed": typed]).map { ($0[0], $0[1]) }
}
// end

@Test func `a table of GRDB's finds with Sou`() async throws {
  try await withFolder { folder in
    let queue = try openDatabase(at: folder.appending(path: "app.db").path)
    try queue.inDatabase { db in
      try makeTables(db)
      try db.execute(
        sql: "INSERT INTO note(title, body) VALUES (?, ?), (?, ?)",
        arguments: ["新聞", "DeepSeek開源週，輝達股價下跌。", "天氣", "今天很好"])
      let found = try notes(for: "辉达 deep-seek", in: db)
      #expect(found.map(\.title) == ["新聞"])
      #expect(found.map(\.snippet) == ["[DeepSeek]開源週，[輝達]股價下跌。"])
      try db.execute(sql: "DELETE FROM note WHERE title = '新聞'")
      #expect(try notes(for: "輝達", in: db).isEmpty)
    }
  }
}
