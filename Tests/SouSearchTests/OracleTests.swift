import Foundation
import SouTestSupport
import Testing

@Test(arguments: [1, 2] as [UInt64])
func `index and oracle agree on stretches of the corpus`(seed: UInt64) throws {
  let corpus = try Collection(corpusTexts())
  var random = SplitMix64(seed: seed)
  let queries = (0..<1_000).map { _ in corpus.cut(upTo: 8, &random) }
  #expect(try corpus.expectAgreement(on: queries, "seed \(seed)") > 500)
}

@Test(arguments: [1, 2] as [UInt64])
func `index and oracle agree on queries with operators`(seed: UInt64) throws {
  let corpus = try Collection(corpusTexts())
  var random = SplitMix64(seed: seed)
  let queries = (0..<500).map { _ in
    let pieces = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      shaped(corpus.cut(upTo: 8, &random), &random)
    }
    return joined(pieces, &random)
  }
  #expect(try corpus.expectAgreement(on: queries, "seed \(seed)") > 100)
}

/// Pages of ../shared/data/text, which not every machine has. By hand: 100,000 queries over 20 MB
/// (docs/analysis.md).
@Test(.enabled(if: !sharedFiles.isEmpty, "needs ../shared/data/text"))
func `index and oracle agree on queries over the shared text`() throws {
  let byteCount = amount("SOU_TEST_BYTES", usual: 2_000_000)
  let queryCount = amount("SOU_TEST_QUERIES", usual: 2_000)
  let seed: UInt64 = 1
  var random = SplitMix64(seed: seed)
  let collection = try Collection(sharedTexts(byteCount: byteCount, &random))
  let queries = (0..<queryCount).map { _ in
    let count = [1, 1, 1, 2, 2, 3].randomElement(using: &random) ?? 1
    let pieces = (0..<count).map { _ in
      var piece = collection.cut(upTo: 12, &random)
      // What stands in two documents most likely stands in none when put together.
      if Int.random(in: 0..<10, using: &random) == 0 { piece += collection.cut(upTo: 4, &random) }
      if Bool.random(using: &random) { piece = respelled(piece, &random) }
      return shaped(piece, &random)
    }
    return joined(pieces, &random)
  }
  let answered = try collection.expectAgreement(on: queries, "seed \(seed)")
  let size = collection.texts.reduce(0) { $0 + $1.title.utf8.count + $1.body.utf8.count }
  print(
    """
    index and oracle: \(queries.count) queries, \(answered) of them with documents, over \
    \(collection.texts.count) documents of \(size) bytes
    """)
  #expect(answered > queryCount / 3 && answered < queryCount * 9 / 10)
}

/// A word as it is, a phrase, excluded, or a prefix.
private func shaped(_ piece: String, _ random: inout SplitMix64) -> String {
  switch Int.random(in: 0..<5, using: &random) {
  case 0: "\"\(piece)\""
  case 1: "-" + piece
  case 2: piece + "*"
  default: piece
  }
}

private func joined(_ pieces: [String], _ random: inout SplitMix64) -> String {
  pieces.joined(separator: [" ", " ", " OR ", ""].randomElement(using: &random) ?? "")
}
