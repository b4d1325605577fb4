import Foundation
import SouIndex
import SouSearch
import SouSnippet
import Testing

@Test func `any word answers only where no document has every word`() throws {
  let index = try TemporaryIndex("輝達的晶片", "台積電的晶圓", "天氣")
  var result = try index.searcher.search("輝達 晶片")
  #expect(result.step == .strict)
  #expect(result.hits.map(\.locator) == ["0"])
  result = try index.searcher.search("輝達 晶圓")
  #expect(result.step == .any)
  #expect(Set(result.hits.map(\.locator)) == ["0", "1"])
}

@Test func `one step can be asked for`() throws {
  let index = try TemporaryIndex("輝達的晶片", "台積電的晶圓", "天氣")
  #expect(try index.found("輝達 晶圓", step: .strict) == [])
  #expect(try index.found("輝達 晶片 晶圓", step: .any).sorted() == ["0", "1"])
}

@Test func `the total counts documents that are not shown`() throws {
  let index = try TemporaryIndex("輝達一", "輝達二", "輝達三")
  var options = SearchOptions()
  options.limit = 2
  let result = try index.searcher.search("輝達", options: options)
  #expect(result.total == 3)
  #expect(result.exact)
  #expect(result.hits.count == 2)
  options.limit = 0
  #expect(try index.searcher.search("輝達", options: options).total == 3)
}

@Test(arguments: ["", "   ", "。", "-輝達"])
func `a query without anything to find finds nothing`(query: String) throws {
  let index = try TemporaryIndex("輝達")
  let result = try index.searcher.search(query)
  #expect(result.total == 0)
  #expect(result.hits.isEmpty)
  #expect(!result.notes.isEmpty)
}

@Test func `a query of negatives alone says so`() throws {
  let index = try TemporaryIndex("輝達")
  #expect(try !index.searcher.search("-輝達").notes.isEmpty)
}

@Test func `a title counts more than a body`() throws {
  let index = try TemporaryIndex([
    (title: "天氣", body: "輝達的晶片今天很好"), (title: "輝達", body: "晶片今天很好天氣也好"),
  ])
  #expect(try index.found("輝達") == ["1", "0"])
}

@Test func `where only the title matches the snippet is the body's beginning`() throws {
  let index = try TemporaryIndex([(title: "輝達", body: "今天天氣很好。明天也是。")])
  let hit = try #require(try index.searcher.search("輝達").hits.first)
  #expect(String(decoding: hit.snippet.text, as: UTF8.self).hasPrefix("今天天氣很好"))
  #expect(hit.snippet.marks.isEmpty)
}

@Test func `marks and matches are ranges of strings too`() throws {
  let index = try TemporaryIndex([(title: "𠮟る e\u{301}t輝\u{FE00}達", body: "👩‍💻𠮟責 輝\u{301}達の話")])
  var options = SearchOptions()
  options.matches = true
  let hit = try #require(try index.searcher.search("輝達 𠮟", options: options).hits.first)
  let document = try #require(try index.reader.document(id: hit.id))
  let string = hit.snippet.string
  #expect(string == document.body)
  #expect(hit.snippet.ranges.map { string[$0] } == ["𠮟", "輝\u{301}達"])
  #expect(hit.snippet.ranges.map { NSRange($0, in: string).location } == [5, 9])
  let texts = try #require(hit.matches).map { match in
    let text = match.field == .title ? document.title : document.body
    return match.range(in: text).map { String(text[$0]) }
  }
  #expect(texts == ["𠮟", "輝\u{FE00}達", "𠮟", "輝\u{301}達"])
  #expect(hit.matches?.first?.range(in: "輝達") == nil)
  #expect(hit.matches?.last?.range(in: "輝達") == nil)
}

@Test func `a larger score is a better one`() throws {
  let index = try TemporaryIndex("輝達輝達輝達", "輝達和台積電還有很多別的公司")
  let scores = try index.searcher.search("輝達").hits.map(\.score)
  #expect(scores == scores.sorted(by: >))
  #expect(scores.allSatisfy { $0 > 0 })
}

@Test func `a snippet of no columns is empty, and the hits are the same`() throws {
  let index = try TemporaryIndex("輝達的晶片", "輝達", "天氣")
  var options = SearchOptions()
  options.snippetWidth = 0
  let hits = try index.searcher.search("輝達", options: options).hits
  #expect(try hits.map(\.locator) == index.found("輝達"))
  #expect(hits.allSatisfy { $0.snippet == Snippet(text: [], marks: []) })
  options.matches = true
  #expect(try index.searcher.search("輝達", options: options).hits.allSatisfy { $0.matches != [] })
}

@Test func `a snippet shows the rarer word where not all fit`() throws {
  let filler = String(repeating: "今日無事。", count: 40)
  let index = try TemporaryIndex("天氣。\(filler)護城河。\(filler)", "天氣", "天氣", "天氣")
  var options = SearchOptions()
  options.snippetWidth = 20
  let hit = try #require(try index.searcher.search("天氣 護城河", options: options).hits.first)
  #expect(String(decoding: hit.snippet.text, as: UTF8.self).contains("護城河"))
}
