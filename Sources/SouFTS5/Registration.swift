internal import CSouSQLite

/// Gives a connection all of Sou: the FTS5 tokenizer `sou` and the SQL functions `sou_query`,
/// `sou_rank`, `sou_snippet`, `sou_highlight`, `sou_tokens` and `sou_version`.
///
///     CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou');
///     SELECT title, sou_snippet(note, 1, '[', ']', 40) FROM note
///      WHERE note MATCH sou_query('輝達 護城河') ORDER BY sou_rank(note, 3.0, 1.0) LIMIT 10;
///
/// The words after `sou` are those of `TokenizerOptions.init(arguments:)`. Doing it again on the
/// same connection does no harm.
///
/// - Parameter connection: An open `sqlite3 *`; only the calling thread may use it meanwhile.
/// - Throws: `SouFTS5Error` where SQLite has no FTS5, or SQLite or FTS5 refuses.
public func registerSou(on connection: OpaquePointer) throws(SouFTS5Error) {
  var found: UnsafeMutablePointer<fts5_api>?
  let code = unsafe sou_fts5_api(connection, &found)
  guard let api = unsafe found, unsafe api.pointee.iVersion >= 2 else {
    throw .noFTS5(code: code)
  }

  var tokenizer = unsafe fts5_tokenizer(
    xCreate: createTokenizer, xDelete: deleteTokenizer, xTokenize: tokenize)
  try check(unsafe api.pointee.xCreateTokenizer?(api, cText("sou"), nil, &tokenizer, nil))
  try check(unsafe api.pointee.xCreateFunction?(api, cText("sou_rank"), nil, rank, nil))
  try check(unsafe api.pointee.xCreateFunction?(api, cText("sou_highlight"), nil, highlight, nil))
  try check(unsafe api.pointee.xCreateFunction?(api, cText("sou_snippet"), nil, snippet, nil))

  try check(unsafe createFunction("sou_query", 1, query, on: connection))
  try check(unsafe createFunction("sou_query", 2, query, on: connection))
  try check(unsafe createFunction("sou_version", 0, version, on: connection))
  try check(unsafe createFunction("sou_version", 1, version, on: connection))
  try check(unsafe createTokensTable(on: connection))
}

/// Gives a connection an SQL function that has no effects.
///
/// - Returns: SQLite's code.
private func createFunction(
  _ name: StaticString, _ argumentCount: Int32, _ function: sou_function,
  on connection: OpaquePointer
) -> Int32 {
  let code = unsafe sou_create_function(connection, cText(name), argumentCount, function)
  // It is there already, and a statement runs, if only one that FTS5 keeps open.
  return code == SQLITE_BUSY ? SQLITE_OK : code
}

private func check(_ code: Int32?) throws(SouFTS5Error) {
  guard code == SQLITE_OK else { throw .registration(code: code ?? SQLITE_MISUSE) }
}
