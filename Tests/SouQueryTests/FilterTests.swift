import SouAnalysis
import SouQuery
import Testing

private func filtered(_ text: String) -> Query {
  Query(Array(text.utf8), fields: ["title", "body"].map { Array($0.utf8) }, filters: true)
}

@Test(arguments: [
  ("輝達 since:2025-02-01", "and(輝達, since(20250201))"),
  ("since:2025-02 until:2025-02", "and(since(20250201), until(20250231))"),
  ("since:2025 until：2025年", "and(since(20250101), until(20251231))"),
  ("SINCE:2025/2/8 until:「2025年2月8日」", "and(since(20250208), until(20250208))"),
  ("since:20250208", "since(20250208)"),
  ("since:(2025-02 OR 2024)", "or(since(20250201), since(20240101))"),
  ("source:鉅亨網", "source(鉅亨網)"),
  ("source:\"New York\" -source:鉅*", "and(source(\"New York\"), not(source(鉅*)))"),
  ("source:(鉅亨網 OR BBC) 輝達", "and(or(source(鉅亨網), source(BBC)), 輝達)"),
  ("lang:zh-Hant", "lang(zh-hant)"),
  ("lang:ZH_hant", "lang(zh-hant)"),
  ("a OR lang:ja", "or(a, lang(ja))"),
  ("title:since:2025 a", "and(since(20250101), a)"),
  ("source:title:a", "title:a"),
  ("=輝達", "=輝達"),
  ("＝輝達 -=\"Deep Seek\"", "and(=輝達, not(=\"Deep Seek\"))"),
  ("title:=deep*", "title:=deep*"),
  ("source:=BBC", "source(=BBC)"),
  ("==a", "==a"),
  ("=since:2025", "=since:2025"),
  ("\"x\"=y", "and(\"x\", =y)"),
  // What is none.
  ("since:yesterday", "since:yesterday"),
  ("since:2025-02-30x", "since:2025-02-30x"),
  ("since:2025-13", "since:2025-13"),
  ("since:\"last week\"", "\"last week\""),
  ("lang:中文", "lang:中文"),
  ("title:lang:中文", "title:lang:中文"),
  ("since: 2025", "and(since:, 2025)"),
  ("a=b", "a=b"),
  ("=(a b)", "and(=(a, b)"),
  ("= a", "a"),
  ("source:x NEAR/8 b", "and(source(x), NEAR/8, b)"),
  ("=a NEAR/8 b", "and(=a, NEAR/8, b)"),
  ("-since:2025", "nothing"),
])
func `filters and exact forms are syntax where they are asked for`(
  typed: String, expected: String
) throws {
  let query = filtered(typed)
  #expect(spelled(query.root) == expected)
  if let root = query.root { #expect(filtered(text(root.printed())).root == root) }
}

@Test(arguments: ["since:2025", "source:x", "lang:ja", "=a"])
func `without documents to look at they are text`(typed: String) throws {
  let leaf = try #require(query(typed).root?.positiveLeaves.first)
  #expect(text(leaf.text) == typed && !leaf.isExact)
}

@Test(arguments: ["since:yesterday", "until:\"2025-02 \"", "lang:中文"])
func `a value that is not understood is noted`(typed: String) {
  #expect(filtered(typed).notes.map(\.kind) == [.filterAsText])
}

@Test(arguments: [
  ("source:x", "source:x*"),
  ("since:2025-0", "since:2025-0*"),
  ("since:2025", "since(20250101)"),
  ("=dee", "=dee*"),
  ("-=dee a", "and(not(=dee), a*)"),
  ("a -source:x", "and(a, not(source(x)))"),
])
func `a value may be the beginning of one`(typed: String, expected: String) {
  let query = Query(Array(typed.utf8), filters: true, completesLastWord: true)
  #expect(spelled(query.root).replacing("source(x*)", with: "source:x*") == expected)
}

// MARK: - Dates

@Test(arguments: [
  ("2025-02-28", 20_250_228, 20_250_228),
  ("2025/2/8", 20_250_208, 20_250_208),
  ("2025.02.28", 20_250_228, 20_250_228),
  ("2025年2月28日", 20_250_228, 20_250_228),
  ("2025 年 2 月 28 日", 20_250_228, 20_250_228),
  ("2025년 2월 28일", 20_250_228, 20_250_228),
  ("２０２５年２月２８號", 20_250_228, 20_250_228),
  ("20250228", 20_250_228, 20_250_228),
  ("2025-02", 20_250_201, 20_250_231),
  ("2025年2月", 20_250_201, 20_250_231),
  ("2025", 20_250_101, 20_251_231),
  ("2025年", 20_250_101, 20_251_231),
  ("2025년", 20_250_101, 20_251_231),
])
func `a date is a span of days`(written: String, first: Int, last: Int) throws {
  let span = try #require(DateSpan(Array(written.utf8)))
  #expect(span.first == first && span.last == last)
  let inText = try #require(DateSpan(firstIn: Array("\(written) 10:30".utf8)))
  #expect(inText == span)
}

@Test(arguments: [
  "", "yesterday", "2025-02-28 ", "0999", "3000", "2025-13", "20251301", "20250232", "202502",
  "28/2/2025",
  "2025-02-28T10:30", "2025x", "Feb 2025", "2025-02-28 2025-02-28",
])
func `other texts are no date`(written: String) {
  #expect(DateSpan(Array(written.utf8)) == nil)
}

@Test(arguments: [
  ("2025-02-28T10:30:00+08:00", 20_250_228),
  ("發布於 2025年2月28日，2025年3月1日更新", 20_250_228),
  ("2025 spring", 20_250_101),
])
func `the first date counts`(written: String, first: Int) {
  #expect(DateSpan(firstIn: Array(written.utf8))?.first == first)
}

// MARK: - Tests of a row

/// What passes of some texts.
private func passing(_ typed: String, _ texts: [String]) -> [String] {
  let filter: QueryFilter? =
    switch filtered(typed).root {
    case .filter(let filter, _): filter
    case .leaf(let leaf): .literal(leaf)
    default: nil
    }
  return texts.filter {
    filter?.accepts(Array($0.utf8), options: TokenizerOptions()) ?? false
  }
}

@Test func `a document passes if any of its days does`() {
  let dates = ["2025-01-31", "2025-02", "2025-02-15", "2025/3/1", "2025", "2024", "", "昨天"]
  #expect(passing("since:2025-02-15", dates) == ["2025-02", "2025-02-15", "2025/3/1", "2025"])
  #expect(
    passing("until:2025-02", dates) == ["2025-01-31", "2025-02", "2025-02-15", "2025", "2024"])
}

