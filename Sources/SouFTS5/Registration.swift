internal import CSouSQLite

/// Gives a connection the FTS5 tokenizer `sou` and the auxiliary function `sou_rank`.
///
///     CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou');
///     SELECT rowid FROM note WHERE note MATCH '"輝達"' ORDER BY sou_rank(note) LIMIT 10;
///
/// The words after `sou` are those of `TokenizerOptions.init(arguments:)`. Doing it again on the
/// same connection does no harm.
///
/// - Parameter connection: An open `sqlite3 *`; only the calling thread may use it meanwhile.
/// - Throws: `SouFTS5Error` where SQLite has no FTS5, or FTS5 refuses.
public func registerSou(on connection: OpaquePointer) throws(SouFTS5Error) {
  var found: UnsafeMutablePointer<fts5_api>?
  let code = unsafe sou_fts5_api(connection, &found)
  guard let api = unsafe found, unsafe api.pointee.iVersion >= 2 else {
    throw .noFTS5(code: code)
  }

  var tokenizer = unsafe fts5_tokenizer(
    xCreate: createTokenizer, xDelete: deleteTokenizer, xTokenize: tokenize)
  try check(unsafe api.pointee.xCreateTokenizer?(api, "sou", nil, &tokenizer, nil))
  try check(unsafe api.pointee.xCreateFunction?(api, "sou_rank", nil, rank, nil))
}

private func check(_ code: Int32?) throws(SouFTS5Error) {
  guard code == SQLITE_OK else { throw .registration(code: code ?? SQLITE_MISUSE) }
}
