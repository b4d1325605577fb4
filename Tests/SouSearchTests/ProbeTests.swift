import SouSearch
import Testing

/// One document with most of what is hard about finding text; see also docs/analysis.md.
private let probe = """
  輝達(NVDA-US)股價下跌1.72%，DeepSeek開源R1模型，使用H800等晶片，投資3,200億美元。
  DeepSeek-R1模型輝
  達，ＡＩ晶片ｶﾞﾗｽ ガラス 国语 國語 C++ 𠮟責，GPT-4-turbo與iPhone17ProMax，2025 年 2 月 28 日
  """

/// The places that strict search marks, as text.
private func places(_ query: String) throws -> [String] {
  var options = SearchOptions()
  options.step = .strict
  options.matches = true
  let hits = try TemporaryIndex(probe).search.search(query, options: options).hits
  return hits.flatMap { $0.matches ?? [] }
    .map { String(decoding: Array(probe.utf8)[$0.range], as: UTF8.self) }
}

@Test(
  arguments: [
    ("輝達", ["輝達", "輝\n達"]),
    ("達", ["達", "達"]),
    ("晶片", ["晶片", "晶片"]),
    ("開源", ["開源"]),
    ("DeepSeek", ["DeepSeek", "DeepSeek"]),
    ("\"DeepSeek開源\"", ["DeepSeek開源"]),
    ("DeepSeek開源", ["DeepSeek開源"]),
    ("H800", ["H800"]), ("H-800", ["H800"]), ("h 800", ["H", "800"]), ("Ｈ８００", ["H800"]),
    ("NVDA-US", ["NVDA-US"]), ("nvda", ["NVDA"]), ("NVDAUS", ["NVDA-US"]),
    ("1.72%", ["1.72"]), ("1.72", ["1.72"]), ("１．７２％", ["1.72"]),
    ("72", []),
    ("3200億", ["3,200億"]), ("3,200 億", ["3,200", "億"]),
    ("AI晶片", ["ＡＩ晶片"]),
    ("がらす", ["ｶﾞﾗｽ", "ガラス"]),
    ("国語", ["国语", "國語"]), ("国语", ["国语", "國語"]), ("國語", ["国语", "國語"]),
    ("模型輝達", ["模型輝\n達"]),
    ("c++", ["C++"]),
    ("𠮟", ["𠮟"]), ("責", ["責"]),
    ("US輝", []), ("開源1", []),
    ("GPT-4", ["GPT-4"]), ("gpt 4 turbo", ["GPT", "4", "turbo"]),
    ("iPhone17", ["iPhone17"]), ("iphone 17", ["iPhone", "17"]),
    ("Deep Seek", ["DeepSeek", "DeepSeek"]),
    ("2025-02-28", ["2025 年 2 月 28 日"]), ("2025年2月", ["2025 年 2 月", "2025 年 2 月 28 日"]),
  ] as [(String, [String])])
func `the probe document is found and marked exactly`(query: String, expected: [String]) throws {
  let found = try places(query)
  #expect(found == expected)
}
