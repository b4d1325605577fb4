internal import SouAnalysis
internal import SouUnicode

/// A stored text by its tokens, to look for phrases where there is no index.
struct TokenizedText {
  private let text: [UInt8]
  private let options: TokenizerOptions
  /// The tokens of each position.
  private var positions: [[Token]] = []

  init(_ text: [UInt8], options: TokenizerOptions) {
    self.text = text
    self.options = options
    var tokenizer = Tokenizer(options: options)
    for token in tokenizer.tokens(text) {
      if token.colocated, !positions.isEmpty {
        positions[positions.count - 1].append(token)
      } else {
        positions.append([token])
      }
    }
  }

  /// True if the text has one of the leaf's forms; of an exact leaf, as it is typed.
  func holds(_ leaf: QueryLeaf) -> Bool {
    leaf.forms.contains { form in
      let typed = leaf.isExact ? TokenizedText(leaf.text, options: options) : nil
      let wanted = typed.map { $0.bytes(of: form.phrase, at: 0) }
      return positions.indices.contains { start in
        guard let found = bytes(of: form.phrase, at: start) else { return false }
        guard let wanted else { return true }
        return wanted.map { form.phrase.lastIsPrefix ? found.starts(with: $0) : found == $0 }
          ?? false
      }
    }
  }

  /// What a phrase that begins at a position is written as, without white space.
  private func bytes(of phrase: Phrase, at start: Int) -> [UInt8]? {
    range(of: phrase, at: start).map { Array(text[$0]).withoutWhiteSpace }
  }

  /// The bytes of a phrase that begins at a position, if it does.
  private func range(of phrase: Phrase, at start: Int) -> Range<Int>? {
    guard phrase.terms.count <= positions.count - start else { return nil }
    var range: Range<Int>?
    for (index, term) in phrase.terms.enumerated() {
      let isPrefix = phrase.lastIsPrefix && index == phrase.terms.count - 1
      guard
        let token = positions[start + index].first(where: {
          isPrefix ? $0.term.starts(with: term) : $0.term == term
        })
      else { return nil }
      range = (range?.lowerBound ?? token.start)..<max(range?.upperBound ?? 0, token.end)
    }
    return range
  }
}

extension [UInt8] {
  fileprivate var withoutWhiteSpace: [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    while offset < count {
      let start = offset
      if QuerySign(nextScalar(in: self, at: &offset)) != .separator {
        result += self[start..<offset]
      }
    }
    return result
  }
}
