internal import CSouSQLite
internal import SouAnalysis

// `sou_tokens(text)`: a row for each token of a text as the index has it, a table-valued function
// (https://sqlite.org/vtab.html#table_valued_functions).

/// The table's columns in order.
private enum Column: Int32 {
  case term, position, start, end, kind, colocated, text

  static var declaration: StaticString {
    "CREATE TABLE x(term, position, start, \"end\", kind, colocated, text HIDDEN)"
  }
}

/// What one run of the table keeps.
private final class TokensCursor {
  var tokens: [Token] = []
  var index = 0
}

/// Gives a connection the table.
///
/// - Returns: SQLite's code.
func createTokensTable(on connection: OpaquePointer) -> Int32 {
  let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
  unsafe module.initialize(to: sqlite3_module())
  // Without xCreate there is the one table of the module's name.
  unsafe module.pointee.xConnect = connect
  unsafe module.pointee.xDisconnect = disconnect
  unsafe module.pointee.xBestIndex = chooseIndex
  unsafe module.pointee.xOpen = open
  unsafe module.pointee.xClose = close
  unsafe module.pointee.xFilter = filter
  unsafe module.pointee.xNext = next
  unsafe module.pointee.xEof = isAtEnd
  unsafe module.pointee.xColumn = column
  unsafe module.pointee.xRowid = rowid
  return unsafe sou_create_module(connection, cText("sou_tokens"), module) { module in
    unsafe module?.deallocate()
  }
}

private func connect(
  connection: OpaquePointer?, _: UnsafeMutableRawPointer?, _: Int32,
  _: UnsafePointer<UnsafePointer<CChar>?>?,
  result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?,
  _: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  let code = unsafe sou_declare_table(connection, cText(Column.declaration))
  guard code == SQLITE_OK else { return code }
  let table = UnsafeMutablePointer<sqlite3_vtab>.allocate(capacity: 1)
  unsafe table.initialize(to: sqlite3_vtab())
  unsafe result?.pointee = unsafe table
  return SQLITE_OK
}

private func disconnect(table: UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 {
  unsafe table?.deallocate()
  return SQLITE_OK
}

/// The text must be known; the argument of the function is `text = …` to SQLite.
private func chooseIndex(
  _: UnsafeMutablePointer<sqlite3_vtab>?, index: UnsafeMutablePointer<sqlite3_index_info>?
) -> Int32 {
  guard let index = unsafe index else { return SQLITE_MISUSE }
  for number in 0..<Int(unsafe index.pointee.nConstraint) {
    let constraint = unsafe index.pointee.aConstraint[number]
    guard constraint.iColumn == Column.text.rawValue,
      Int32(constraint.op) == SQLITE_INDEX_CONSTRAINT_EQ
    else { continue }
    guard constraint.usable != 0 else { return SQLITE_CONSTRAINT }
    unsafe index.pointee.aConstraintUsage[number].argvIndex = 1
    unsafe index.pointee.aConstraintUsage[number].omit = 1
  }
  return SQLITE_OK
}

private func open(
  _: UnsafeMutablePointer<sqlite3_vtab>?,
  result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
) -> Int32 {
  let cursor = UnsafeMutablePointer<sou_cursor>.allocate(capacity: 1)
  unsafe cursor.initialize(
    to: sou_cursor(
      base: sqlite3_vtab_cursor(), state: Unmanaged.passRetained(TokensCursor()).toOpaque()))
  unsafe result?.pointee = UnsafeMutableRawPointer(cursor).assumingMemoryBound(
    to: sqlite3_vtab_cursor.self)
  return SQLITE_OK
}

private func close(cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let cursor = unsafe cursor else { return SQLITE_OK }
  if let state = unsafe opaqueState(of: cursor) {
    unsafe Unmanaged<TokensCursor>.fromOpaque(state).release()
  }
  unsafe cursor.deallocate()
  return SQLITE_OK
}

private func filter(
  cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _: Int32, _: UnsafePointer<CChar>?,
  count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guard let state = unsafe state(of: cursor) else { return SQLITE_MISUSE }
  let arguments = unsafe SQLArguments(values, count: count)
  var tokenizer = Tokenizer()
  state.tokens = tokenizer.tokens(arguments[0].bytes)
  state.index = 0
  return SQLITE_OK
}

private func next(cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  unsafe state(of: cursor)?.index += 1
  return SQLITE_OK
}

private func isAtEnd(cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let state = unsafe state(of: cursor) else { return 1 }
  return state.index < state.tokens.count ? 0 : 1
}

private func column(
  cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?, context: OpaquePointer?, number: Int32
) -> Int32 {
  guard let state = unsafe state(of: cursor), let result = unsafe SQLResult(context),
    state.index < state.tokens.count
  else { return SQLITE_MISUSE }
  let token = state.tokens[state.index]
  switch Column(rawValue: number) {
  case .term: result.set(token.term)
  case .position: result.set(token.position)
  case .start: result.set(token.start)
  case .end: result.set(token.end)
  case .kind: result.set(token.kind.name.withUTF8Buffer { unsafe [UInt8]($0) })
  case .colocated: result.set(token.colocated ? 1 : 0)
  case .text, nil: result.set(nil)
  }
  return SQLITE_OK
}

private func rowid(
  cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?,
  result: UnsafeMutablePointer<sqlite3_int64>?
) -> Int32 {
  unsafe result?.pointee = Int64(state(of: cursor)?.index ?? 0)
  return SQLITE_OK
}

private func state(of cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> TokensCursor? {
  guard let cursor = unsafe cursor, let state = unsafe opaqueState(of: cursor) else { return nil }
  return unsafe Unmanaged<TokensCursor>.fromOpaque(state).takeUnretainedValue()
}

private func opaqueState(
  of cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>
) -> UnsafeMutableRawPointer? {
  unsafe UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: sou_cursor.self).pointee.state
}
