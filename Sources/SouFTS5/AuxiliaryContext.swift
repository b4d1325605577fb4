internal import CSouSQLite

/// A code of SQLite's that is not `SQLITE_OK`.
struct SQLiteFailure: Error { let code: Int32 }

/// What FTS5 tells an auxiliary function about the query and the current row.
///
/// The pointers are valid during one call of the function; nothing keeps a context longer.
@safe
struct AuxiliaryContext {
  let api: UnsafePointer<Fts5ExtensionApi>
  let context: OpaquePointer

  var columnCount: Int { unsafe Int(api.pointee.xColumnCount?(context) ?? 0) }

  var phraseCount: Int { unsafe Int(api.pointee.xPhraseCount?(context) ?? 0) }

  /// The number of rows in the table.
  func rowCount() throws(SQLiteFailure) -> Int {
    var count: sqlite3_int64 = 0
    try check(unsafe api.pointee.xRowCount?(context, &count))
    return Int(count)
  }

  /// The tokens in a column of all rows.
  func totalLength(ofColumn column: Int) throws(SQLiteFailure) -> Int {
    var length: sqlite3_int64 = 0
    try check(unsafe api.pointee.xColumnTotalSize?(context, Int32(column), &length))
    return Int(length)
  }

  /// The tokens in a column of the current row.
  func length(ofColumn column: Int) throws(SQLiteFailure) -> UInt32 {
    var length: Int32 = 0
    try check(unsafe api.pointee.xColumnSize?(context, Int32(column), &length))
    return UInt32(max(length, 0))
  }

  /// The number of rows that hold a phrase.
  ///
  /// - Complexity: O(rows): FTS5 runs the phrase as a query of its own.
  func documentFrequency(ofPhrase phrase: Int) throws(SQLiteFailure) -> Int {
    var count = 0
    let code = unsafe withUnsafeMutablePointer(to: &count) { count in
      unsafe api.pointee.xQueryPhrase?(context, Int32(phrase), count) { _, _, count in
        unsafe count?.assumingMemoryBound(to: Int.self).pointee += 1
        return SQLITE_OK
      }
    }
    try check(code)
    return count
  }

  /// Counts where a phrase occurs in the current row.
  ///
  /// - Parameters:
  ///   - phrase: The phrase's number.
  ///   - counts: One number a column; the occurrences in each are written there.
  /// - Returns: False if the phrase does not occur.
  /// - Throws: `SQLiteFailure` where FTS5 cannot read the row.
  func countOccurrences(
    ofPhrase phrase: Int, in counts: inout [Int]
  ) throws(SQLiteFailure) -> Bool {
    for column in counts.indices { counts[column] = 0 }
    var iterator = unsafe Fts5PhraseIter()
    var column: Int32 = -1
    var offset: Int32 = -1
    try check(
      unsafe api.pointee.xPhraseFirst?(context, Int32(phrase), &iterator, &column, &offset))
    guard column >= 0 else { return false }
    while column >= 0 {
      if counts.indices.contains(Int(column)) { counts[Int(column)] += 1 }
      unsafe api.pointee.xPhraseNext?(context, &iterator, &column, &offset)
    }
    return true
  }

  /// What the function kept from an earlier row of the same query.
  func kept<Object: AnyObject>(as _: Object.Type) -> Object? {
    guard let kept = unsafe api.pointee.xGetAuxdata?(context, 0) else { return nil }
    return unsafe Unmanaged<Object>.fromOpaque(kept).takeUnretainedValue()
  }

  /// Keeps an object until the query ends.
  func keep(_ state: RankState) throws(SQLiteFailure) {
    // Where this fails FTS5 has called the destructor already.
    try check(
      unsafe api.pointee.xSetAuxdata?(context, Unmanaged.passRetained(state).toOpaque()) { state in
        guard let state = unsafe state else { return }
        unsafe Unmanaged<RankState>.fromOpaque(state).release()
      })
  }

  private func check(_ code: Int32?) throws(SQLiteFailure) {
    guard code == SQLITE_OK else { throw SQLiteFailure(code: code ?? SQLITE_MISUSE) }
  }
}
