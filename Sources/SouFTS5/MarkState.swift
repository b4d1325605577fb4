internal import SouAnalysis
internal import SouQuery
internal import SouRanking
internal import SouSnippet

/// What `sou_highlight` and `sou_snippet` keep from row to row of one query.
final class MarkState: AuxiliaryState {
  private let takesWidth: Bool

  private var column = 0
  private var before: [UInt8] = []
  private var after: [UInt8] = []
  /// Columns of a terminal.
  private var width = 0

  /// What was typed; nil if that is not known.
  private var query: CompiledQuery?
  /// What each leaf is worth to a snippet.
  private var leafWeights: [Double] = []
  /// Finds the leaves for which `matchedLeaves` is true.
  private var matcher = PhraseMatcher(phrases: [])
  private var matchedLeaves: [Bool] = []

  init(takesWidth: Bool) { self.takesWidth = takesWidth }

  /// Takes up new arguments.
  ///
  /// - Returns: What is wrong with them, or nil.
  func follow(
    _ arguments: SQLArguments, _ context: AuxiliaryContext
  ) throws(SQLiteFailure) -> StaticString? {
    let fixed = takesWidth ? 4 : 3
    guard arguments.count >= fixed, arguments.count <= fixed + 2, arguments[0].kind == .number,
      !takesWidth || arguments[3].kind == .number,
      (fixed..<arguments.count).allSatisfy({ arguments[$0].isTextOrNull })
    else {
      return takesWidth
        ? "sou_snippet: takes the table, a column's number, two texts, a width, and sou_query's arguments"
        : "sou_highlight: takes the table, a column's number, two texts, and sou_query's arguments"
    }
    column = arguments[0].integer
    guard (0..<context.columnCount).contains(column) else {
      return takesWidth
        ? "sou_snippet: the table has no such column"
        : "sou_highlight: the table has no such column"
    }
    before = arguments[1].bytes
    after = arguments[2].bytes
    width = takesWidth ? arguments[3].integer : 0
    query =
      arguments[fixed].kind == .text
      ? compile(typed: arguments[fixed], columns: arguments[fixed + 1]) : nil
    leafWeights = try weights(context)
    matchedLeaves = []
    self.arguments = KeptArguments(arguments)
    return nil
  }

  /// The column's text in the current row, marked; nil for NULL.
  func marked(_ context: AuxiliaryContext) throws(SQLiteFailure) -> [UInt8]? {
    guard let text = try context.text(ofColumn: column) else { return nil }
    let matches = try matches(in: text, context)
    guard takesWidth else {
      return put(before, after, around: matchedRuns(matches, in: 0..<text.count), in: text)
    }
    let snippet = SouSnippet.snippet(of: text, matches: matches, width: width)
    return put(before, after, around: snippet.marks, in: snippet.text)
  }

  private func matches(
    in text: [UInt8], _ context: AuxiliaryContext
  ) throws(SQLiteFailure) -> [PhraseMatch] {
    guard let query else { return try phraseMatches(in: text, context) }
    var wanted: [Bool] = []
    for (number, leaf) in query.leaves.enumerated() {
      wanted.append(leaf.field == nil ? true : try occurs(number, query, context))
    }
    if wanted != matchedLeaves {
      matchedLeaves = wanted
      var phrases: [(phrase: Phrase, leaf: Int, weight: Double)] = []
      for (number, leaf) in query.leaves.enumerated() where wanted[number] {
        phrases += leaf.forms.map { ($0.phrase, number, leafWeights[number] * $0.weight) }
      }
      matcher = PhraseMatcher(phrases: phrases)
    }
    return matcher.matches(in: text)
  }

  /// Where FTS5 found phrases, each a leaf of its own.
  private func phraseMatches(
    in text: [UInt8], _ context: AuxiliaryContext
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
    matches.sort { ($0.start, $0.end, $0.leaf) < ($1.start, $1.end, $1.leaf) }
    return matches
  }

  /// True if the expression that runs is the query's, as far as can be seen.
  private func runs(_ query: CompiledQuery, _ context: AuxiliaryContext) -> Bool {
    query.plan.count == context.phraseCount
  }

  /// True if a leaf occurs in the column of the current row; where FTS5 cannot say so, it may.
  private func occurs(
    _ leaf: Int, _ query: CompiledQuery, _ context: AuxiliaryContext
  ) throws(SQLiteFailure) -> Bool {
    guard runs(query, context) else { return true }
    for (phrase, row) in query.plan.enumerated() where row.leaf == leaf {
      if try context.occurs(phrase: phrase, inColumn: column) { return true }
    }
    return false
  }

  /// The rarer a leaf, the more it is worth; a single one has nothing to be weighed against.
  private func weights(_ context: AuxiliaryContext) throws(SQLiteFailure) -> [Double] {
    guard let query else { return [] }
    guard takesWidth, query.leaves.count > 1, runs(query, context) else {
      return Array(repeating: 1, count: query.leaves.count)
    }
    var known: [Int?] = Array(repeating: nil, count: context.phraseCount)
    return try context.idf(
      of: RankPlan(phrases: query.plan), documents: try context.rowCount(), known: &known)
  }
}

/// Puts bytes before and after each of some ranges, which are in order and apart.
private func put(
  _ before: [UInt8], _ after: [UInt8], around ranges: [Range<Int>], in text: [UInt8]
) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(text.count + ranges.count * (before.count + after.count))
  var offset = 0
  for range in ranges {
    result += text[offset..<range.lowerBound]
    result += before
    result += text[range]
    result += after
    offset = range.upperBound
  }
  result += text[offset...]
  return result
}
