import Foundation
import SouAnalysis
import SouUnicode
import Testing

/// Texts with the tokens of Lucene's CJKAnalyzer and Groonga's TokenBigram; not part of the project.
private let suite = sharedData.appending(path: "suites/tokens.jsonl")

private struct Line: Decodable {
  struct Token: Decodable {
    var term: String
    var start: Int
    var end: Int
  }
  var id: String
  var text: String
  var lucene: [Token]
  var groonga: [Token]
}

private func lines() throws -> [Line] {
  let lines = try String(contentsOf: suite, encoding: .utf8).split(separator: "\n")
  return try lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
}

/// How many tokens of either side each rule tells apart, and how many of the 270 texts have the same
/// tokens on both sides.
private let expected: [(engine: PeerTokens.Engine, equal: Int, counts: [PeerDifference: Int])] = [
  (
    .lucene, 69,
    [
      .trailingSingle: 188, .stopWord: 22, .southEastAsian: 139, .mark: 61, .compatibilityJamo: 2,
      .expansion: 11, .seam: 3, .suffix: 8, .number: 8, .iteration: 15, .bopomofo: 4,
      .ignorable: 13, .wrappedRun: 17, .parts: 38, .mixedRun: 20, .fold: 18, .offset: 10,
    ]
  ),
  (
    .groonga, 133,
    [
      .punctuation: 131, .southEastAsian: 157, .mark: 67, .compatibilityJamo: 16, .expansion: 4,
      .seam: 4, .suffix: 7, .number: 20, .iteration: 20, .ignorable: 21, .emoji: 22,
      .wrappedRun: 21, .mixedRun: 15, .fold: 12, .offset: 8,
    ]
  ),
]

@Test(
  .enabled(if: exists(suite), "needs ../shared/data/suites"), arguments: expected.indices)
func `every difference from another engine's tokens has its rule`(index: Int) throws {
  let engine = expected[index].engine
  var counts: [PeerDifference: Int] = [:]
  var equal = 0
  for line in try lines() {
    let text = Array(line.text.utf8)
    let tokens = (engine == .lucene ? line.lucene : line.groonga).map {
      PeerToken(term: $0.term, range: $0.start..<$0.end)
    }
    let differences = PeerComparison(
      text: text, sou: sourceTokens(of: text), peer: PeerTokens(engine: engine, tokens: tokens)
    ).differences()
    if differences.isEmpty { equal += 1 }
    for (token, isSou, rule) in differences {
      if let rule {
        counts[rule, default: 0] += 1
      } else {
        Issue.record("\(line.id): \(isSou ? "Sou" : "\(engine)") alone has \(token)")
      }
    }
  }
  #expect(counts == expected[index].counts)
  #expect(equal == expected[index].equal)
}

@Test(.enabled(if: exists(suite), "needs ../shared/data/suites"))
func `Han variants change terms alone`() throws {
  for line in try lines() {
    let text = Array(line.text.utf8)
    var tokenizer = Tokenizer()
    let folded = tokenizer.tokens(text).filter { !$0.colocated }
    let source = sourceTokens(of: text)
    #expect(folded.map { $0.start..<$0.end } == source.map(\.range), "\(line.id)")
    #expect(folded.map(\.term) == source.map { representative($0.term) }, "\(line.id)")
  }
}

/// The term with each Han character as the lowest of its class.
private func representative(_ term: String) -> [UInt8] {
  var bytes: [UInt8] = []
  for scalar in term.unicodeScalars.map(\.value) {
    appendUTF8(scalarEntry(of: scalar).representative(of: scalar), to: &bytes)
  }
  return bytes
}
