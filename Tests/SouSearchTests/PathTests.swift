import Foundation
import SouIndex
import SouQuery
import SouSearch
import SouTestSupport
import Testing

/// However a search finds its documents, they are those that FTS5 finds and that a naive reading of
/// the stored texts finds, and the best ten are theirs. By hand: `SOU_TEST_TREES=20000`.
@Test(arguments: IndexVariant.allCases)
func `a search, FTS5 and a naive reading agree on random trees`(variant: IndexVariant) throws {
  let seed: UInt64 = 15
  var random = SplitMix64(seed: seed)
  let texts = try passages(count: 600, &random)
  let index = try VariantIndex(variant, texts, &random)
  let naive = try NaiveSearch(index.reader)
  let count = amount("SOU_TEST_TREES", usual: 250)
  var answered = 0
  for number in 0..<count {
    var random = SplitMix64(seed: seed &+ UInt64(number))
    let text = randomTree(of: texts, &random)
    let step: SearchStep = Int.random(in: 0..<4, using: &random) == 0 ? .any : .strict
    let comment: Comment = "\(variant), tree \(number), \(step): \(text.debugDescription)"
    var options = SearchOptions(limit: 10)
    options.step = step
    options.snippetWidth = 0
    // However few rows there are, half of the searches stop early where they can.
    if number.isMultiple(of: 2) { options.smallRowCount = 0 }
    let found = try compare(text, options, number % 4 < 2, index, naive, comment)
    answered += found > 0 ? 1 : 0
  }
  print("\(variant): \(count) trees, \(answered) of them with documents")
  #expect(answered > count / 3)
}

/// - Returns: How many documents are found.
private func compare(
  _ text: String, _ options: SearchOptions, _ comparesRows: Bool, _ index: VariantIndex,
  _ naive: NaiveSearch, _ comment: Comment
) throws -> Int {
  let query = index.searcher.query(Array(text.utf8))
  var options = options
  let best = try index.searcher.search(text, options: options)
  guard let compiled = options.step == .strict ? query.compileStrict() : query.compileAny() else {
    #expect(best.total == 0 && best.hits.isEmpty, comment)
    return 0
  }
  let weights = [2.0, 1.0]
  let plain = try index.reader.plainSearch(compiled, fieldWeights: weights, limit: 10)
  let expected = naive.scores(compiled, fieldWeights: weights)

  #expect(plain.total == expected.count, comment)
  #expect(
    best.exact
      ? best.total == expected.count : (best.hits.count...expected.count).contains(best.total),
    comment)
  #expect(best.hits.map(\.id) == plain.hits.map(\.id), comment)
  #expect(best.hits.map(\.score) == plain.hits.map(\.score), comment)
  // Without words the newest come first.
  let isRanked = !compiled.leaves.isEmpty
  if isRanked { expectBest(best.hits.map { ($0.id, $0.score) }, limit: 10, of: expected, comment) }
  guard comparesRows else { return expected.count }
  options.limit = expected.count + 1
  let all = try index.searcher.search(text, options: options)
  #expect(all.total == expected.count, comment)
  #expect(Set(all.hits.map(\.id)) == Set(expected.keys), comment)
  if isRanked {
    expectBest(all.hits.map { ($0.id, $0.score) }, limit: options.limit, of: expected, comment)
  }
  return expected.count
}

/// Expects hits to be the best of all documents found, best first, equals by id.
private func expectBest(
  _ hits: [(id: Int64, score: Double)], limit: Int, of expected: [Int64: Double],
  _ comment: Comment
) {
  // Both add the same numbers up, not in the same order.
  let slack = 1e-9
  #expect(hits.count == min(limit, expected.count), comment)
  for (id, score) in hits {
    guard let naive = expected[id], abs(naive - score) < slack else {
      Issue.record("\(comment): \(id) has \(score), not \(String(describing: expected[id]))")
      return
    }
  }
  for (hit, next) in zip(hits, hits.dropFirst()) {
    #expect(hit.score > next.score || hit.score == next.score && hit.id < next.id, comment)
  }
  guard hits.count == limit, let last = hits.last else { return }
  let shown = Set(hits.map(\.id))
  for (id, score) in expected where !shown.contains(id) {
    #expect(score < last.score + slack, "\(comment): \(id) is better than \(last.id)")
  }
}

/// An index of a variant in a folder that goes away with the value.
private final class VariantIndex {
  let reader: IndexReader
  let searcher: Searcher
  private let folder: URL

  init(
    _ variant: IndexVariant, _ texts: [Collection.Text], _ random: inout SplitMix64
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sou-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "sou.db").path
    try variant.make(texts, at: path, &random)
    reader = try IndexReader(path: path)
    searcher = Searcher(reader)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
