import SouAnalysis
import SouIndex
import SouQuery
import SouTestSupport
import Testing

/// What a compiled query finds, by the book: every stored text is read, every document scored.
final class NaiveSearch {
  private let ids: [Int64]
  private let documents: [StoredDocument]
  private let options: TokenizerOptions
  private let ranking: NaiveRanking
  private static let fields = ["title", "body"].map { Array($0.utf8) }

  init(_ reader: IndexReader) throws {
    var documents: [StoredDocument] = []
    try reader.forEachDocument { documents.append($0) }
    self.documents = documents
    ids = documents.map(\.id)
    options = reader.options
    ranking = NaiveRanking(documents.map { [$0.title, $0.body] })
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

  private func rows(_ expression: QueryExpression) -> Set<Int> {
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
    case .near(let group):
      return group.alternatives.reduce(into: []) { found, phrases in
        let positions = phrases.map { ranking.positions(of: $0.form.phrase) }
        for row in documents.indices where !found.contains(row) {
          for field in Self.fields.indices
          where group.field ?? Self.fields[field] == Self.fields[field] {
            let places = zip(phrases, positions).map { phrase, positions in
              positions[row][field].map { $0..<($0 + phrase.extent) }
            }
            if areNear(chosen: [], from: places[...], within: group.distance) { found.insert(row) }
          }
        }
      }
    case .filter(let filter):
      return Set(documents.indices.filter { passes(filter, documents[$0]) })
    case .all(let children, let excluded):
      let found = children.dropFirst().reduce(children.first.map(rows) ?? []) {
        $0.intersection(rows($1))
      }
      return excluded.reduce(found) { $0.subtracting(rows($1)) }
    case .any(let children):
      return children.reduce(into: []) { $0.formUnion(rows($1)) }
    }
  }

  /// Tries every choice of places.
  private func areNear(
    chosen: [Range<Int>], from rest: ArraySlice<[Range<Int>]>, within distance: Int
  ) -> Bool {
    guard let next = rest.first else {
      let last = chosen.map(\.lowerBound).max() ?? 0
      return chosen.allSatisfy { last - $0.upperBound <= distance }
    }
    return next.contains {
      areNear(chosen: chosen + [$0], from: rest.dropFirst(), within: distance)
    }
  }

  private func passes(_ filter: QueryFilter, _ document: StoredDocument) -> Bool {
    filter.columns.contains { column in
      let text =
        switch column {
        case .title: document.title
        case .body: document.body
        case .source: document.source
        case .date: document.date
        case .language: document.language
        }
      return filter.accepts(Array(text.utf8), options: options)
    }
  }
}
