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
    case .near(let leaves, let distance):
      for (index, leaf) in leaves.enumerated() {
        if index > 0 {
          append(" NEAR/")
          append(decimal: distance)
          append(" ")
        }
        print(leaf, withField: index == 0)
      }
    case .filter(let filter, _):
      print(filter)
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
    case .leaf, .near, .filter, .not:
      print(node)
    case .and, .or:
      append("(")
      print(node)
      append(endsInOpenWord ? " )" : ")")
      endsInOpenWord = false
    }
  }

  private mutating func print(_ filter: QueryFilter) {
    switch filter {
    case .since(let span):
      print(.since)
      print(span)
    case .until(let span):
      print(.until)
      print(span)
    case .language(let tag):
      print(.language)
      text += tag
      endsInOpenWord = false
    case .source(let leaf):
      print(.source)
      print(leaf)
    case .literal(let leaf):
      print(leaf)
    }
  }

  private mutating func print(_ name: FilterName) {
    append(name.text)
    append(":")
  }

  /// The day, or no more than the month or the year.
  private mutating func print(_ span: DateSpan) {
    append(decimal: span.first / 10_000)
    if span.last - span.first < 100 {
      append("-")
      append(decimal: span.first / 100 % 100, digits: 2)
    }
    if span.last == span.first {
      append("-")
      append(decimal: span.first % 100, digits: 2)
    }
    endsInOpenWord = false
  }

  private mutating func print(_ leaf: QueryLeaf, withField: Bool = true) {
    endsInOpenWord = false
    if withField, let field = leaf.field {
      text += field
      append(":")
    }
    if leaf.isExact { append("=") }
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

  private mutating func append(_ sign: StaticString) { text += Array(sign) }

  private mutating func append(decimal number: Int, digits: Int = 1) {
    text += Array(decimal: number, digits: digits)
  }
}

extension QueryNode {
  fileprivate var isOperatorWord: Bool {
    if case .leaf(let leaf) = self { leaf.isOperatorWord } else { false }
  }
}

extension QueryLeaf {
  fileprivate var isOperatorWord: Bool {
    !isQuoted && !isPrefix && !isExact && text.isOperator
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
