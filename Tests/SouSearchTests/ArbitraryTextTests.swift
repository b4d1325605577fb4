import SouSearch
import SouTestSupport
import Testing

@Test(arguments: 1...10)
func `nothing that can be typed makes a search fail`(seed: UInt64) throws {
  let index = try TemporaryIndex("輝達(NVDA-US)股價下跌1.72%", "か\u{3099} C++ 2025年2月 한국어", "")
  var random = SplitMix64(seed: seed)
  for number in 0..<1_000 {
    let text = randomBytes(&random)
    for step in [nil, SearchStep.any] {
      var options = SearchOptions()
      options.step = step
      options.matches = true
      #expect(throws: Never.self, "seed \(seed), query \(number): \(text)") {
        try index.searcher.search(text, options: options)
      }
    }
  }
}

/// Pieces that mean something to the query language, to FTS5 or to a decoder, and random bytes.
private func randomBytes(_ random: inout SplitMix64) -> [UInt8] {
  let pieces = [
    "輝達", "達", "H800", "1.72%", "がらす", "한국", "ไทย", "C++", "2025年2月", "𠮟", "か\u{3099}",
    "\"", "\"", "“", "”", "「", "」", "'", "(", ")", "（", "）", "*", "-", "－", "+", "^", ":",
    "=", "|", "{", "}", " ", " ", " ", "\u{3000}", "\n", "\t", "\0", "AND", "OR", "NOT", "NEAR(",
    "/8", "title:", "body:", "👨‍👩‍👧", "🇹🇼", "\u{200D}", "\u{FE0F}", "\u{FFFD}", "\u{1}", "\u{301}",
    "%", "_", ";", "--", "\\",
  ].map { Array($0.utf8) }
  var bytes: [UInt8] = []
  for _ in 0..<Int.random(in: 0...12, using: &random) {
    if Int.random(in: 0..<8, using: &random) == 0 {
      bytes.append(UInt8.random(in: 0...255, using: &random))
    } else {
      bytes += pieces.randomElement(using: &random) ?? []
    }
  }
  return bytes
}
