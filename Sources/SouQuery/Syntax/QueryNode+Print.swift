extension QueryNode {
  /// The tree as text that parses to an equal tree: plain signs, and no more brackets than needed.
  public func printed() -> [UInt8] {
    var printer = QueryPrinter()
    printer.print(self)
    return printer.text
  }
}

private struct QueryPrinter {
  var text: [UInt8] = []
  /// True if the last leaf has a `(` that would take the `)` of the group around it.
  private var endsInOpenWord = false

  mutating func print(_ node: QueryNode) {
    switch node {
    case .leaf(let leaf):
      print(leaf)
    case .not(let child, _):
      append("-")
      printOperand(child)
    case .and(let children):
      for (index, child) in children.enumerated() {
        if index > 0 { append(child.isOperatorWord ? " AND " : " ") }
        printOperand(child)
      }
    case .or(let children):
      for (index, child) in children.enumerated() {
        if index > 0 { append(" OR ") }
        print(child)
      }
    }
  }

  /// A child of AND or `-`: groups in brackets.
  private mutating func printOperand(_ node: QueryNode) {
    switch node {
    case .leaf, .not:
      print(node)
    case .and, .or:
      append("(")
      print(node)
      append(endsInOpenWord ? " )" : ")")
      endsInOpenWord = false
    }
  }

  private mutating func print(_ leaf: QueryLeaf) {
    endsInOpenWord = false
    if let field = leaf.field {
      text += field
      append(":")
    }
    if leaf.isQuoted {
      let quotes = leaf.text.missingQuotes
      append(quotes.opening)
      text += leaf.text
      append(quotes.closing)
    } else {
      text += leaf.text
      endsInOpenWord = leaf.text.hasOpenBracket
    }
    if leaf.isPrefix { append("*") }
  }

  private mutating func append(_ sign: StaticString) {
    sign.withUTF8Buffer { unsafe text.append(contentsOf: $0) }
  }
}

extension QueryNode {
  /// True for a word that between two others would be read as an operator.
  fileprivate var isOperatorWord: Bool {
    guard case .leaf(let leaf) = self else { return false }
    return !leaf.isQuoted && !leaf.isPrefix && (leaf.text.isOr || leaf.text.isAnd)
  }
}

extension [UInt8] {
  /// Quotes whose closing one the text lacks; a parsed phrase lacks at least one.
  fileprivate var missingQuotes: (opening: StaticString, closing: StaticString) {
    if !holds(0x22) { return ("\"", "\"") }
    if !holds(0x300D) { return ("「", "」") }
    if !holds(0x300F) { return ("『", "』") }
    return ("“", "”")
  }

  fileprivate func holds(_ sign: UInt32) -> Bool {
    var offset = 0
    while offset < count {
      if plainTwin(of: nextScalar(in: self, at: &offset)) == sign { return true }
    }
    return false
  }

  fileprivate var hasOpenBracket: Bool {
    var open = 0
    var offset = 0
    while offset < count {
      switch QuerySign(nextScalar(in: self, at: &offset)) {
      case .open: open += 1
      case .close: open -= 1
      default: break
      }
    }
    return open > 0
  }
}
