public import SouSearch

extension Run {
  /// How many documents are asked for each query: as many as the deepest measure looks at.
  public static let depth = 100

  /// Asks an index each query.
  ///
  /// - Parameters:
  ///   - queries: What to ask; ids are distinct.
  ///   - searcher: Where to ask it.
  ///   - step: The one step to take; nil takes strict, then any if strict finds no document.
  /// - Throws: `IndexError` where the index cannot be read.
  public init(_ queries: [EvaluationQuery], in searcher: Searcher, step: SearchStep?) throws {
    var options = SearchOptions()
    options.limit = Self.depth
    options.step = step
    options.snippetWidth = 0
    for query in queries {
      // Files may have documents of the same name, which judgements cannot tell apart.
      var locators: Set<String> = []
      let hits = try searcher.search(query.text, options: options).hits
        .filter { locators.insert($0.locator).inserted }
      append(hits.map { Entry(locator: $0.locator, score: $0.score) }, for: query.id)
    }
  }
}
