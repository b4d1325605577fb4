import SouAnalysis
import SouQuery
import SouSnippet

/// Where a query's leaves stand in a field's text: those that are asked of the field, and of exact
/// ones the places that are as typed.
struct LeafPlaces: ~Copyable {
  private var matcher: PhraseMatcher
  private let leaves: [QueryLeaf]
  private let options: TokenizerOptions

  init(
    _ phrases: [(phrase: Phrase, leaf: Int, weight: Double)], _ leaves: [QueryLeaf],
    in field: FieldMatch.Field, options: TokenizerOptions
  ) {
    let name = Array(field.rawValue.utf8)
    matcher = PhraseMatcher(
      phrases: phrases.filter { leaves[$0.leaf].field.map { $0 == name } ?? true },
      options: options)
    self.leaves = leaves
    self.options = options
  }

  /// The places, ordered by start and end.
  mutating func matches(in text: [UInt8]) -> [PhraseMatch] {
    matcher.matches(in: text).filter { match in
      let leaf = leaves[match.leaf]
      return !leaf.isExact
        || QueryFilter.literal(leaf).accepts(Array(text[match.start..<match.end]), options: options)
    }
  }
}
