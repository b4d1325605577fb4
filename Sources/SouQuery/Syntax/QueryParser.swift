/// Lexemes to a tree: OR binds less than AND, which a blank is too.
///
/// A group is handed up as the children of an AND, so that groups within an AND, and negatives that
/// stand alone in a group, become part of the AND around them.
struct QueryParser: ~Copyable {
  private let text: [UInt8]
  private let lexemes: [Lexeme]
  private var index = 0
  private(set) var notes: [QueryNote]
  private var builder: FormBuilder
  /// The field of the group or leaf that is read.
  private var field: [UInt8]?
  /// The filter whose value is read, and where its name and colon stand.
  private var filter: (name: FilterName, range: Range<Int>)?

  init(scanner: QueryScanner, builder: consuming FormBuilder) {
    text = scanner.text
    self.builder = builder
    lexemes = scanner.lexemes
    notes = scanner.notes
  }

  mutating func parse() -> QueryNode? {
    let elements = parseGroup()
    if elements.hasPositive { return conjunction(elements) }
    if !elements.isEmpty || notes.contains(where: { $0.kind == .negativeBranch }) {
      note(.onlyNegatives, 0..<text.count)
    } else if notes.isEmpty {
      note(.emptyQuery, 0..<text.count)
    }
    return nil
  }

  /// Reads to the end of a group, its closing bracket included.
  private mutating func parseGroup() -> [QueryNode] {
    var branches: [[QueryNode]] = [[]]
    var hasLeft = false
    while index < lexemes.count {
      let lexeme = lexemes[index]
      if lexeme.kind == .close {
        index += 1
        break
      }
      if lexeme.kind == .or || lexeme.kind == .and, hasLeft, hasRight {
        if lexeme.kind == .or { branches.append([]) }
        index += 1
        hasLeft = false
      } else {
        branches[branches.count - 1] += parseElement()
        hasLeft = true
      }
    }
    return join(branches)
  }

  private var hasRight: Bool {
    index + 1 < lexemes.count && lexemes[index + 1].kind != .close
  }

  private mutating func parseElement() -> [QueryNode] {
    let lexeme = lexemes[index]
    index += 1
    switch lexeme.kind {
    case .minus:
      guard index < lexemes.count, lexemes[index].kind != .close else { return [] }
      return negate(parseElement(), from: lexeme.range.lowerBound)
    case .field(let name):
      guard index < lexemes.count, lexemes[index].kind != .close else { return [] }
      let outer = (field, filter)
      defer { (field, filter) = outer }
      (field, filter) = (name, nil)
      return parseElement()
    case .filter(let name):
      guard index < lexemes.count, lexemes[index].kind != .close else { return [] }
      let outer = filter
      defer { filter = outer }
      filter = (name, lexeme.range)
      return parseElement()
    case .exact:
      // The scanner has put a word or a phrase behind it.
      guard index < lexemes.count else { return [] }
      index += 1
      return element(lexemes[index - 1], isExact: true)
    case .open:
      return parseGroup()
    case .or, .and:
      note(.operatorAsText, lexeme.range)
      return element(lexeme)
    case .near:
      note(.nearAsText, lexeme.range)
      return element(lexeme)
    case .word, .phrase:
      return filter == nil ? parseNear(lexeme) : element(lexeme)
    case .close:
      return []
    }
  }

  /// A word or a phrase and what stands near it. Another number begins another group, with the last
  /// word: `a NEAR/2 b NEAR/9 c` is `a NEAR/2 b` and `b NEAR/9 c`.
  private mutating func parseNear(_ first: Lexeme) -> [QueryNode] {
    var leaves = leaf(first).map { [$0] } ?? []
    guard canBeNear(first) else { return leaves.map { .leaf($0) } }
    var groups: [QueryNode] = []
    var distance = 0
    while let next = passNear() {
      if next.distance != distance, leaves.count > 1 {
        groups.append(.near(leaves, distance: distance))
        leaves.removeSubrange(..<(leaves.count - 1))
      }
      distance = next.distance
      if let leaf = leaf(next.operand) { leaves.append(leaf) }
    }
    if leaves.count > 1 {
      groups.append(.near(leaves, distance: distance))
    } else if groups.isEmpty, let leaf = leaves.first {
      groups.append(.leaf(leaf))
    }
    return groups
  }

  /// Moves over `NEAR` and a word or a phrase of the same field, if both stand here.
  private mutating func passNear() -> (distance: Int, operand: Lexeme)? {
    guard index < lexemes.count, case .near(let distance) = lexemes[index].kind else { return nil }
    var next = index + 1
    var asked = field
    while next < lexemes.count, case .field(let name) = lexemes[next].kind {
      asked = name
      next += 1
    }
    guard next < lexemes.count, canBeNear(lexemes[next]), asked == field else { return nil }
    index = next + 1
    return (distance, lexemes[next])
  }

