/// A query as FTS5 takes it, and as the postings' own evaluation does.
public struct CompiledQuery: Sendable {
  /// What is found; the numbers of its scored phrases are indices of `leaves`.
  public var expression: MatchExpression
  /// The MATCH expression: source text, one quoted string a phrase; well-formed UTF-8 without NUL.
  public var match: [UInt8]
  /// What each phrase of the expression is worth, in the order in which FTS5 numbers them: the index
  /// of its leaf in `leaves`, or -1 for a phrase that is not scored.
  public var plan: [(leaf: Int, weight: Double)]
  /// What is scored: each word or phrase once, and neighbours joined as leaves of their own.
  public var leaves: [QueryLeaf]
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

  /// Any of the query's terms, and nothing that the whole query excludes.
  ///
  /// - Returns: Nil if there is nothing to search.
  public func compileAny() -> CompiledQuery? {
    guard let root else { return nil }
    var compiler = QueryCompiler(options: options)
    let terms = self.terms.map { compiler.phrase(of: $0.leaf, isScored: true) }
    var excluded: [MatchExpression] = []
    if case .and(let children) = root {
      for case .not(let child, _) in children {
        excluded.append(compiler.expression(of: child, isScored: false))
      }
    }
    return compiler.compile(.all([.any(terms).simplified], except: excluded).simplified)
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
