import Foundation
import SouIndex
import SouQuery
import SouTestSupport
import Testing

/// Documents in an index, asked beside the oracle.
struct Collection {
  typealias Text = (title: String, body: String)

  let texts: [Text]
  private let index: TemporaryIndex

  init(_ texts: [Text]) throws {
    self.texts = texts
    index = try TemporaryIndex(texts)
  }

  /// The first line is the title.
  static func titled(_ text: String) -> Text {
    let line = text.prefix { !$0.isNewline }
    return (String(line), String(text.dropFirst(line.count)))
  }

  /// Up to `most` characters in a row.
  func cut(upTo most: Int, _ random: inout SplitMix64) -> String {
    texts.cut(upTo: most, &random)
  }

  /// The documents that the index has for a query.
  func ids(matching query: String, completesLastWord: Bool) throws -> Set<Int64> {
    let query = Query(
      Array(query.utf8), options: index.reader.options, completesLastWord: completesLastWord)
    return Set(try query.compileStrict().map { try index.reader.ids(match: $0.match) } ?? [])
  }

  /// Expects index and oracle to give the same documents for each query; one without anything to find
  /// gives none.
  ///
  /// - Returns: How many queries find something.
  func expectAgreement(
    on queries: [String], completesLastWord: Bool = false, _ comment: String
  ) throws -> Int {
    let reader = index.reader
    var numbers: [Int64: Int] = [:]
    try reader.forEachDocument { numbers[$0.id] = Int($0.locator) }
    let parsed = queries.map {
      Query(Array($0.utf8), options: reader.options, completesLastWord: completesLastWord)
    }
    let oracle = Oracle(
      queries: parsed,
      documents: texts.lazy.map { [Array($0.title.utf8), Array($0.body.utf8)] },
      options: reader.options)
    var answered = 0
    for (number, query) in parsed.enumerated() {
      let expected = oracle.documents(matching: number)
      let ids = try query.compileStrict().map { try reader.ids(match: $0.match) } ?? []
      let found = Set(ids.compactMap { numbers[$0] })
      answered += expected.isEmpty ? 0 : 1
      guard found != expected else { continue }
      let missing = expected.subtracting(found).sorted().prefix(3)
      let extra = found.subtracting(expected).sorted().prefix(3)
      Issue.record(
        """
        \(comment), query \(number): \(queries[number].debugDescription), \
        missing \(missing), extra \(extra)
        """)
    }
    return answered
  }
}
