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
    _ expression: QueryExpression, inside context: Context = .or, isScored: Bool
  ) {
    switch expression {
    case .phrase(let leaf, let number):
      bracket(leaf.forms.count > 1 && context != .or) { writer in
        writer.writeForms(of: leaf, number: isScored ? number : -1)
      }
    case .near(let group):
      bracket(group.alternatives.count > 1 && context != .or) { $0.write(group) }
    case .filter:
      // MATCH is written of what has none.
      break
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

  /// All forms of all leaves, to be scored; in brackets behind what stands already.
  mutating func writeEvidence(_ leaves: [QueryLeaf]) {
    let isBehind = !match.isEmpty
    if isBehind { append(" AND ") }
    bracket(isBehind) { writer in
      for (index, leaf) in leaves.enumerated() {
        if index > 0 { writer.append(" OR ") }
        writer.writeForms(of: leaf, number: index)
      }
    }
  }

  /// The exclusion follows the first child, where it takes the least of the parser's stack.
  private mutating func writeConjunction(
    _ children: [QueryExpression], _ excluded: [QueryExpression], isScored: Bool
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
    _ children: [QueryExpression], inside context: Context, isScored: Bool
  ) {
    for (index, child) in children.neediestFirst.enumerated() {
      if index > 0 { append(" OR ") }
      write(child, inside: context, isScored: isScored)
    }
  }

  private mutating func writeForms(of leaf: QueryLeaf, number: Int) {
    for (index, form) in leaf.forms.enumerated() {
      if index > 0 { append(" OR ") }
      writeField(leaf.field)
      writeQuoted(form.text)
      if form.phrase.lastIsPrefix { append(" *") }
      plan.append((number, number < 0 ? 0 : form.weight))
    }
  }

  /// Each alternative as a NEAR of its own: FTS5 takes no OR within. FTS5 counts terms, of which a
  /// phrase that ends in a run has one fewer than it covers: so it allows one more where all do, and
  /// otherwise the last character is written out, as a prefix.
  private mutating func write(_ group: NearGroup) {
    for (index, phrases) in group.alternatives.enumerated() {
      if index > 0 { append(" OR ") }
      writeField(group.field)
      append("NEAR(")
      let isEven = phrases.allSatisfy {
        ($0.lastCharacter == nil) == (phrases[0].lastCharacter == nil)
      }
      for (index, phrase) in phrases.enumerated() {
        if index > 0 { append(" ") }
        writeQuoted(phrase.form.text)
        if !isEven, let character = phrase.lastCharacter {
          append(" + ")
          writeQuoted(character)
          append(" *")
        } else if phrase.form.phrase.lastIsPrefix {
          append(" *")
        }
        plan.append((-1, 0))
      }
      let isShort = isEven && phrases[0].lastCharacter != nil
      append(", ")
      match += Array(decimal: group.distance + (isShort ? 1 : 0))
      append(")")
    }
  }

  private mutating func writeField(_ field: [UInt8]?) {
    guard let field else { return }
    writeQuoted(field)
    append(" : ")
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

  private mutating func append(_ sign: StaticString) { match += Array(sign) }
}
