internal import SouAnalysis

/// One term of a query, for a search that asks for any of them.
public struct QueryTerm: Equatable, Sendable {
  /// The term searched alone: one literal form, whose weight is the term's. An exact leaf stays
  /// whole.
  public var leaf: QueryLeaf

  /// The folded term, UTF-8.
  public var term: [UInt8] { leaf.forms.first?.phrase.terms.first ?? [] }
  /// What an occurrence is worth.
  public var weight: Double { leaf.forms.first?.weight ?? 0 }
}

extension Query {
  /// Tokens that are looked at for `terms`.
  private static var tokenLimit: Int { 2048 }
  /// Bigrams of hiragana alone, and those that end a Hangul run, are mostly particles (DESIGN,
  /// section 5, "Ranking").
  private static var particleWeight: Double { 0.5 }

  /// The distinct terms of all that is not excluded, as typed, in order; single characters of runs
  /// only if there is nothing else.
  public var terms: [QueryTerm] {
    var builder = FormBuilder(options: options)
    var terms: [QueryTerm] = []
    var singles: [QueryTerm] = []
    var rest = Self.tokenLimit
    for leaf in root?.positiveLeaves ?? [] {
      if leaf.isExact {
        terms.appendIfNew(QueryTerm(leaf: leaf))
        continue
      }
      let tokens = builder.queryTokens(of: leaf.text)
      for (index, token) in tokens.prefix(rest).enumerated() {
        let isSingle = isSingleOfRun(token.term)
        let isPrefix =
          isSingle
          ? builder.isPrefixAlone(token.term) : leaf.isPrefix && index == tokens.count - 1
        let next = index + 1 < tokens.count ? tokens[index + 1] : nil
        let term = builder.term(
          token, of: leaf, isPrefix: isPrefix,
          weight: token.isParticle(before: next) ? Self.particleWeight : 1)
        if isSingle {
          singles.appendIfNew(term)
        } else {
          terms.appendIfNew(term)
        }
      }
      rest = max(0, rest - tokens.count)
    }
    return terms.isEmpty ? singles : terms
  }
}

extension Token {
  fileprivate func isParticle(before next: Token?) -> Bool {
    guard !isSingleOfRun(term) else { return false }
    switch kind {
    case .cjk:
      return isHiraganaAlone
    case .hangul:
      // In a run each bigram but the last shares a syllable with another.
      guard let next, next.start < end else { return true }
      return isSingleOfRun(next.term)
    case .sea, .word, .number, .date, .emoji:
      return false
    }
  }

  private var isHiraganaAlone: Bool {
    var offset = 0
    while offset < term.count {
      guard (0x3041...0x309F).contains(nextScalar(in: term, at: &offset)) else { return false }
    }
    return true
  }
}

extension FormBuilder {
  /// A token's own text, or its term verbatim if the text says something else without its
  /// neighbours.
  mutating func text(of token: Token, in text: [UInt8]) -> [UInt8] {
    let own = Array(text[token.start..<token.end])
    let alone = queryTokens(of: own)
    return alone.count == 1 && alone[0].term == token.term ? own : [0x01] + token.term
  }

  fileprivate mutating func term(
    _ token: Token, of leaf: QueryLeaf, isPrefix: Bool, weight: Double
  ) -> QueryTerm {
    let text = text(of: token, in: leaf.text)
    var form = PhraseForm(
      text: text, phrase: Phrase(terms: [token.term], lastIsPrefix: isPrefix), kind: .literal)
    form.weight = weight
    return QueryTerm(
      leaf: QueryLeaf(
        text: text, range: leaf.range, field: leaf.field, isPrefix: isPrefix, isQuoted: true,
        forms: [form]))
  }
}

extension [QueryTerm] {
  fileprivate mutating func appendIfNew(_ term: QueryTerm) {
    let phrase = term.leaf.forms.first?.phrase
    let isKnown = contains {
      $0.leaf.forms.first?.phrase == phrase && $0.leaf.field == term.leaf.field
        && $0.leaf.isExact == term.leaf.isExact
    }
    if !isKnown { append(term) }
  }
}
