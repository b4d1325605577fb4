import SouSearch
import SouTestSupport
import Testing

/// By hand: `SOU_TEST_QUERIES=20000`.
@Test func `a search that stops early finds what one finds that reads all`() throws {
  let seed: UInt64 = 7
  var random = SplitMix64(seed: seed)
  let collection = try Collection(corpusTexts())
  let index = try TemporaryIndex(collection.texts)
  var early = 0
  for number in 0..<amount("SOU_TEST_QUERIES", usual: 300) {
    let text = (0..<Int.random(in: 1...3, using: &random))
      .map { _ in collection.cut(upTo: 24, &random) }.joined(separator: " ")
    var options = SearchOptions(limit: [1, 3, 10, 40].randomElement(using: &random) ?? 10)
    options.step = .any
    options.snippetWidth = 0
    options.smallRowCount = 0
    let found = try index.searcher.search(text, options: options)
    options.countsAll = true
    let all = try index.searcher.search(text, options: options)
    let comment: Comment = "seed \(seed), query \(number): \(text.debugDescription)"
    #expect(found.hits.map(\.id) == all.hits.map(\.id), comment)
    #expect(
      found.hits.map(\.score.bitPattern) == all.hits.map(\.score.bitPattern), comment)
    #expect(all.exact && (found.exact ? found.total == all.total : found.total <= all.total))
    early += found.exact ? 0 : 1
  }
  #expect(early > 30)
}
