import SouTestSupport

/// Documents of one to five sentences of the corpus, most of them with a title.
func passages(
  count: Int, _ random: inout SplitMix64
) throws -> [Collection.Text] {
  let sentences = try corpusTexts().flatMap { text in
    (text.title + "\n" + text.body).split { "。！？!?\n".contains($0) }
      .filter { (2...120).contains($0.count) }
      .map(String.init)
  }
  return (0..<count).map { _ in
    let drawn = (0...Int.random(in: 1...5, using: &random)).map { _ in
      sentences.randomElement(using: &random) ?? ""
    }
    let title = Int.random(in: 0..<3, using: &random) == 0 ? "" : String(drawn[0].prefix(20))
    return (title, drawn.dropFirst().joined(separator: "。"))
  }
}
