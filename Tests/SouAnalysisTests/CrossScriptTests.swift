import Foundation
import SouAnalysis
import Testing

private let sets = sharedData.appending(path: "sets")

/// Characters that the converter exchanges and no table ties, with the reason; each stands in one
/// question.
private let untied: [(pair: Set<Unicode.Scalar>, reason: String)] = [
  (["舖", "铺"], "OpenCC 1.1.6 and Unihan's simplified variants have 鋪/铺 alone; 舖/鋪 is semantic"),
  (["坐", "座"], "坐标 is 座標: two words, which both scripts keep apart elsewhere"),
]

@Test(
  .enabled(if: exists(sets), "needs ../shared/data/sets"),
  arguments: [("drcd", "t2s"), ("cmrc2018", "s2t")])
func `a question has the same terms in both Chinese scripts`(set: String, other: String) throws {
  let folder = sets.appending(path: set)
  let questions = try queries(in: folder.appending(path: "queries.tsv"))
  let converted = try queries(in: folder.appending(path: "queries.\(other).tsv"))
  #expect(questions.count == 3000 && converted.count == 3000)
  var differing = 0
  for (question, twin) in zip(questions, converted) where terms(question) != terms(twin) {
    differing += 1
    // What differs is a listed pair, and all that differs.
    let pairs = zip(question.unicodeScalars, twin.unicodeScalars)
      .filter { $0 != $1 && terms(String($0)) != terms(String($1)) }.map { Set([$0, $1]) }
    #expect(
      !pairs.isEmpty && pairs.allSatisfy { pair in untied.contains { $0.pair == pair } },
      "\(question) / \(twin)")
  }
  #expect(differing == 1)
}

private func terms(_ text: String) -> [[UInt8]] {
  var tokenizer = Tokenizer()
  return tokenizer.tokens(Array(text.utf8), mode: .query).map(\.term)
}

private func queries(in file: URL) throws -> [String] {
  try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
    String($0.split(separator: "\t", maxSplits: 1).last ?? "")
  }
}
