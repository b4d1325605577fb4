import SouFTS5
import Testing

/// A table with one row a text, counted from 1.
private func table(_ texts: [String], tokenize: String = "sou") throws -> Database {
  let database = try Database()
  try database.run("CREATE VIRTUAL TABLE note USING fts5(body, tokenize = '\(tokenize)')")
  for text in texts { try database.run("INSERT INTO note VALUES (?)", .text(text)) }
  return database
}

private func rows(_ database: Database, matching expression: String) throws -> [Int64] {
  try database.run("SELECT rowid FROM note WHERE note MATCH ? ORDER BY rowid", .text(expression))
    .compactMap { $0.first?.integer }
}

private let notes = [
  "輝達(NVDA-US)股價下跌1.72%",
  "DeepSeek開源R1模型，使用H800等晶片",
  "英伟达的股价",
  "模型輝\n達，2025 年 2 月 28 日",
]

@Test(arguments: [
  ("\"輝達\"", [1, 4]),  // across a line break
  ("\"辉达\"", [1, 4]),  // the other script
  ("達*", [1, 3, 4]),  // a single character, by prefix
  ("\"股價\"", [1, 3]),
  ("\"股價下跌\"", [1]),
  ("\"NVDAUS\"", [1]),
  ("\"nvda us\"", [1]),
  ("\"h-800\"", [2]),
  ("\"DeepSeek開源\"", [2]),
  ("\"1.72\"", [1]),
  ("\"72\"", []),
  ("\"US輝\"*", []),
  ("\"模型輝達\"", [4]),
  ("\"輝達\" NOT \"股價\"", [4]),
  ("\"輝達\" OR \"開源\"", [1, 2, 4]),
  ("\"\u{1}2025-02-28\"", [4]),  // a canonical term, verbatim
])
func `a phrase finds the rows that hold it`(expression: String, expected: [Int64]) throws {
  #expect(try rows(table(notes), matching: expression) == expected)
}

@Test func `an index of odd texts passes FTS5's integrity check`() throws {
  let odd = [
    "", " ", "。", "が か\u{3099} 각 각", "👩‍👩‍👧 🇹🇼 1️⃣", String(repeating: "長", count: 9_000),
    String(repeating: "a", count: 900), "\u{0}輝達", "a\u{301}\u{301}",
  ]
  let database = try table(notes + odd)
  try database.run("INSERT INTO note(note, rank) VALUES ('integrity-check', 1)")
  try database.run("DELETE FROM note WHERE rowid % 2 = 0")
  try database.run("UPDATE note SET body = body || '輝達'")
  try database.run("INSERT INTO note(note, rank) VALUES ('integrity-check', 1)")
  try database.run("INSERT INTO note(note) VALUES ('optimize')")
  try database.run("INSERT INTO note(note, rank) VALUES ('integrity-check', 1)")
}

@Test func `a text that is no UTF-8 is tokenized`() throws {
  let database = try table([])
  try database.run(
    "INSERT INTO note VALUES (CAST(? AS TEXT))",
    .blob(Array("輝達".utf8) + [0xFF, 0xE8, 0xBC] + Array("股價".utf8)))
  try database.run("INSERT INTO note(note, rank) VALUES ('integrity-check', 1)")
  #expect(try rows(database, matching: "\"股價\"") == [1])
}

@Test func `options reach the tokenizer`() throws {
  #expect(try rows(table(notes, tokenize: "sou variants 0 v 1"), matching: "\"辉达\"") == [])
  #expect(try rows(table(notes, tokenize: "sou unigrams 1"), matching: "\"輝\"") == [1, 4])
  #expect(try rows(table(notes, tokenize: "sou unigrams 0"), matching: "\"輝\"") == [])
}

@Test(arguments: [
  "sou v 2", "sou v", "sou variants", "sou variants 2", "sou variants 01", "sou colour 1",
  "sou Variants 1", "sou variants 1 unigrams",
])
func `a bad option makes no table`(tokenize: String) throws {
  let database = try Database()
  #expect(throws: SQLiteError(message: "error in tokenizer constructor")) {
    try database.run("CREATE VIRTUAL TABLE note USING fts5(body, tokenize = '\(tokenize)')")
  }
}

@Test func `without registration there is no tokenizer`() throws {
  let database = try Database(registered: false)
  #expect(throws: SQLiteError(message: "no such tokenizer: sou")) {
    try database.run("CREATE VIRTUAL TABLE note USING fts5(body, tokenize = 'sou')")
  }
}

@Test func `registering again does no harm`() throws {
  let database = try table(notes)
  for _ in 0..<3 { try unsafe registerSou(on: database.connection) }
  #expect(try rows(database, matching: "\"輝達\"") == [1, 4])
  try database.run("CREATE VIRTUAL TABLE other USING fts5(body, tokenize = 'sou')")
  try database.run("INSERT INTO other SELECT body FROM note")
  let found = try database.run(
    "SELECT rowid FROM other WHERE other MATCH '\"輝達\"' ORDER BY sou_rank(other), rowid")
  #expect(found.count == 2)
}

@Test func `FTS5's own functions work on the tokenizer's offsets`() throws {
  let found = try table(notes).run(
    "SELECT highlight(note, 0, '[', ']') FROM note WHERE note MATCH '\"輝達\"' ORDER BY rowid")
  #expect(
    found == [
      [.text("[輝達](NVDA-US)股價下跌1.72%")], [.text("模型[輝\n達]，2025 年 2 月 28 日")],
    ])
}
