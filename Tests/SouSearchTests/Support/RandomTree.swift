import SouTestSupport

/// A query of up to three levels of groups, with OR, AND, exclusions, phrases, prefixes, exact
/// forms, NEAR, fields and filters.
///
/// Its words are most often those of one document, so that something is found.
func randomTree(
  of collection: [Collection.Text], depth: Int = 2, _ random: inout SplitMix64
) -> String {
  let isOfOne = Int.random(in: 0..<4, using: &random) > 0
  let collection = isOfOne ? [collection.randomElement(using: &random) ?? ("", "")] : collection
  let count = [1, 1, 2, 2, 3, 4].randomElement(using: &random) ?? 1
  let joiner = [" ", " ", " OR ", " AND "].randomElement(using: &random) ?? " "
  return (0..<count).map { _ in
    let sign = Int.random(in: 0..<6, using: &random) == 0 ? "-" : ""
    let field =
      Int.random(in: 0..<20, using: &random) == 0
      ? ["title:", "body:"].randomElement(using: &random) ?? "" : ""
    if depth > 0, Int.random(in: 0..<4, using: &random) == 0 {
      return sign + field + "(" + randomTree(of: collection, depth: depth - 1, &random) + ")"
    }
    return sign + field + leaf(of: collection, &random)
  }.joined(separator: joiner)
}

/// A cut of a document, of one character most often, as a word, a phrase or a prefix.
private func leaf(of collection: [Collection.Text], _ random: inout SplitMix64) -> String {
  let most = [1, 2, 2, 2, 3, 4, 6, 12].randomElement(using: &random) ?? 2
  var piece = collection.cut(upTo: most, &random)
  // What stands in two documents most likely stands in none when put together.
  if Int.random(in: 0..<12, using: &random) == 0 { piece += collection.cut(upTo: 2, &random) }
  if Int.random(in: 0..<6, using: &random) == 0 { piece = respelled(piece, &random) }
  switch Int.random(in: 0..<24, using: &random) {
  case 0..<4: return "\"\(piece)\""
  case 4..<8: return piece + "*"
  case 8, 9:
    let number = Int.random(in: 0...12, using: &random)
    return "\(piece) NEAR/\(number) \(collection.cut(upTo: 3, &random))"
  case 10: return "=" + piece
  case 11:
    let filters = [
      "since:2024-12-15", "until:2024", "source:巨亨网", "source:new*", "lang:zh", "since:2025",
      "lang:ja",
      "=\(piece)*",
    ]
    return filters.randomElement(using: &random) ?? ""
  default: return piece
  }
}

extension [Collection.Text] {
  /// Up to `most` characters in a row of a title or a body.
  func cut(upTo most: Int, _ random: inout SplitMix64) -> String {
    guard let text = randomElement(using: &random) else { return "" }
    let characters = Array<Character>(
      Bool.random(using: &random) || text.title.isEmpty ? text.body : text.title)
    guard !characters.isEmpty else { return "" }
    let start = Int.random(in: 0..<characters.count, using: &random)
    let count = Int.random(in: 1...most, using: &random)
    return String(characters[start..<Swift.min(start + count, characters.count)])
  }
}
