import Foundation
import SouIndex
import SouQuery
import SouTestSupport
import Testing

/// The documents of corpus/ in an index and in the oracle.
private struct Corpus {
  let texts: [(title: String, body: String)]
  let reader: IndexReader
  let oracle: Oracle
  private let index: TemporaryIndex

  init() throws {
    let folder = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "corpus/documents")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    texts = try (files?.compactMap { $0 as? URL } ?? [])
      .filter { ["txt", "md", "jsonl"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
      .flatMap { file in
        let text = try String(contentsOf: file, encoding: .utf8)
        guard file.pathExtension == "jsonl" else { return [Self.titled(text)] }
        return text.split(separator: "\n").map { Self.titled(String($0)) }
      }
    index = try TemporaryIndex(texts)
    reader = index.reader
    oracle = Oracle(documents: texts.map { [Array($0.title.utf8), Array($0.body.utf8)] })
  }

  /// The first line is the title.
  private static func titled(_ text: String) -> (title: String, body: String) {
    let line = text.prefix { !$0.isNewline }
    return (String(line), String(text.dropFirst(line.count)))
  }

  /// One to eight characters in a row.
  func cut(_ random: inout SplitMix64) -> String {
    guard let text = texts.randomElement(using: &random) else { return "" }
    let characters = Array(Bool.random(using: &random) ? text.body : text.title)
    guard !characters.isEmpty else { return "" }
    let start = Int.random(in: 0..<characters.count, using: &random)
    let count = Int.random(in: 1...8, using: &random)
    return String(characters[start..<min(start + count, characters.count)])
  }

  /// Expects index and oracle to give the same documents; a query without anything to find gives none.
  func expectEqual(_ text: String, _ comment: String) throws -> Int {
    let query = Query(Array(text.utf8), options: reader.options)
    let expected = oracle.documents(matching: query)
    let ids = try query.compileStrict().map { try reader.ids(match: $0.match) } ?? []
    let found = Set(try ids.compactMap { try reader.document(id: $0).flatMap { Int($0.locator) } })
    let missing = expected.subtracting(found).sorted().prefix(3)
    let extra = found.subtracting(expected).sorted().prefix(3)
    #expect(
      found == expected, "\(comment): \(text.debugDescription), missing \(missing), extra \(extra)")
    return expected.count
  }
}

@Test(arguments: [1, 2] as [UInt64])
func `index and oracle agree on stretches of the corpus`(seed: UInt64) throws {
  let corpus = try Corpus()
  var random = SplitMix64(seed: seed)
  var found = 0
  for number in 0..<1_000 {
    found += try corpus.expectEqual(corpus.cut(&random), "seed \(seed), query \(number)")
  }
  #expect(found > 500)
}

@Test(arguments: [1, 2] as [UInt64])
func `index and oracle agree on queries with operators`(seed: UInt64) throws {
  let corpus = try Corpus()
  var random = SplitMix64(seed: seed)
  for number in 0..<500 {
    let pieces = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      let cut = corpus.cut(&random)
      let shaped = ["", "\"", "-", "*", ""].randomElement(using: &random) ?? ""
      return switch shaped {
      case "\"": "\"\(cut)\""
      case "*": cut + "*"
      default: shaped + cut
      }
    }
    let joiner = [" ", " ", " OR ", ""].randomElement(using: &random) ?? ""
    _ = try corpus.expectEqual(pieces.joined(separator: joiner), "seed \(seed), query \(number)")
  }
}
