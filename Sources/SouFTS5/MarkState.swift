internal import SouAnalysis
internal import SouQuery
internal import SouRanking
internal import SouSnippet

/// What `sou_highlight` or `sou_snippet` keeps from row to row of one query; its `arguments` are
/// those of `sou_query`.
final class MarkState: AuxiliaryState {
  /// What was typed; nil if that is not known, or nothing to search.
  private var query: CompiledQuery?
  /// How the table is analysed, as far as marks depend on it.
  private var options = TokenizerOptions()
  /// What each leaf is worth to a snippet.
  private var leafWeights: [Double] = []
  /// Finds the leaves for which `wantedLeaves` is true.
  private var matcher = PhraseMatcher(phrases: [])
  private var wantedLeaves: [Bool] = []

  /// Takes up what was typed.
  ///
  /// - Parameters:
  ///   - arguments: Those of `sou_query`.
  ///   - weighs: True if a rarer leaf is to be worth more.
  ///   - context: The current row.
  /// - Throws: `SQLiteFailure` where FTS5 cannot read the index.
  func follow(
    _ arguments: SQLArguments, weighs: Bool, _ context: AuxiliaryContext
  ) throws(SQLiteFailure) {
    query = nil
    if arguments[0].kind == .text {
      var options = TokenizerOptions()
      options.variants = try context.foldsVariants()
      query = compile(typed: arguments[0], columns: arguments[1], options: options)
      self.options = options
    }
    leafWeights = try weights(weighs, context)
    wantedLeaves = []
    self.arguments = KeptArguments(arguments)
  }

  /// Where the query stands in the text of a column of the current row, ordered by start.
  func matches(
    in text: [UInt8], ofColumn column: Int, _ context: AuxiliaryContext
  ) throws(SQLiteFailure) -> [PhraseMatch] {
    guard let query else { return try phraseMatches(in: text, ofColumn: column, context) }
    var wanted: [Bool] = []
    for (number, leaf) in query.leaves.enumerated() {
      wanted.append(
        leaf.field == nil ? true : try occurs(number, of: query, inColumn: column, context))
    }
    if wanted != wantedLeaves {
      wantedLeaves = wanted
      var phrases: [(phrase: Phrase, leaf: Int, weight: Double)] = []
      for (number, leaf) in query.leaves.enumerated() where wanted[number] {
        phrases += leaf.forms.map { ($0.phrase, number, leafWeights[number] * $0.weight) }
      }
      matcher = PhraseMatcher(phrases: phrases, options: options)
    }
    return matcher.matches(in: text)
  }

  /// Where FTS5 found phrases, each a leaf of its own; FTS5 gives them by position.
  private func phraseMatches(
    in text: [UInt8], ofColumn column: Int, _ context: AuxiliaryContext
  ) throws(SQLiteFailure) -> [PhraseMatch] {
    let found = try context.occurrences(inColumn: column)
    guard !found.isEmpty else { return [] }
    let ranges = try context.tokenRanges(in: text)
    var matches: [PhraseMatch] = []
    for (phrase, positions) in found {
      guard !positions.isEmpty, positions.upperBound <= ranges.count else { continue }
      matches.append(
        PhraseMatch(
          start: ranges[positions.lowerBound].lowerBound,
          end: ranges[positions.upperBound - 1].upperBound, leaf: phrase, weight: 1))
    }
    return matches
  }

  /// True if the expression that runs is the query's, as far as can be seen.
  private func runs(_ query: CompiledQuery, _ context: AuxiliaryContext) -> Bool {
    query.plan.count == context.phraseCount
  }

  /// True if a leaf occurs in a column of the current row; where FTS5 cannot say so, it may.
  private func occurs(
    _ leaf: Int, of query: CompiledQuery, inColumn column: Int, _ context: AuxiliaryContext
  ) throws(SQLiteFailure) -> Bool {
    guard runs(query, context) else { return true }
    for (phrase, row) in query.plan.enumerated() where row.leaf == leaf {
      if try context.occurs(phrase: phrase, inColumn: column) { return true }
    }
    return false
  }

  /// A single leaf has nothing to be weighed against.
  private func weights(
    _ weighs: Bool, _ context: AuxiliaryContext
  ) throws(SQLiteFailure) -> [Double] {
    guard let query else { return [] }
    guard weighs, query.leaves.count > 1, runs(query, context) else {
      return Array(repeating: 1, count: query.leaves.count)
    }
    var known: [Int?] = Array(repeating: nil, count: context.phraseCount)
    return try context.idf(
      of: RankPlan(phrases: query.plan), documents: try context.rowCount(), known: &known)
  }
}
