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
  mark(.highlight, context, unsafe SQLArguments(values, count: count), result)
}

/// `sou_snippet(table, column, before, after, width [, typed [, columns]])`: the best piece of the
/// column's text in so many columns of a terminal, marked as `sou_highlight` does.
func snippet(
  _ api: UnsafePointer<Fts5ExtensionApi>?, fts5: OpaquePointer?, result: OpaquePointer?,
  count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let context = unsafe AuxiliaryContext(api, fts5), let result = unsafe SQLResult(result)
  else { return }
  mark(.snippet, context, unsafe SQLArguments(values, count: count), result)
}

private enum MarkFunction {
  case highlight, snippet

  /// The arguments before what was typed.
  var fixedCount: Int { self == .highlight ? 3 : 4 }

  var usage: StaticString {
    switch self {
    case .highlight:
      "sou_highlight: takes the table, a column's number, two texts, and sou_query's arguments"
    case .snippet:
      "sou_snippet: takes the table, a column's number, two texts, a width, and sou_query's arguments"
    }
  }

  var noColumn: StaticString {
    switch self {
    case .highlight: "sou_highlight: the table has no such column"
    case .snippet: "sou_snippet: the table has no such column"
    }
  }

  func takes(_ arguments: SQLArguments) -> Bool {
    let query = arguments.dropFirst(fixedCount)
    return arguments.count >= fixedCount && arguments[0].kind == .number
      && (self == .highlight || arguments[3].kind == .number)
      && query.count <= 2 && query[0].isTextOrNull && query[1].isTextOrNull
  }
}

private func mark(
  _ function: MarkFunction, _ context: AuxiliaryContext, _ arguments: SQLArguments,
  _ result: SQLResult
) {
  guard function.takes(arguments) else { return result.fail(function.usage) }
  let column = arguments[0].integer
  guard (0..<context.columnCount).contains(column) else { return result.fail(function.noColumn) }
  do {
    let state: MarkState
    if let kept = context.kept(as: MarkState.self) {
      state = kept
    } else {
      state = MarkState()
      try context.keep(state)
    }
    // Two calls in one statement, for two columns, share the state.
    let query = arguments.dropFirst(function.fixedCount)
    if state.arguments?.equal(query) != true {
      try state.follow(query, weighs: function == .snippet, context)
    }

    guard let text = try context.text(ofColumn: column) else { return result.set(nil) }
    let matches = try state.matches(in: text, ofColumn: column, context)
    let before = arguments[1].bytes
    let after = arguments[2].bytes
    switch function {
    case .highlight:
      let runs = matchedRuns(matches, in: 0..<text.count)
      result.set(put(before, after, around: runs, in: text))
    case .snippet:
      let snippet = SouSnippet.snippet(of: text, matches: matches, width: arguments[3].integer)
      result.set(put(before, after, around: snippet.marks, in: snippet.text))
    }
  } catch {
    result.fail(code: error.code)
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
