internal import CSouSQLite
internal import SouQuery
internal import SouRanking

/// `sou_rank(table [, weight …] [, typed [, columns]])`: the row's BM25F score, negated, so that a
/// smaller one is better.
///
/// The weights are those of the table's columns, 1 where none is given. `typed` and `columns` are
/// what `sou_query` was given: then the forms of a word count as one. Without them, and where MATCH
/// was not given what `sou_query` makes of them, each phrase of the expression counts alone. Instead
/// of all that, `sou_rank(table, plan)` takes the bytes of a `RankPlan`.
func rank(
  _ api: UnsafePointer<Fts5ExtensionApi>?, fts5: OpaquePointer?, result: OpaquePointer?,
  count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let context = unsafe AuxiliaryContext(api, fts5), let result = unsafe SQLResult(result)
  else { return }
  do {
    let state: RankState
    if let kept = context.kept(as: RankState.self) {
      state = kept
    } else {
      state = try RankState(context)
      try context.keep(state)
    }
    let arguments = unsafe SQLArguments(values, count: count)
    if state.arguments?.equal(arguments) != true,
      let problem = try follow(arguments, state, context)
    {
      result.fail(problem)
      return
    }
    result.set(-(try state.score(context)))
  } catch {
    result.fail(code: error.code)
  }
}

/// Takes up new arguments.
///
/// - Returns: What is wrong with them, or nil.
private func follow(
  _ arguments: SQLArguments, _ state: RankState, _ context: AuxiliaryContext
) throws(SQLiteFailure) -> StaticString? {
  let plan: RankPlan
  if arguments[0].kind == .blob {
    guard arguments.count == 1 else { return "sou_rank: a plan stands alone" }
    guard let read = RankPlan(bytes: arguments[0].bytes) else {
      return "sou_rank: the plan's bytes are damaged"
    }
    guard read.phrases.count == context.phraseCount else {
      return "sou_rank: the plan has not as many phrases as the query"
    }
    plan = read
  } else {
    var weights: [Double] = []
    while arguments[weights.count].kind == .number {
      let weight = arguments[weights.count].number
      guard weight.isFinite, weight >= 0 else { return "sou_rank: a weight is below 0" }
      weights.append(weight)
    }
    let rest = weights.count..<arguments.count
    guard rest.count <= 2, rest.allSatisfy({ arguments[$0].isTextOrNull }) else {
      return "sou_rank: takes the table, weights, and sou_query's arguments"
    }
    plan = RankPlan(
      typed: arguments[rest.lowerBound], columns: arguments[rest.lowerBound + 1],
      phraseCount: context.phraseCount, fieldWeights: weights)
  }
  try state.follow(plan, context)
  state.arguments = KeptArguments(arguments)
  return nil
}

extension RankPlan {
  /// The plan of what was typed, if the expression that runs has as many phrases; else the plain one.
  fileprivate init(typed: SQLValue, columns: SQLValue, phraseCount: Int, fieldWeights: [Double]) {
    if typed.kind == .text, let compiled = compile(typed: typed, columns: columns),
      compiled.plan.count == phraseCount
    {
      self.init(phrases: compiled.plan, fieldWeights: fieldWeights)
    } else {
      self = .plain(phraseCount: phraseCount)
      self.fieldWeights = fieldWeights
    }
  }
}
