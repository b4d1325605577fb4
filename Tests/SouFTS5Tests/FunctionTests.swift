import SouFTS5
import Testing

@Test(arguments: [
  ("輝達 護城河", "\"輝達\" AND \"護城河\""), ("達", "\"達\" *"), ("", "\"\""), ("-輝達", "\"\""),
  ("title:輝達", "\"title:輝達\""), ("a\u{0}b", "\"a\""),
])
func `what is typed is a MATCH expression`(typed: String, expected: String) throws {
  #expect(try Database().run("SELECT sou_query(?)", .text(typed)) == [[.text(expected)]])
}

@Test func `columns that are named are fields`() throws {
  #expect(
    try Database().run("SELECT sou_query('title:輝達 body:x', ' title  name ')")
      == [[.text("\"title\" : \"輝達\" AND \"body:x\"")]])
}

@Test func `any value is a text`() throws {
  let rows = try Database().run(
    "SELECT sou_query(NULL), sou_query(12), sou_query(x'E8BC9D'), sou_query('x', NULL)")
  #expect(rows == [[.text("\"\""), .text("\"12\""), .text("\"輝\" *"), .text("\"x\"")]])
}

@Test func `the tokens of a text are rows`() throws {
  let database = try Database()
  let rows = try database.run("SELECT * FROM sou_tokens('輝達 U.S')")
  #expect(
    rows == [
      [.text("輝达"), .integer(0), .integer(0), .integer(6), .text("cjk"), .integer(0)],
      [.text("达"), .integer(1), .integer(3), .integer(6), .text("cjk"), .integer(0)],
      [.text("u"), .integer(2), .integer(7), .integer(8), .text("word"), .integer(0)],
      [.text("us"), .integer(2), .integer(7), .integer(10), .text("word"), .integer(1)],
      [.text("s"), .integer(3), .integer(9), .integer(10), .text("word"), .integer(0)],
      [.text("us"), .integer(3), .integer(7), .integer(10), .text("word"), .integer(1)],
    ])
  #expect(try database.run("SELECT * FROM sou_tokens").isEmpty)
  #expect(try database.run("SELECT * FROM sou_tokens(NULL)").isEmpty)
  #expect(try database.run("SELECT * FROM sou_tokens('。')").isEmpty)
}

@Test func `tokens join with a table`() throws {
  let database = try Database()
  try database.run("CREATE TABLE text(id INTEGER PRIMARY KEY, body)")
  try database.run("INSERT INTO text(body) VALUES ('輝達'), ('股價'), ('H800')")
  let rows = try database.run(
    """
    SELECT id, group_concat(term, ' ') FROM text, sou_tokens(body) WHERE kind <> 'number'
    GROUP BY id ORDER BY id
    """)
  #expect(
    rows == [
      [.integer(1), .text("輝达 达")], [.integer(2), .text("股价 价")], [.integer(3), .text("h")],
    ])
  // A text that comes from a table which would have to be read first, and is not.
  #expect(throws: SQLiteError.self) {
    try database.run("SELECT * FROM sou_tokens((SELECT x FROM nothing))")
  }
}

@Test func `a version is named, and options are explained`() throws {
  let database = try Database()
  #expect(
    try database.run("SELECT sou_version(), sou_version('sou'), sou_version('sou unigrams 1 v 1')")
      == [[.text("\(souVersion)"), .integer(1), .integer(1)]])
  func refusal(_ tokenize: String) -> String? {
    do {
      _ = try database.run("SELECT sou_version(?)", .text(tokenize))
      return nil
    } catch { return (error as? SQLiteError)?.message }
  }
  #expect(refusal("sou v 99")?.contains("load a newer Sou") == true)
  #expect(refusal("sou colour 1")?.contains("no such option") == true)
  #expect(refusal("sou variants 2")?.contains("another value") == true)
  #expect(refusal("unicode61")?.contains("'sou'") == true)
}
