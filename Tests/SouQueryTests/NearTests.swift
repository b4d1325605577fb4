import SouQuery
import Testing

@Test(arguments: [
  ("輝達 NEAR/8 護城河", "near(8, 輝達, 護城河)"),
  ("輝達 NEAR 護城河", "near(10, 輝達, 護城河)"),
  ("輝達 NEAR／０8 \"開源 模型\"", "near(8, 輝達, \"開源 模型\")"),
  ("x 輝達 NEAR/8 deep* -y", "and(x, near(8, 輝達, deep*), not(y))"),
  ("a NEAR/8 b OR c", "or(near(8, a, b), c)"),
  ("-a NEAR/8 b c", "and(not(near(8, a, b)), c)"),
  // A chain of one number is one group.
  ("a NEAR/8 b NEAR/8 c", "near(8, a, b, c)"),
  ("a NEAR/2 b NEAR/8 c", "and(near(2, a, b), near(8, b, c))"),
  ("a NEAR/8 ！", "a"),
  ("！ NEAR/8 b", "b"),
  ("a NEAR/8 ！ NEAR/8 c", "near(8, a, c)"),
  ("a NEAR/2 b NEAR/8 ！", "near(2, a, b)"),
  // What is none.
  ("a NEAR/8", "and(a, NEAR/8)"),
  ("NEAR/8 b", "and(NEAR/8, b)"),
  ("a near/8 b", "and(a, near/8, b)"),
  ("a NEAR/x b", "and(a, NEAR/x, b)"),
  ("a NEAR/ b", "and(a, NEAR/, b)"),
  ("a NEAR/1234567 b", "and(a, NEAR/1234567, b)"),
  ("a NEAR/8 (b c)", "and(a, NEAR/8, b, c)"),
  ("(a b) NEAR/8 c", "and(a, b, NEAR/8, c)"),
  ("a NEAR/8 -b", "and(a, NEAR/8, not(b))"),
  ("a NEAR/8 OR b", "or(and(a, NEAR/8), b)"),
  ("a NEAR/8 NEAR/8 b", "and(a, NEAR/8, NEAR/8, b)"),
  ("a \"NEAR/8\" b", "and(a, \"NEAR/8\", b)"),
])
func `words may be asked to stand near each other`(text: String, expected: String) throws {
  let root = try #require(query(text).root)
  #expect(spelled(root) == expected)
  #expect(query(SouQueryTests.text(root.printed())).root == root)
}

@Test(arguments: ["a NEAR/8", "NEAR b", "(a b) NEAR c"])
func `NEAR without two words or phrases is noted`(text: String) {
  #expect(query(text).notes.map(\.kind) == [.nearAsText])
}

@Test(arguments: [
  ("title:a NEAR/8 b", "near(8, title:a, title:b)"),
  ("title:a NEAR/8 title:b", "near(8, title:a, title:b)"),
  ("title:(a NEAR/8 b)", "near(8, title:a, title:b)"),
  ("title:a NEAR/8 body:b", "and(title:a, NEAR/8, body:b)"),
  ("a NEAR/8 title:b", "and(a, NEAR/8, title:b)"),
])
func `what is near stands in one field`(text: String, expected: String) {
  let query = Query(Array(text.utf8), fields: ["title", "body"].map { Array($0.utf8) })
  #expect(spelled(query.root) == expected)
}

@Test(arguments: [
  // FTS5 counts the terms between: one fewer where a word ends in a run.
  (
    "輝達 NEAR/8 護城河",
    "NEAR(\"輝達\" \"護城河\", 9) AND (\"輝達\" OR \"護城河\")"
  ),
  ("達 NEAR/8 H800", "NEAR(\"達\" * \"H800\", 8) AND (\"達\" * OR \"H800\")"),
  ("輝達 NEAR/8 達", "NEAR(\"輝達\" + \"達\" * \"達\" *, 8) AND (\"輝達\" OR \"達\" *)"),
  (
    "輝達 NEAR/8 H800",
    "NEAR(\"輝達\" + \"達\" * \"H800\", 8) AND (\"輝達\" OR \"H800\")"
  ),
  (
    "がらす NEAR/1 輝達 x",
    "(NEAR(\"がらす\" \"輝達\", 2) OR NEAR(\"ガラス\" \"輝達\", 2)) AND \"x\""
      + " AND (\"がらす\" OR \"ガラス\" OR \"輝達\" OR \"x\")"
  ),
])
func `nearness is compiled to FTS5's`(typed: String, expected: String) {
  #expect(query(typed).compileStrict().map { text($0.match) } == expected)
}

@Test func `words near each other have sixteen spellings at most`() throws {
  let typed = Array(repeating: "がらす", count: 6).joined(separator: " NEAR ")
  guard case .near(let group) = query(typed).compileStrict()?.expression else {
    Issue.record("not a group")
    return
  }
  let changes = group.alternatives.map { $0.count { $0.form.kind == .kana } }
  #expect(changes == [0] + Array(repeating: 1, count: 6) + Array(repeating: 2, count: 9))
}

@Test func `any term will do where none are near`() {
  #expect(
    query("輝達股價 NEAR/3 H800").compileAny().map { text($0.match) }
      == "\"輝達\" OR \"達股\" OR \"股價\" OR \"H\" OR \"800\"")
}
