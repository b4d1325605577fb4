import SouQuery
import Testing

/// The MATCH expression, and leaf and weight of its phrases: `0 -1 1:0.8`.
private func strict(_ text: String) -> [String] { spelled(query(text).compileStrict()) }
private func any(_ text: String) -> [String] { spelled(query(text).compileAny()) }

private func spelled(_ compiled: CompiledQuery?) -> [String] {
  guard let compiled else { return [] }
  let plan = compiled.plan.map {
    $0.weight == 1 || $0.leaf < 0 ? "\($0.leaf)" : "\($0.leaf):\($0.weight)"
  }
  return [text(compiled.match), plan.joined(separator: " ")]
}

@Test(arguments: [
  ("輝達 護城河", ["\"輝達\" AND \"護城河\"", "0 1"]),
  ("輝達 達 deep*", ["\"輝達\" AND \"達\" * AND \"deep\" *", "0 1 2"]),
  ("輝達 OR 英伟達 OR H800", ["\"輝達\" OR \"英伟達\" OR \"H800\"", "0 1 2"]),
  ("輝達 輝達 辉达", ["\"輝達\"", "0"]),
  ("がらす", ["\"がらす\" OR \"ガラス\"", "0 0:0.8"]),
  ("-輝達", []),
  ("「say \"hi\"」", ["\"say \"\"hi\"\"\"", "0"]),
  (
    "輝達 -股價",
    ["\"輝達\" NOT \"股價\" AND (\"輝達\")", "-1 -1 0"]
  ),
  (
    "輝達 H800 -股價 -下跌",
    [
      "\"輝達\" NOT (\"股價\" OR \"下跌\") AND \"H800\" AND (\"輝達\" OR \"H800\")",
      "-1 -1 -1 -1 0 1",
    ]
  ),
  (
    "輝達 がらす",
    [
      "\"輝達\" AND (\"がらす\" OR \"ガラス\") AND (\"輝達\" OR \"がらす\" OR \"ガラス\")",
      "-1 -1 -1 0 1 1:0.8",
    ]
  ),
  (
    "(輝達 OR 英特爾) 晶片",
    [
      "(\"輝達\" OR \"英特爾\") AND \"晶片\" AND (\"輝達\" OR \"英特爾\" OR \"晶片\")",
      "-1 -1 -1 0 1 2",
    ]
  ),
  (
    "輝達 晶片 OR 英特爾",
    [
      "(\"輝達\" AND \"晶片\" OR \"英特爾\") AND (\"輝達\" OR \"晶片\" OR \"英特爾\")",
      "-1 -1 -1 0 1 2",
    ]
  ),
  (
    "Deep Seek",
    [
      "(\"Deep\" AND \"Seek\" OR \"deepseek\") AND (\"Deep\" OR \"Seek\" OR \"deepseek\")",
      "-1 -1 -1 0 1 2:0.8",
    ]
  ),
  ("\"Deep\" Seek", ["\"Deep\" AND \"Seek\"", "0 1"]),
  (
    "Deep Seek*",
    [
      "(\"Deep\" AND \"Seek\" * OR \"deepseek\" *) AND (\"Deep\" OR \"Seek\" * OR \"deepseek\" *)",
      "-1 -1 -1 0 1 2:0.8",
    ]
  ),
  ("Deep* Seek", ["\"Deep\" * AND \"Seek\"", "0 1"]),
  ("C++ code", ["\"C++\" AND \"code\"", "0 1"]),
  (
    "2025-02-28",
    ["\"2025-02-28\" OR \"\u{1}2025-02-28\"", "0 0:0.8"]
  ),
])
func `a query is compiled`(text: String, expected: [String]) {
  #expect(strict(text) == expected)
}

@Test func `neighbours are joined one pair at a time`() {
  #expect(
    strict("open ai chat 輝達").first
      == "(\"open\" AND \"ai\" AND \"chat\" OR \"chat\" AND \"openai\" OR \"open\" AND \"aichat\")"
      + " AND \"輝達\""
      + " AND (\"open\" OR \"ai\" OR \"chat\" OR \"輝達\" OR \"openai\" OR \"aichat\")")
}

@Test(arguments: [
  ("輝達護城河 H800", ["\"輝達\" OR \"達護\" OR \"護城\" OR \"城河\" OR \"H\" OR \"800\"", "0 1 2 3 4 5"]),
  ("達 輝", ["\"達\" * OR \"輝\" *", "0 1"]),
  ("達 輝達", ["\"輝達\"", "0"]),
  ("輝達 OR (輝達 股價)", ["\"輝達\" OR \"股價\"", "0 1"]),
  ("これは何", ["\"これ\" OR \"れは\" OR \"は何\"", "0:0.5 1:0.5 2"]),
  ("서울은 어디", ["\"서울\" OR \"울은\" OR \"어디\"", "0 1:0.5 2:0.5"]),
  ("deep*", ["\"deep\" *", "0"]),
  ("輝達H800達", ["\"輝達\" OR \"H\" OR \"800\"", "0 1 2"]),
  (
    "輝達 股價 -下跌",
    [
      "(\"輝達\" OR \"股價\") NOT \"下跌\" AND (\"輝達\" OR \"股價\")", "-1 -1 -1 0 1",
    ]
  ),
  ("a -b OR c", ["\"a\" OR \"c\"", "0 1"]),
  ("-輝達", []),
])
func `any term will do`(text: String, expected: [String]) {
  #expect(any(text) == expected)
}

@Test func `a term that its own text does not give is written verbatim`() {
  // ำ (U+0E33) folds to two scalars, of which the second bigram has the first alone.
  #expect(any("น้ำ").first == "\"น้\" OR \"\u{1}\u{E49}\u{E4D}\" OR \"ำ\"")
}
