/// What a query asks for, as an evaluator takes it: words by their forms, neighbours joined.
///
/// The MATCH expression is written from it, and it can be answered from postings alone but for its
/// filters.
public indirect enum QueryExpression: Sendable {
  /// A form of the leaf at least; `number` is its place among `CompiledQuery.leaves`, or -1 if it is
  /// not scored.
  case phrase(QueryLeaf, number: Int)
  /// Words near each other. They are scored as the leaves that they are.
  case near(NearGroup)
  /// A test of the document's row.
  case filter(QueryFilter)
  /// Every one of the first, none of the others; at least one stands first.
  case all([QueryExpression], except: [QueryExpression])
  /// One at least.
  case any([QueryExpression])

  /// Without lists of one, lists in lists, and leaves that a list has twice.
  var simplified: QueryExpression {
    switch self {
    case .phrase, .near, .filter:
      return self
    case .all(let children, var excluded):
      var flat: [QueryExpression] = []
      for child in children {
        if case .all(let children, let others) = child {
          flat += children
          excluded += others
        } else {
          flat.append(child)
        }
      }
      flat = flat.withoutRepeatedLeaves
      return flat.count == 1 && excluded.isEmpty ? flat[0] : .all(flat, except: excluded)
    case .any(let children):
      let flat = children.flatMap { child in
        if case .any(let children) = child { children } else { [child] }
      }.withoutRepeatedLeaves
      return flat.count == 1 ? flat[0] : .any(flat)
    }
  }

  /// True if FTS5 reports every phrase of the expression that a row holds: a phrase, a list of
  /// alternatives, or an AND of phrases. Under NOT, within NEAR, and in an OR within an AND or the
  /// reverse, it does not.
  var reportsAllPhrases: Bool {
    switch self {
    case .phrase: true
    case .near, .filter: false
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
    case .phrase, .filter:
      return 4
    case .near:
      return 12
    case .any(let children):
      return Self.stackNeed(ofList: children)
    case .all(let children, let excluded):
      let need = Self.stackNeed(ofList: children)
      return excluded.isEmpty ? need : max(need, Self.stackNeed(ofList: excluded) + 3)
    }
  }

  private static func stackNeed(ofList children: [QueryExpression]) -> Int {
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

extension [QueryExpression] {
  fileprivate var withoutRepeatedLeaves: [QueryExpression] {
    var result: [QueryExpression] = []
    for child in self {
      if let leaf = child.scoredLeaf, result.contains(where: { $0.scoredLeaf == leaf }) { continue }
      result.append(child)
    }
    return result
  }

  /// The child whose bracket would nest deepest, and then the others in their order.
  var neediestFirst: [QueryExpression] {
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

extension QueryExpression {
  fileprivate var scoredLeaf: Int? {
    if case .phrase(_, let number) = self, number >= 0 { number } else { nil }
  }
}
