import GRDB
import SouFTS5

/// A connection with Sou's tokenizer and functions.
func openNotes(_ path: String) throws -> DatabaseQueue {
  var configuration = Configuration()
  configuration.prepareDatabase { database in
    guard let connection = unsafe database.sqliteConnection else { return }
    try unsafe registerSou(on: connection)
  }
  return try DatabaseQueue(path: path, configuration: configuration)
}

/// The notes that hold what was typed, the best first, with its places in brackets.
func find(_ typed: String, in notes: DatabaseQueue) throws -> [String] {
  try notes.read { database in
    try String.fetchAll(
      database,
      sql: """
        SELECT sou_highlight(note, 1, '[', ']', ?1) FROM note
        WHERE note MATCH sou_query(?1) ORDER BY sou_rank(note, 3.0, 1.0, ?1) LIMIT 10
        """, arguments: [typed])
  }
}
