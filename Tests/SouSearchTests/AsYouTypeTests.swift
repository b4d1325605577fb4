import SouQuery
import SouSearch
import SouTestSupport
import Testing

@Test func `a word is found by its beginning while it is typed`() throws {
  let index = try TemporaryIndex("輝達用H800訓練DeepSeek", "deep water", "天氣")
  func found(_ text: String) throws -> [String] {
    var options = SearchOptions(completesLastWord: true)
    options.step = .strict
    return try index.searcher.search(text, options: options).hits.map(\.locator).sorted()
  }
  #expect(try found("輝") == ["0"])
  #expect(try found("h80") == ["0"])
  #expect(try found("dee") == ["0", "1"])
  #expect(try found("deep") == ["0", "1"])
  #expect(try found("deep ") == ["1"])
  #expect(try found("deep s") == ["0"])
  #expect(try found("deep seek") == ["0"])
  #expect(try found("\"deep wat") == ["1"])
  #expect(try found("deep -wat") == ["1"])
  #expect(try found("deep -water") == [])
}

@Test func `the beginning of a word is marked as the word`() throws {
  let index = try TemporaryIndex("輝達用H800訓練DeepSeek")
  let options = SearchOptions(completesLastWord: true)
  let hit = try #require(try index.searcher.search("輝達 deeps", options: options).hits.first)
  let string = hit.snippet.string
  #expect(hit.snippet.ranges.map { string[$0] } == ["輝達", "DeepSeek"])
}

/// Stretches of the corpus, typed up to a random character, beside the oracle.
@Test(arguments: [1, 2] as [UInt64])
func `what is being typed finds at least what it finds when it is done`(seed: UInt64) throws {
  let corpus = try Collection(corpusTexts())
  var random = SplitMix64(seed: seed)
  let queries = (0..<500).map { _ in
    (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Int.random(in: 0..<5, using: &random) == 0
        ? "-" + corpus.cut(upTo: 8, &random) : corpus.cut(upTo: 8, &random)
    }.joined(separator: [" ", " OR ", ""].randomElement(using: &random) ?? " ")
  }
  #expect(
    try corpus.expectAgreement(on: queries, completesLastWord: true, "seed \(seed)") > 200)
  for query in queries {
    let typed = try corpus.ids(matching: query, completesLastWord: true)
    let done = try corpus.ids(matching: query, completesLastWord: false)
    #expect(typed.isSuperset(of: done), "seed \(seed): \(query.debugDescription)")
  }
}
