import SouAnalysis
import SouSnippet
import SouTestSupport
import Testing

/// The foundation's probe document.
private let probe = """
  輝達(NVDA-US)股價下跌1.72%，DeepSeek開源R1模型，使用H800等晶片，投資3,200億美元。
  DeepSeek-R1模型輝
  達，ＡＩ晶片ｶﾞﾗｽ ガラス 国语 國語 C++ 𠮟責，GPT-4-turbo與iPhone17ProMax，2025 年 2 月 28 日
  """

@Test(arguments: [
  ("輝達", ["輝達", "輝\n達"]),
  ("辉达", ["輝達", "輝\n達"]),
  ("達*", ["達", "達"]),
  ("晶片", ["晶片", "晶片"]),
  ("開源", ["開源"]),
  ("DeepSeek", ["DeepSeek", "DeepSeek"]),
  ("DeepSeek開源", ["DeepSeek開源"]),
  ("deep*", ["DeepSeek", "DeepSeek"]),
  ("deepseekr1", ["DeepSeek-R1"]),
  ("H800", ["H800"]),
  ("h 800", ["H800"]),
  ("Ｈ８００", ["H800"]),
  ("NVDA-US", ["NVDA-US"]),
  ("nvda", ["NVDA"]),
  ("nvd*", ["NVDA"]),
  ("NVDAUS", ["NVDA-US"]),
  ("1.72%", ["1.72"]),
  ("72", []),
  ("3200億*", ["3,200億"]),
  ("AI晶片", ["ＡＩ晶片"]),
  ("ai晶*", ["ＡＩ晶"]),
  ("ガラス", ["ｶﾞﾗｽ", "ガラス"]),
  ("国語", ["国语", "國語"]),
  ("模型輝達", ["模型輝\n達"]),
  ("c++", ["C++"]),
  ("叱*", ["𠮟"]),
  ("責*", ["責"]),
  ("US輝*", []),
  ("開源1", []),
  ("gpt 4 turbo", ["GPT-4-turbo"]),
  ("iphone 17", ["iPhone17"]),
  ("\u{1}2025-02-28", ["2025 年 2 月 28 日"]),
  ("。", []),
])
func `a match is the exact source text`(query: String, expected: [String]) {
  let found = matches([query], in: probe)
  let bytes = Array(probe.utf8)
  #expect(found.map { text(bytes, $0.start..<$0.end) } == expected)
}

@Test func `a range that several leaves stand at is given once, for the weightiest`() {
  var matcher = PhraseMatcher(phrases: [
    (phrase: phrase("輝達"), leaf: 0, weight: 0.5), (phrase: phrase("辉达"), leaf: 1, weight: 1),
    (phrase: phrase("輝*"), leaf: 2, weight: 1),
  ])
  #expect(
    matcher.matches(in: Array("輝達".utf8)) == [
      PhraseMatch(start: 0, end: 3, leaf: 2, weight: 1),
      PhraseMatch(start: 0, end: 6, leaf: 1, weight: 1),
    ])
}

@Test func `a matcher takes any text and no phrases`() {
  var matcher = PhraseMatcher(phrases: [(phrase: phrase("輝達"), leaf: 0, weight: 1)])
  #expect(matcher.matches(in: []) == [])
  #expect(matcher.matches(in: [0xFF, 0xE8, 0xBC]) == [])
  #expect(matcher.matches(in: [0xFF] + Array("輝達".utf8) + [0xE8]).map(\.start) == [1])
  var empty = PhraseMatcher(phrases: [])
  #expect(empty.matches(in: Array("輝達".utf8)) == [])
}

@Test func `without variants the other script is not found`() {
  var options = TokenizerOptions()
  options.variants = false
  var tokenizer = Tokenizer(options: options)
  let terms = tokenizer.tokens(Array("辉达".utf8), mode: .query).map(\.term)
  var matcher = PhraseMatcher(
    phrases: [(phrase: Phrase(terms: terms, lastIsPrefix: false), leaf: 0, weight: 1)],
    options: options)
  #expect(matcher.matches(in: Array("輝達辉达".utf8)).map(\.start) == [6])
}

/// The same by trying every phrase at every position.
private func naiveMatches(_ phrases: [Phrase], in text: [UInt8]) -> [Range<Int>] {
  var options = TokenizerOptions()
  options.unigrams = true
  var tokenizer = Tokenizer(options: options)
  let tokens = tokenizer.tokens(text)
  let positions = (tokens.last?.position ?? -1) + 1
  let byPosition = (0..<positions).map { position in tokens.filter { $0.position == position } }

  var found: Set<Range<Int>> = []
  for phrase in phrases where !phrase.terms.isEmpty && phrase.terms.count <= positions {
    for first in 0...(positions - phrase.terms.count) {
      var ranges: [Range<Int>] = []
      for (index, term) in phrase.terms.enumerated() {
        let isPrefix = phrase.lastIsPrefix && index == phrase.terms.count - 1
        let candidates = byPosition[first + index].filter {
          (isPrefix ? $0.term.starts(with: term) : $0.term == term)
            && (phrase.terms.count > 1 || $0.start >= byPosition[first][0].start)
        }
        guard let shortest = candidates.min(by: { $0.end - $0.start < $1.end - $1.start }) else {
          break
        }
        ranges.append(shortest.start..<shortest.end)
      }
      guard ranges.count == phrase.terms.count else { continue }
      let start = ranges.map(\.lowerBound).min() ?? 0
      let end = ranges.map(\.upperBound).max() ?? 0
      found.insert(start..<end)
    }
  }
  return found.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
}

@Test(arguments: 0..<50 as Range<UInt64>)
func `matches are those of trying every phrase at every position`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  let source = randomText(length: 60, using: &random)
  for _ in 0..<20 {
    var queries: [String] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let query = randomText(length: 4, using: &random)
      queries.append(Bool.random(using: &random) ? query + "*" : query)
    }
    let found = matches(queries, in: source).map { $0.start..<$0.end }
    #expect(
      found == naiveMatches(queries.map(phrase), in: Array(source.utf8)),
      "seed \(seed), \(queries), \(source)")
  }
}

/// Text of up to `length` pieces in which a few short phrases recur.
func randomText(length: Int, using random: inout SplitMix64) -> String {
  let pieces = [
    "輝", "達", "達", "股", "價", "。", "，", "\n", " ", "\n\n", "nvda", "-", "us", "H800", " ai ", "ガ",
    "ｶﾞ",
    "가", "나", "か\u{3099}", "👩‍👩‍👧", "e\u{301}", "「", "」", "1", "\u{200B}", "\t",
  ]
  var text = ""
  for _ in 0..<Int.random(in: 0...length, using: &random) {
    text += pieces.randomElement(using: &random) ?? ""
  }
  return text
}
