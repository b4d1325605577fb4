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
      let outer = field
      defer { field = outer }
      field = name
      return parseElement()
    case .open:
      return parseGroup()
    case .or, .and:
      note(.operatorAsText, lexeme.range)
      return leaf(lexeme)
    case .word, .phrase:
      return leaf(lexeme)
    case .close:
      return []
    }
  }

  private mutating func leaf(_ lexeme: Lexeme) -> [QueryNode] {
    let content = searchable(lexeme.content)
    let forms = builder.forms(of: content, isPrefix: lexeme.isPrefix)
    guard !forms.isEmpty else {
      note(.emptyPiece, lexeme.range)
      return []
    }
    return [
      .leaf(
        QueryLeaf(
          text: content, range: lexeme.range, field: field, isPrefix: lexeme.isPrefix,
          isQuoted: lexeme.kind == .phrase, forms: forms))
    ]
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
