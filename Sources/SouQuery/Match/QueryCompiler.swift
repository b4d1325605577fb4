internal import SouAnalysis

/// Turns a tree into a MATCH expression.
struct QueryCompiler: ~Copyable {
  /// Pairs of neighbouring words of one AND that are also tried joined.
  static let pairLimit = PhraseForm.limit - 1

  private var builder: FormBuilder
  private var leaves: [QueryLeaf] = []

  init(options: TokenizerOptions) {
    builder = FormBuilder(options: options)
  }

  mutating func expression(of node: QueryNode, isScored: Bool) -> QueryExpression {
    switch node {
    case .leaf(let leaf):
      return expression(of: leaf, isScored: isScored)
    case .near(let leaves, let distance):
      for leaf in leaves { _ = phrase(of: leaf, isScored: isScored) }
      return .near(NearGroup(leaves, distance: distance, &builder))
    case .filter(let filter, _):
      return .filter(filter)
    case .or(let children):
      return .any(children.map { expression(of: $0, isScored: isScored) }).simplified
    case .and(let children):
      return conjunction(of: children, isScored: isScored)
    case .not(let child, _):
      // The children of AND are taken apart before; a `not` anywhere else has nothing to exclude from.
      return expression(of: child, isScored: false)
    }
  }

  /// An exact leaf must also stand the comparison with the text.
  mutating func expression(of leaf: QueryLeaf, isScored: Bool) -> QueryExpression {
    let phrase = phrase(of: leaf, isScored: isScored)
    return leaf.isExact ? .all([phrase, .filter(.literal(leaf))], except: []) : phrase
  }

  private mutating func phrase(of leaf: QueryLeaf, isScored: Bool) -> QueryExpression {
    guard isScored else { return .phrase(leaf, number: -1) }
    let known = leaves.firstIndex { $0.asksForTheSame(as: leaf) }
    if known == nil { leaves.append(leaf) }
    return .phrase(leaf, number: known ?? leaves.count - 1)
  }

  /// An AND, in which each pair of neighbouring words may also stand joined, one pair at a time:
  /// `Deep Seek` is (deep AND seek) OR deepseek.
  private mutating func conjunction(of children: [QueryNode], isScored: Bool) -> QueryExpression {
    let pairs = joinedNeighbours(in: children)
    var common: [QueryExpression] = []
    var excluded: [QueryExpression] = []
    var words: [(index: Int, expression: QueryExpression)] = []
    for (index, child) in children.enumerated() {
      if case .not(let child, _) = child {
        excluded.append(expression(of: child, isScored: false))
        continue
      }
      let expression = expression(of: child, isScored: isScored)
      if pairs.contains(where: { $0.first == index || $0.first + 1 == index }) {
        words.append((index, expression))
      } else {
        common.append(expression)
      }
    }
    if !pairs.isEmpty {
      var alternatives = [QueryExpression.all(words.map { $0.expression }, except: []).simplified]
      for pair in pairs {
        let others = words.filter { $0.index != pair.first && $0.index != pair.first + 1 }
        alternatives.append(
          .all(
            others.map { $0.expression } + [phrase(of: pair.joined, isScored: isScored)], except: []
          ).simplified)
      }
      common.append(QueryExpression.any(alternatives).simplified)
    }
    return .all(common, except: excluded).simplified
  }

  /// Each two neighbours that are unquoted words of one letter part, without suffix; the second may
  /// be a prefix, and then so is the joined word.
  private mutating func joinedNeighbours(
    in children: [QueryNode]
  ) -> [(first: Int, joined: QueryLeaf)] {
    var pairs: [(first: Int, joined: QueryLeaf)] = []
    for index in children.indices.dropFirst() {
      guard pairs.count < Self.pairLimit, let left = children[index - 1].plainWord,
        let right = children[index].plainWord, !left.isPrefix, left.field == right.field,
        let form = builder.form(left.term + right.term, .joined, isPrefix: right.isPrefix)
      else { continue }
      let range = children[index - 1].range.lowerBound..<children[index].range.upperBound
      pairs.append(
        (
          index - 1,
          QueryLeaf(
            text: form.text, range: range, field: left.field, isPrefix: right.isPrefix,
            isQuoted: false, forms: [form])
        ))
    }
    return pairs
  }

  /// Where FTS5 would not report every phrase, the expression stands unscored before a list of all
  /// that is scored: `(tree) AND (p1 OR p2 OR …)`.
  func compile(_ expression: QueryExpression) -> CompiledQuery {
    var writer = MatchWriter()
    let matchable = expression.matchable
    if let matchable, matchable.reportsAllPhrases, matchable.holdsAll(leaves) {
      writer.write(matchable, isScored: true)
    } else {
      if let matchable { writer.write(matchable, inside: .and, isScored: false) }
      if !leaves.isEmpty { writer.writeEvidence(leaves) }
    }
    return CompiledQuery(
      expression: expression, match: writer.match, requiresMatch: matchable != nil,
      plan: writer.plan, leaves: leaves)
  }
}

extension QueryNode {
  /// The term of an unquoted word that is one letter part, without suffix.
  fileprivate var plainWord: (term: [UInt8], isPrefix: Bool, field: [UInt8]?)? {
    guard case .leaf(let leaf) = self, !leaf.isQuoted, !leaf.isExact,
      let terms = leaf.forms.first?.phrase.terms, terms.count == 1, let last = terms[0].last,
      TokenKind(term: terms[0], colocated: false) == .word, last != 0x2B, last != 0x23  // + #
    else { return nil }
    return (terms[0], leaf.isPrefix, leaf.field)
  }
}

extension QueryLeaf {
  fileprivate func asksForTheSame(as other: QueryLeaf) -> Bool {
    guard field == other.field, forms.count == other.forms.count else { return false }
    return forms.indices.allSatisfy { forms[$0].phrase == other.forms[$0].phrase }
  }
}
