/// A query as an evaluator takes it: as an expression, and as FTS5 takes it.
///
/// In SQL a document is found if `match` finds it and its row meets the condition; where no word
/// need occur (`source:x OR 輝達`), if its row meets the condition.
public struct CompiledQuery: Sendable {
  /// All of what is asked for.
  public var expression: QueryExpression
  /// The MATCH expression: source text, one quoted string a phrase; well-formed UTF-8 without NUL.
  /// Empty if no word is asked for.
  public var match: [UInt8]
  /// True if MATCH finds every document that answers the query; else it only says what to score.
  public var requiresMatch: Bool
  /// What each phrase of the expression is worth, in the order in which FTS5 numbers them: the index
  /// of its leaf in `leaves`, or -1 for a phrase that is not scored.
  public var plan: [(leaf: Int, weight: Double)]
  /// What is scored: each word or phrase once, and neighbours joined as leaves of their own.
  public var leaves: [QueryLeaf]

  /// What a document's row must meet beside MATCH; nil without filters.
  public var condition: QueryCondition? { expression.condition(besideMatch: requiresMatch) }
}

extension Query {
  /// The query as it stands.
  ///
  /// - Returns: Nil if there is nothing to search.
  public func compileStrict() -> CompiledQuery? {
    guard let root else { return nil }
    var compiler = QueryCompiler(options: options)
    return compiler.compile(compiler.expression(of: root, isScored: true))
  }

  /// Any of the query's terms, and nothing that the whole query excludes or filters out.
  ///
  /// - Returns: Nil if there is nothing to search.
  public func compileAny() -> CompiledQuery? {
    guard let root else { return nil }
    var compiler = QueryCompiler(options: options)
    let terms = self.terms.map { compiler.expression(of: $0.leaf, isScored: true) }
    var needed = terms.isEmpty ? [] : [QueryExpression.any(terms).simplified]
    var excluded: [QueryExpression] = []
    let children = if case .and(let children) = root { children } else { [root] }
    for child in children {
      if case .not(let child, _) = child {
        excluded.append(compiler.expression(of: child, isScored: false))
      } else if child.positiveLeaves.isEmpty {
        needed.append(compiler.expression(of: child, isScored: false))
      }
    }
    return compiler.compile(.all(needed, except: excluded).simplified)
  }
}

extension QueryLeaf {
  /// The MATCH expression of the documents that hold the leaf, in whatever form.
  public var match: [UInt8] {
    var writer = MatchWriter()
    writer.write(.phrase(self, number: -1), isScored: false)
    return writer.match
  }
}
