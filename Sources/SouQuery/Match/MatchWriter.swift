internal import SouAnalysis

/// Writes a MATCH expression and the plan of its phrases.
///
/// In FTS5 NOT binds before AND, and AND before OR; `a NOT b AND c` is (a NOT b) AND c.
struct MatchWriter {
  /// What an expression stands in.
  enum Context {
    case or, and, not
  }

  private(set) var match: [UInt8] = []
  private(set) var plan: [(leaf: Int, weight: Double)] = []

  mutating func write(
    _ expression: MatchExpression, inside context: Context = .or, isScored: Bool
  ) {
    switch expression {
    case .phrase(let leaf, let number):
      bracket(leaf.forms.count > 1 && context != .or) { writer in
        writer.writeForms(of: leaf, number: isScored ? number : -1)
      }
    case .any(let children):
      bracket(context != .or) { writer in
        writer.writeList(children, inside: .or, isScored: isScored)
      }
    case .all(let children, let excluded):
      bracket(context == .not) { writer in
        writer.writeConjunction(children, excluded, isScored: isScored)
      }
    }
  }

  /// All forms of all leaves, to be scored.
  mutating func writeEvidence(_ leaves: [QueryLeaf]) {
    append(" AND (")
    for (index, leaf) in leaves.enumerated() {
      if index > 0 { append(" OR ") }
      writeForms(of: leaf, number: index)
    }
    append(")")
  }

  /// The exclusion follows the first child, where it takes the least of the parser's stack.
  private mutating func writeConjunction(
    _ children: [MatchExpression], _ excluded: [MatchExpression], isScored: Bool
  ) {
    for (index, child) in children.neediestFirst.enumerated() {
      if index > 0 { append(" AND ") }
      write(child, inside: .and, isScored: isScored)
      if index == 0, !excluded.isEmpty {
        append(" NOT ")
        if excluded.count == 1 {
          write(excluded[0], inside: .not, isScored: false)
        } else {
          bracket(true) { $0.writeList(excluded, inside: .or, isScored: false) }
        }
      }
    }
  }

  private mutating func writeList(
    _ children: [MatchExpression], inside context: Context, isScored: Bool
  ) {
    for (index, child) in children.neediestFirst.enumerated() {
      if index > 0 { append(" OR ") }
      write(child, inside: context, isScored: isScored)
    }
  }

  private mutating func writeForms(of leaf: QueryLeaf, number: Int) {
    for (index, form) in leaf.forms.enumerated() {
      if index > 0 { append(" OR ") }
      if let field = leaf.field {
        writeQuoted(field)
        append(" : ")
      }
      writeQuoted(form.text)
      if form.phrase.lastIsPrefix { append(" *") }
      plan.append((number, number < 0 ? 0 : form.weight))
    }
  }

  private mutating func writeQuoted(_ text: [UInt8]) {
    append("\"")
    for byte in text {
      if byte == 0x22 { match.append(byte) }
      match.append(byte)
    }
    append("\"")
  }

  private mutating func bracket(_ isNeeded: Bool, _ write: (inout MatchWriter) -> Void) {
    if isNeeded { append("(") }
    write(&self)
    if isNeeded { append(")") }
  }

  private mutating func append(_ sign: StaticString) {
    sign.withUTF8Buffer { unsafe match.append(contentsOf: $0) }
  }
}
