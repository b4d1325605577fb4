import SouIndex
import SouQuery
import SouTestSupport
import Testing

/// What a compiled query finds, by the book: every stored text is read, every document scored.
final class NaiveSearch {
  private let ids: [Int64]
  private let ranking: NaiveRanking
  private static let fields = ["title", "body"].map { Array($0.utf8) }

  init(_ reader: IndexReader) throws {
    var ids: [Int64] = []
    var texts: [[String]] = []
    try reader.forEachDocument {
      ids.append($0.id)
      texts.append([$0.title, $0.body])
    }
    self.ids = ids
    ranking = NaiveRanking(texts)
  }

  /// The ids of all documents found, with their scores.
  func scores(_ query: CompiledQuery, fieldWeights: [Double]) -> [Int64: Double] {
    let scores = ranking.scores(
      query.leaves.map { leaf in leaf.forms.map { (phrase: $0.phrase, weight: $0.weight) } },
      inFields: query.leaves.map { leaf in leaf.field.flatMap { Self.fields.firstIndex(of: $0) } },
      fieldWeights: fieldWeights)
    return Dictionary(
      uniqueKeysWithValues: rows(query.expression).map { (ids[$0], scores[$0]) })
  }

  private func rows(_ expression: MatchExpression) -> Set<Int> {
    switch expression {
    case .phrase(let leaf, _):
      let field = leaf.field.flatMap { Self.fields.firstIndex(of: $0) }
      return leaf.forms.reduce(into: []) { found, form in
        for (row, counts) in ranking.counts(of: form.phrase).enumerated() {
          if field.map({ counts[$0] > 0 }) ?? counts.contains(where: { $0 > 0 }) {
            found.insert(row)
          }
        }
      }
    case .all(let children, let excluded):
      let found = children.dropFirst().reduce(children.first.map(rows) ?? []) {
        $0.intersection(rows($1))
      }
      return excluded.reduce(found) { $0.subtracting(rows($1)) }
    case .any(let children):
      return children.reduce(into: []) { $0.formUnion(rows($1)) }
    }
  }
}
