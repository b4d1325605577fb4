import Foundation
import SouTestSupport
import Testing

@Test func `found is 0, nothing found is 1`() throws {
  let index = try CorpusIndex()
  #expect(try Command("search", "輝達", "--index", index.path).run().status == 0)
  let outcome = try Command("search", "zyzzyva", "--index", index.path).run()
  #expect(outcome.status == 1)
  #expect(outcome.output.isEmpty)
}

@Test func `a search in JSON has the documented keys in their order`() throws {
  let index = try CorpusIndex()
  let outcome = try Command(
    "search", "輝達", "護城河", "--limit", "1", "--json", "--matches", "--index", index.path
  ).run()
  #expect(outcome.status == 0)
  #expect(
    keys(of: outcome.output) == [
      "query", "total", "exact", "step", "hits", "id", "locator", "title", "source", "date",
      "language", "score", "snippet", "marks", "start", "end", "matches", "field",
    ])
  let result = try JSONDecoder().decode(SearchForm.self, from: Data(outcome.output.utf8))
  #expect(result.query == "輝達 護城河")
  #expect(result.exact)
  #expect(result.step == "strict")
  let hit = try #require(result.hits.first)
  #expect(hit.score > 0)
  let marked = hit.marks.map {
    String(decoding: Array(hit.snippet.utf8)[$0.start..<$0.end], as: UTF8.self)
  }
  #expect(marked.contains("輝達"))
}

@Test func `a result for people names title, source, date and locator, without colour in a pipe`()
  throws
{
  let index = try CorpusIndex()
  let outcome = try Command("search", "輝達 晶片", "--limit", "2", "--index", index.path).run()
  #expect(outcome.lines.count == 6)
  #expect(outcome.lines.first?.hasPrefix(" 1  ") == true)
  #expect(outcome.output.contains("zh-Hant/"))
  #expect(!outcome.output.contains("\u{1B}"))
  #expect(outcome.talk.contains("with every word"))
}

@Test func `no query that can be typed is an error`() async throws {
  let index = try CorpusIndex()
  let seed: UInt64 = 20_251_125
  var random = SplitMix64(seed: seed)
  let queries = (0..<1_000).map { _ in randomQuery(&random) }
  await withTaskGroup(of: Void.self) { group in
    for share in 0..<4 {
      group.addTask {
        for number in stride(from: share, to: queries.count, by: 4) {
          let query = queries[number]
          let outcome = try? Command("search", "--index", index.path, "--", query).run()
          let status = outcome?.status ?? -1
          #expect(
            status == 0 || status == 1,
            "seed \(seed), query \(number): \(query.debugDescription): \(outcome?.talk ?? "")")
        }
      }
    }
  }
}

/// A text of pieces that mean something to a query language, to FTS5 or to a terminal.
private func randomQuery(_ random: inout SplitMix64) -> String {
  let pieces = [
    "輝達", "達", "H800", "6,000億", "がらす", "한국", "ไทย", "C++", "1.72%", "2025年2月", "𠮟", "か\u{3099}",
    "\"", "“", "”", "「", "」", "'", "(", ")", "（", "）", "*", "-", "－", "+", "^", ":", "：", "=", "|",
    "{", "}",
    " ", " ", " ", "\u{3000}", "\n", "\t", "AND", "OR", "NOT", "NEAR", "NEAR(", "/8", "title:",
    "body:",
    "👨‍👩‍👧", "🇹🇼", "\u{200D}", "\u{FE0F}", "\u{FFFD}", "\u{1}", "\u{7F}", "\u{301}", "%", "_", ";", "--",
    "\\",
  ]
  let count = Int.random(in: 0...12, using: &random)
  return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
}

/// The keys of JSON text, each once, in order of appearance.
func keys(of json: String) -> [String] {
  var keys: [String] = []
  for match in json.matches(of: #/[{,]"([a-zA-Z0-9@]+)":/#) where !keys.contains(String(match.1)) {
    keys.append(String(match.1))
  }
  return keys
}

/// What `sou search --json` prints, as far as these tests read it.
private struct SearchForm: Decodable {
  struct Mark: Decodable { let start, end: Int }
  struct Hit: Decodable {
    let locator, title, snippet: String
    let score: Double
    let marks: [Mark]
  }
  let query, step: String
  let total: Int
  let exact: Bool
  let hits: [Hit]
}
