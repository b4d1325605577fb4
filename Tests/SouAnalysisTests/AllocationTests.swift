import CAllocationCount
import Foundation
import SouAnalysis
import SouTestSupport
import Testing

/// What a sink can do without a heap: count, and read every byte of every term.
private struct CountingSink: TokenSink {
  var tokens = 0
  var bytes = 0

  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) throws(Never) {
    tokens += 1
    for index in term.indices { bytes &+= unsafe Int(term[index]) }
  }
}

private let samples = [
  "輝達股價下跌，山田　太郎 様々な 二○二四。查", "重跑gen-itgc後，英伟达發布H800", "𠮟責、ｶﾞﾗｽ か゛ か\u{3099} ㍿ レオナルド・ダ・ヴィンチ",
  "한국은행 \u{1112}\u{1161}\u{11AB} ㅋㅋㅠㅠ ﾡﾻ", "ประเทศไทย ລາວ ကမ္ဘာ ខ្មែរ",
  "Straße É e\u{301}\u{327} ﬁ C++17 U.S.A. e-mail a-b-c-d-e",
  "foo.bar@example.com GPT-4-turbo DeepSeek™ iPhone17ProMax",
  "آ ا\u{653}\u{654} שּׁ क़ क\u{93C} ক\u{9C7}\u{9BE} ﷺ",
  "3,200.5 12,345,67 192.0.2.7 10² 3½ ①⑩ ٣", "2025-02-28 2025/2/28 2025年2月28日 2025년 2월 28일 2025-02",
  "👍🏽 👨\u{200D}👩\u{200D}👧 🇯🇵🇰 1\u{FE0F}\u{20E3} 🏴\u{E0067}\u{E007F}",
  "輝\r\n 達\n\n輝\t達 \0 \u{FFFD} ❶ \u{301}",
  String(repeating: "a", count: 1000), String(repeating: "a\u{301}b-", count: 500),
  "字" + String(repeating: "\u{302A}", count: 100),
  "ب" + String(repeating: "\u{64B}\u{651}", count: 100),
]

/// All texts of the tests: samples of every rule, random ones, and the corpus.
private func texts() throws -> [[UInt8]] {
  var random = RandomText(seed: 11)
  return samples.map { Array($0.utf8) } + (0..<200).map { _ in random.next() }
    + (0..<20).map { random.nextBytes(count: 50 * $0) }
    + (try corpusFiles.prefix(20).map { try [UInt8](Data(contentsOf: $0)) })
}

private let skip: Comment = "counting needs glibc and no sanitizer"

@Test(.enabled(if: sou_counts_allocations(), skip))
func `a text is tokenized without one heap allocation`() throws {
  let texts = try texts()
  for options in allOptions {
    var tokenizer = Tokenizer(options: options)
    for mode in [TokenizerMode.document, .query, .queryForms] {
      var sink = CountingSink()
      // Warm: debug builds make some generic types where they are first used.
      for text in texts { tokenize(text) }
      for text in texts {
        let before = sou_allocation_count()
        tokenize(text)
        let allocations = sou_allocation_count() - before
        #expect(allocations == 0, "\(mode), \(options.sql): \(escaped(text))")
      }
      func tokenize(_ text: [UInt8]) {
        unsafe text.withUnsafeBufferPointer {
          unsafe tokenizer.tokenize($0, mode: mode, into: &sink)
        }
      }
      #expect(sink.tokens > texts.count)
    }
  }
}

@Test(.enabled(if: sou_counts_allocations(), skip))
func `the count sees what an array of tokens costs`() {
  var tokenizer = Tokenizer()
  for sample in samples {
    let text = Array(sample.utf8)
    _ = tokenizer.tokens(text)
    let before = sou_allocation_count()
    let tokens = tokenizer.tokens(text)
    // A term each, and the array.
    #expect(sou_allocation_count() - before > UInt64(tokens.count), "\(sample)")
  }
}
