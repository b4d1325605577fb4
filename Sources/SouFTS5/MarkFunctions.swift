internal import CSouSQLite
internal import SouSnippet

/// `sou_highlight(table, column, before, after [, typed [, columns]])`: the column's text with
/// `before` and `after` around every place that the query found.
///
/// `typed` and `columns` are what `sou_query` was given: then each place is exact. Without them a
/// place is where FTS5 found a phrase, and a single character marks its bigram.
func highlight(
  _ api: UnsafePointer<Fts5ExtensionApi>?, fts5: OpaquePointer?, result: OpaquePointer?,
  count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let context = unsafe AuxiliaryContext(api, fts5), let result = unsafe SQLResult(result)
  else { return }
  mark(context, unsafe SQLArguments(values, count: count), result) { MarkState(takesWidth: false) }
}

/// `sou_snippet(table, column, before, after, width [, typed [, columns]])`: the best piece of the
/// column's text in so many columns of a terminal, marked as `sou_highlight` does.
func snippet(
  _ api: UnsafePointer<Fts5ExtensionApi>?, fts5: OpaquePointer?, result: OpaquePointer?,
  count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let context = unsafe AuxiliaryContext(api, fts5), let result = unsafe SQLResult(result)
  else { return }
  mark(context, unsafe SQLArguments(values, count: count), result) { MarkState(takesWidth: true) }
}

private func mark(
  _ context: AuxiliaryContext, _ arguments: SQLArguments, _ result: SQLResult,
  makeState: () -> MarkState
) {
  do {
    let state: MarkState
    if let kept = context.kept(as: MarkState.self) {
      state = kept
    } else {
      state = makeState()
      try context.keep(state)
    }
    if state.arguments?.equal(arguments) != true,
      let problem = try state.follow(arguments, context)
    {
      result.fail(problem)
      return
    }
    result.set(try state.marked(context))
  } catch {
    result.fail(code: error.code)
  }
}