  /// False for a word that reads as an operator, as it stands behind a phrase: `"a"OR`.
  private func canBeNear(_ lexeme: Lexeme) -> Bool {
    switch lexeme.kind {
    case .phrase: true
    case .word: lexeme.isPrefix || !Array(text[lexeme.content]).isOperator
    default: false
    }
  }

  /// A word or a phrase as a leaf, or as the value of the filter that it stands behind; where that
  /// does not understand it, it is text, with the filter's name if nothing stands between.
  private mutating func element(_ lexeme: Lexeme, isExact: Bool = false) -> [QueryNode] {
    guard let filter else { return leaf(lexeme, isExact: isExact).map { [.leaf($0)] } ?? [] }
    // A word of dashes alone has nothing to search.
    var start = lexeme.range.lowerBound
    let isBeside =
      filter.range.upperBound == start && QuerySign(nextScalar(in: text, at: &start)) != .dash
    let range = isBeside ? filter.range.lowerBound..<lexeme.range.upperBound : lexeme.range
    let value = searchable(lexeme.content)
    let known: QueryFilter? =
      switch filter.name {
      case .since: DateSpan(value).map { .since($0) }
      case .until: DateSpan(value).map { .until($0) }
      case .language: value.languageTag.map { .language($0) }
      case .source:
        leaf(lexeme, in: nil, isExact: isExact).map { .source($0) }
      }
    if let known { return [.filter(known, range: range)] }
    if filter.name == .source { return [] }
    note(.filterAsText, range)
    var text = lexeme
    if isBeside, lexeme.kind != .phrase {
      text.range = range
      text.content = filter.range.lowerBound..<lexeme.content.upperBound
    }
    return leaf(text, isExact: isExact).map { [.leaf($0)] } ?? []
  }

  private mutating func leaf(_ lexeme: Lexeme, isExact: Bool = false) -> QueryLeaf? {
    leaf(lexeme, in: field, isExact: isExact)
  }

  private mutating func leaf(
    _ lexeme: Lexeme, in field: [UInt8]?, isExact: Bool
  ) -> QueryLeaf? {
    let content = searchable(lexeme.content)
    let forms = builder.forms(
      of: content, isPrefix: lexeme.isPrefix, limit: isExact ? 1 : PhraseForm.limit)
    guard !forms.isEmpty else {
      note(.emptyPiece, lexeme.range)
      return nil
    }
    return QueryLeaf(
      text: content, range: lexeme.range, field: field, isPrefix: lexeme.isPrefix,
      isQuoted: lexeme.kind == .phrase, isExact: isExact, forms: forms)
  }

  /// The text with U+FFFD for what is ill formed, for NUL, at which SQLite would stop, and for
  /// U+0001, which means something to the tokenizer.
  private func searchable(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let start = offset
      let scalar = nextScalar(in: text, at: &offset)
      if scalar <= 1 || scalar == 0xFFFD {
        result += [0xEF, 0xBF, 0xBD]
      } else {
        result += text[start..<offset]
      }
    }
    return result
  }

  /// The negation of an AND's children. Negated negatives are asked for: one of them at least.
  private func negate(_ elements: [QueryNode], from start: Int) -> [QueryNode] {
    guard !elements.isEmpty else { return [] }
    if elements.hasPositive {
      let node = conjunction(elements)
      return [.not(node, range: start..<max(start, node.range.upperBound))]
    }
    return disjunction(
      elements.map { element in
        if case .not(let child, _) = element { child } else { element }
      })
  }

  /// The branches of an OR as children of an AND.
  private mutating func join(_ branches: [[QueryNode]]) -> [QueryNode] {
    let branches = branches.filter { !$0.isEmpty }
    guard branches.count > 1 else { return branches.first ?? [] }
    var positives: [QueryNode] = []
    for branch in branches {
      if branch.hasPositive {
        positives.append(conjunction(branch))
      } else {
        note(.negativeBranch, QueryNode.and(branch).range)
      }
    }
    return disjunction(positives)
  }

  private func conjunction(_ elements: [QueryNode]) -> QueryNode {
    elements.count == 1 ? elements[0] : .and(elements)
  }

  private func disjunction(_ nodes: [QueryNode]) -> [QueryNode] {
    guard nodes.count == 1 else {
      let branches = nodes.flatMap { node in
        if case .or(let children) = node { children } else { [node] }
      }
      return branches.isEmpty ? [] : [.or(branches)]
    }
    if case .and(let children) = nodes[0] { return children }
    return nodes
  }

  private mutating func note(_ kind: QueryNote.Kind, _ range: Range<Int>) {
    notes.append(QueryNote(kind: kind, range: range))
  }
}

extension [QueryNode] {
  fileprivate var hasPositive: Bool { contains { !$0.isNegative } }
}
