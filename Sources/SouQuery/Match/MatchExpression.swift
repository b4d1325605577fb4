/// A MATCH expression before it is text: which documents are found.
public indirect enum MatchExpression: Sendable {
  /// The forms of a leaf; its number is -1 if it is not scored.
  case phrase(QueryLeaf, number: Int)
  /// Every one of the first, none of the others; at least one stands first.
  case all([MatchExpression], except: [MatchExpression])
  /// One at least.
  case any([MatchExpression])

  /// Without lists of one, lists in lists, and leaves that a list has twice.
  var simplified: MatchExpression {
    switch self {
    case .phrase:
      return self
    case .all(let children, let excluded):
      let children = children.withoutRepeatedLeaves
      return children.count == 1 && excluded.isEmpty
        ? children[0] : .all(children, except: excluded)
    case .any(let children):
      let flat = children.flatMap { child in
        if case .any(let children) = child { children } else { [child] }
      }.withoutRepeatedLeaves
      return flat.count == 1 ? flat[0] : .any(flat)
    }
  }

  /// True if FTS5 reports every phrase of the expression that a row holds: a phrase, a list of
  /// alternatives, or an AND of phrases. Under NOT, and in an OR within an AND or the reverse, it
  /// does not.
  var reportsAllPhrases: Bool {
    switch self {
    case .phrase: true
    case .any(let children): children.allSatisfy { $0.formCount > 0 }
    case .all(let children, let excluded):
      excluded.isEmpty && children.allSatisfy { $0.formCount == 1 }
    }
  }

  /// The forms of a phrase; 0 for anything else.
  private var formCount: Int {
    if case .phrase(let leaf, _) = self { leaf.forms.count } else { 0 }
  }

  /// Not less than what FTS5's parser, whose stack has 100 places, needs for the expression.
  ///
  /// A bracket at the front of a list takes one place, one further back three (`"a" AND (`): so the
  /// neediest child is written first.
  var stackNeed: Int {
    switch self {
    case .phrase:
      return 4
    case .any(let children):
      return Self.stackNeed(ofList: children)
    case .all(let children, let excluded):
      let need = Self.stackNeed(ofList: children)
      return excluded.isEmpty ? need : max(need, Self.stackNeed(ofList: excluded) + 3)
    }
  }

  private static func stackNeed(ofList children: [MatchExpression]) -> Int {
    var first = 0
    var second = 0
    for child in children {
      let need = child.stackNeed
      if need > first {
        second = first
        first = need
      } else {
        second = max(second, need)
      }
    }
    return max(first + 1, second + 3)
  }
}

extension [MatchExpression] {
  fileprivate var withoutRepeatedLeaves: [MatchExpression] {
    var result: [MatchExpression] = []
    for child in self {
      if let leaf = child.scoredLeaf, result.contains(where: { $0.scoredLeaf == leaf }) { continue }
      result.append(child)
    }
    return result
  }

  /// The child whose bracket would nest deepest, and then the others in their order.
  var neediestFirst: [MatchExpression] {
    var best = 0
    var bestNeed = 0
    for (index, child) in enumerated() {
      let need = child.stackNeed
      if need > bestNeed {
        best = index
        bestNeed = need
      }
    }
    guard best > 0 else { return self }
    return [self[best]] + self[..<best] + self[(best + 1)...]
  }
}

extension MatchExpression {
  fileprivate var scoredLeaf: Int? {
    if case .phrase(_, let number) = self, number >= 0 { number } else { nil }
  }
}
