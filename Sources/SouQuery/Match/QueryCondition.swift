/// What a document's row must meet.
public indirect enum QueryCondition: Sendable {
  /// The filter passes.
  case filter(QueryFilter)
  /// A MATCH expression finds the document.
  case match([UInt8])
  /// Every one.
  case all([QueryCondition])
  /// One at least.
  case any([QueryCondition])
  /// The other one is not met.
  case not(QueryCondition)
}

extension QueryExpression {
  private var hasFilter: Bool {
    switch self {
    case .phrase, .near: false
    case .filter: true
    case .any(let children): children.contains { $0.hasFilter }
    case .all(let children, let excluded): (children + excluded).contains { $0.hasFilter }
    }
  }

  /// What MATCH can ask for that every document found meets; nil if there is nothing of that kind.
  var matchable: QueryExpression? {
    guard hasFilter else { return self }
    let needed: QueryExpression
    switch self {
    case .phrase, .near, .filter:
      return nil
    case .any(let children):
      let parts = children.compactMap { $0.matchable }
      guard parts.count == children.count else { return nil }
      needed = .any(parts)
    case .all(let children, let excluded):
      let parts = children.compactMap { $0.matchable }
      guard !parts.isEmpty else { return nil }
      needed = .all(parts, except: excluded.filter { !$0.hasFilter })
    }
    return needed.simplified
  }

  /// True if each of the leaves is scored in it.
  func holdsAll(_ leaves: [QueryLeaf]) -> Bool {
    leaves.indices.allSatisfy { holds(number: $0) }
  }

  private func holds(number: Int) -> Bool {
    switch self {
    case .phrase(_, let own): own == number
    case .near, .filter: false
    case .any(let children), .all(let children, _): children.contains { $0.holds(number: number) }
    }
  }

  /// What a row must meet; beside MATCH, which asks for `matchable`, only what that leaves open.
  func condition(besideMatch: Bool) -> QueryCondition? {
    guard hasFilter else { return besideMatch ? nil : condition }
    guard besideMatch, case .all(let children, let excluded) = self else { return condition }
    let conditions =
      children.filter { $0.hasFilter }.map { $0.condition }
      + excluded.filter { $0.hasFilter }.map { .not($0.condition) }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  /// The parts without filters stay together, each part with one stands alone.
  private var condition: QueryCondition {
    guard hasFilter else {
      var writer = MatchWriter()
      writer.write(self, isScored: false)
      return .match(writer.match)
    }
    switch self {
    case .phrase, .near:
      return .all([])
    case .filter(let filter):
      return .filter(filter)
    case .any(let children):
      let plain = children.filter { !$0.hasFilter }
      let others = children.filter { $0.hasFilter }.map { $0.condition }
      return .any(
        plain.isEmpty ? others : [QueryExpression.any(plain).simplified.condition] + others)
    case .all(let children, let excluded):
      let plain = children.filter { !$0.hasFilter }
      var conditions = children.filter { $0.hasFilter }.map { $0.condition }
      if plain.isEmpty {
        conditions += excluded.map { .not($0.condition) }
      } else {
        conditions += excluded.filter { $0.hasFilter }.map { .not($0.condition) }
        let rest = QueryExpression.all(plain, except: excluded.filter { !$0.hasFilter })
        conditions.insert(rest.simplified.condition, at: 0)
      }
      return .all(conditions)
    }
  }
}
