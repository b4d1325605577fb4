import Testing

/// A table of two columns, one row a document, counted from 1.
private func table(_ documents: [[String]]) throws -> Database {
  let database = try Database()
  try database.run("CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou')")
  for document in documents {
    try database.run("INSERT INTO note VALUES (?, ?)", .text(document[0]), .text(document[1]))
  }
  return database
}

private let documents = [
  ["輝達H800", "DeepSeek開源R1模型，輝\n達的股價。NVDA-US下跌"],
  ["股價", "がらす ガラス，輝達"],
]

/// What a function makes of the first row that is found, for what was typed.
private func result(
  _ call: String, typed: String, columns: String = "", match: String? = nil
) throws -> Database.Value? {
  try table(documents).run(
    "SELECT \(call) FROM note WHERE note MATCH coalesce(?3, sou_query(?1, ?2)) ORDER BY rowid",
    .text(typed), .text(columns), match.map { .text($0) } ?? .null
  ).first?.first
}

@Test(arguments: [
  ("輝達", 1, "DeepSeek開源R1模型，[輝\n達]的股價。NVDA-US下跌"),
  ("輝達", 0, "[輝達]H800"),
  ("達", 1, "DeepSeek開源R1模型，輝\n[達]的股價。NVDA-US下跌"),
  ("nvdaus", 1, "DeepSeek開源R1模型，輝\n達的股價。[NVDA-US]下跌"),
  ("deep seek 開源", 1, "[DeepSeek開源]R1模型，輝\n達的股價。NVDA-US下跌"),
])
func `with what was typed each mark is exact`(typed: String, column: Int, expected: String) throws {
  #expect(
    try result("sou_highlight(note, \(column), '[', ']', ?1)", typed: typed) == .text(expected))
}

@Test func `without it a mark is where FTS5 found a phrase`() throws {
  #expect(
    try result("sou_highlight(note, 1, '[', ']')", typed: "達")
      == .text("DeepSeek開源R1模型，輝\n[達的]股價。NVDA-US下跌"))
  #expect(
    try result("sou_highlight(note, 1, '[', ']')", typed: "h800 下跌")
      == .text("DeepSeek開源R1模型，輝\n達的股價。NVDA-US[下跌]"))
}

@Test func `a field is marked in its column alone`() throws {
  let typed = "title:輝達 股價"
  func marks(_ column: Int) throws -> Database.Value? {
    try result(
      "sou_highlight(note, \(column), '[', ']', ?1, ?2)", typed: typed, columns: "title body")
  }
  #expect(try marks(0) == .text("[輝達]H800"))
  #expect(try marks(1) == .text("DeepSeek開源R1模型，輝\n達的[股價]。NVDA-US下跌"))
}

@Test(arguments: [
  ("輝達", 12, "…，<輝 達>的…"),
  ("NVDA-US", 16, "<NVDA-US>下跌"),
  ("輝達", 200, "DeepSeek開源R1模型，<輝 達>的股價。NVDA-US下跌"),
  ("H800", 12, "DeepSeek開…"),
])
func `a snippet shows the best piece`(typed: String, width: Int, expected: String) throws {
  #expect(
    try result("sou_snippet(note, 1, '<', '>', \(width), ?1)", typed: typed) == .text(expected))
}

@Test func `a snippet prefers the rarer word`() throws {
  let filler = String(repeating: "無關的文字。", count: 20)
  var documents = [["", "股價。" + filler + "輝達。"]]
  for _ in 0..<10 { documents.append(["", "股價"]) }
  let found = try table(documents).run(
    """
    SELECT sou_snippet(note, 1, '[', ']', 20, ?1), sou_snippet(note, 1, '[', ']', 20) FROM note
    WHERE note MATCH sou_query(?1)
    """, .text("股價 輝達"))
  guard case .text(let weighed) = found.first?[0], case .text(let plain) = found.first?[1] else {
    Issue.record("no snippet")
    return
  }
  #expect(weighed.contains("[輝達]"))
  #expect(plain.contains("[股價]"))
}

@Test func `text without a query is given as it stands`() throws {
  let rows = try table(documents).run(
    "SELECT sou_highlight(note, 0, '[', ']'), sou_highlight(note, 0, '[', ']', '股價') FROM note")
  #expect(rows == [[.text("輝達H800"), .text("輝達H800")], [.text("股價"), .text("[股價]")]])
}

@Test func `a table without content has nothing to mark`() throws {
  let database = try Database()
  try database.run("CREATE VIRTUAL TABLE note USING fts5(body, content = '', tokenize = 'sou')")
  try database.run("INSERT INTO note(rowid, body) VALUES (1, '輝達')")
  let rows = try database.run(
    """
    SELECT sou_highlight(note, 0, '[', ']', '輝達'), sou_snippet(note, 0, '[', ']', 9) FROM note
    WHERE note MATCH sou_query('輝達')
    """)
  #expect(rows == [[.null, .null]])
}

@Test func `any text in any table is marked`() throws {
  let database = try Database()
  try database.run("CREATE VIRTUAL TABLE note USING fts5(body, tokenize = 'unicode61')")
  try database.run(
    "INSERT INTO note VALUES (CAST(? AS TEXT))", .blob([0xFF, 0x20, 0x61, 0x20, 0x00, 0x61]))
  let rows = try database.run(
    """
    SELECT CAST(sou_highlight(note, 0, '', '!') AS BLOB),
      CAST(sou_highlight(note, 0, '', '!', 'a') AS BLOB) FROM note WHERE note MATCH 'a'
    """)
  let marked: [UInt8] = [0xFF, 0x20, 0x61, 0x21, 0x20, 0x00, 0x61, 0x21]
  #expect(rows == [[.blob(marked), .blob(marked)]])
}

@Test(arguments: [
  ("sou_highlight(note)", "sou_highlight: takes"),
  ("sou_highlight(note, 0, 'x')", "sou_highlight: takes"),
  ("sou_highlight(note, 'x', '', '')", "sou_highlight: takes"),
  ("sou_highlight(note, 0, '', '', 1)", "sou_highlight: takes"),
  ("sou_highlight(note, 2, '', '')", "sou_highlight: the table has no such column"),
  ("sou_snippet(note, 0, '', '')", "sou_snippet: takes"),
  ("sou_snippet(note, 0, '', '', 'x')", "sou_snippet: takes"),
  ("sou_snippet(note, -1, '', '', 9)", "sou_snippet: the table has no such column"),
])
func `wrong arguments are refused`(call: String, message: String) throws {
  do {
    _ = try result(call, typed: "輝達")
    Issue.record("accepted: \(call)")
  } catch let error as SQLiteError {
    #expect(error.message.hasPrefix(message))
  }
}