@Test func `a source has the word in any form of it`() {
  let sources = ["鉅亨網", "Anue巨亨网", "鉅亨", "BBC News 中文", "bbcnews", ""]
  #expect(passing("source:鉅亨網", sources) == ["鉅亨網", "Anue巨亨网"])
  #expect(passing("source:鉅亨", sources) == ["鉅亨網", "Anue巨亨网", "鉅亨"])
  #expect(passing("source:bbc", sources) == ["BBC News 中文"])
  #expect(passing("source:bbc*", sources) == ["BBC News 中文", "bbcnews"])
  #expect(passing("source:\"news 中文\"", sources) == ["BBC News 中文"])
  #expect(passing("source:=鉅亨網", sources) == ["鉅亨網"])
}

@Test func `a language takes those that go on behind it`() {
  let tags = ["zh", "zh-Hant", "zh_TW", "ZH-Hant-HK", "zho", "ja", "", "中文"]
  #expect(passing("lang:zh", tags) == ["zh", "zh-Hant", "zh_TW", "ZH-Hant-HK"])
  #expect(passing("lang:zh-hant", tags) == ["zh-Hant", "ZH-Hant-HK"])
}

@Test func `an exact form is compared with the text, white space aside`() {
  let texts = ["輝達股價", "辉达股价", "輝\n達", "輝\u{301}達", "光輝達成"]
  #expect(passing("=輝達", texts) == ["輝達股價", "輝\n達", "光輝達成"])
  #expect(passing("=，輝達。", texts) == ["輝達股價", "輝\n達", "光輝達成"])
  #expect(passing("=達", texts) == ["輝達股價", "輝\n達", "輝\u{301}達", "光輝達成"])
  let words = ["DeepSeek", "deepseek", "Deep Seek", "DeepSeeker", "H800", "Ｈ８００", "H-800"]
  #expect(passing("=DeepSeek", words) == ["DeepSeek"])
  #expect(passing("=DeepSeek*", words) == ["DeepSeek", "DeepSeeker"])
  #expect(passing("=H800", words) == ["H800"])
  #expect(passing("=H-800", words) == ["H-800"])
}

// MARK: - Conditions

/// MATCH, whether it is required, and the condition.
private func compiled(_ typed: String) -> [String] {
  guard let compiled = filtered(typed).compileStrict() else { return [] }
  return [
    text(compiled.match), compiled.requiresMatch ? "required" : "not required",
    spelled(compiled.condition),
  ]
}

private func spelled(_ condition: QueryCondition?) -> String {
  switch condition {
  case nil: "none"
  case .filter(let filter): SouQueryTests.spelled(.filter(filter, range: 0..<0))
  case .match(let match): "[\(text(match))]"
  case .all(let conditions): "and(\(conditions.map(spelled).joined(separator: ", ")))"
  case .any(let conditions): "or(\(conditions.map(spelled).joined(separator: ", ")))"
  case .not(let condition): "not(\(spelled(condition)))"
  }
}

@Test(arguments: [
  ("輝達 source:x", ["\"輝達\"", "required", "source(x)"]),
  ("輝達 -source:x lang:ja", ["\"輝達\"", "required", "and(lang(ja), not(source(x)))"]),
  ("=輝達", ["\"輝達\"", "required", "literal(=輝達)"]),
  (
    "輝達 -=股價",
    ["\"輝達\"", "required", "not(and([\"股價\"], literal(=股價)))"]
  ),
  ("source:x -輝達", ["", "not required", "and(source(x), not([\"輝達\"]))"]),
  ("source:x OR 輝達", ["\"輝達\"", "not required", "or([\"輝達\"], source(x))"]),
  (
    "輝達 source:x OR 股價 -a lang:ja",
    [
      "(\"股價\" NOT \"a\" OR \"輝達\") AND (\"輝達\" OR \"股價\")", "required",
      "or(and([\"輝達\"], source(x)), and([\"股價\" NOT \"a\"], lang(ja)))",
    ]
  ),
  (
    "輝達 (source:x OR 股價)",
    ["\"輝達\" AND (\"輝達\" OR \"股價\")", "required", "or([\"股價\"], source(x))"]
  ),
])
func `what MATCH cannot ask is left to the row`(typed: String, expected: [String]) {
  #expect(compiled(typed) == expected)
}

@Test func `filters hold for any term, too`() throws {
  let query = filtered("輝達 股價 since:2025 (source:x OR source:y) -lang:ja")
  let any = try #require(query.compileAny())
  #expect(text(any.match) == "\"輝達\" OR \"股價\"")
  #expect(
    spelled(any.condition)
      == "and(since(20250101), or(source(x), source(y)), not(lang(ja)))")
  #expect(spelled(filtered("source:x").compileAny()?.condition) == "source(x)")
  #expect(filtered("=輝達股價 a").compileAny().map { text($0.match) } == "\"輝達股價\" OR \"a\"")
}
