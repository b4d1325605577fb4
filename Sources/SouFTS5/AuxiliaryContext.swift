internal import CSouSQLite

/// A code of SQLite's that is not `SQLITE_OK`.
struct SQLiteFailure: Error { let code: Int32 }

/// What FTS5 tells an auxiliary function about the query and the current row.
///
/// The pointers are valid during one call of the function; nothing keeps a context longer.
@safe
struct AuxiliaryContext {
  private let api: UnsafePointer<Fts5ExtensionApi>
  private let context: OpaquePointer

  init?(_ api: UnsafePointer<Fts5ExtensionApi>?, _ context: OpaquePointer?) {
    guard let api = unsafe api, let context = unsafe context else { return nil }
    unsafe self.api = unsafe api
    unsafe self.context = unsafe context
  }

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
  ///   - body: Takes a column in which it occurs, and how often; columns come in order.
  /// - Throws: `SQLiteFailure` where FTS5 cannot read the row.
  func countOccurrences(
    ofPhrase phrase: Int, _ body: (_ column: Int, _ count: Int) -> Void
  ) throws(SQLiteFailure) {
    var iterator = unsafe Fts5PhraseIter()
    var column: Int32 = -1
    var offset: Int32 = -1
    try check(
      unsafe api.pointee.xPhraseFirst?(context, Int32(phrase), &iterator, &column, &offset))
    while column >= 0 {
      let current = column
      var count = 0
      while column == current {
        count += 1
        unsafe api.pointee.xPhraseNext?(context, &iterator, &column, &offset)
      }
      body(Int(current), count)
    }
  }

  /// True if a phrase occurs in a column of the current row.
  func occurs(phrase: Int, inColumn wanted: Int) throws(SQLiteFailure) -> Bool {
    var iterator = unsafe Fts5PhraseIter()
    var column: Int32 = -1
    var offset: Int32 = -1
    try check(
      unsafe api.pointee.xPhraseFirst?(context, Int32(phrase), &iterator, &column, &offset))
    while column >= 0, column < Int32(wanted) {
      unsafe api.pointee.xPhraseNext?(context, &iterator, &column, &offset)
    }
    return column == Int32(wanted)
  }

  /// Where phrases occur in a column of the current row, each with the positions that it covers.
  func occurrences(
    inColumn wanted: Int
  ) throws(SQLiteFailure) -> [(phrase: Int, positions: Range<Int>)] {
    var count: Int32 = 0
    try check(unsafe api.pointee.xInstCount?(context, &count))
    var found: [(phrase: Int, positions: Range<Int>)] = []
    for index in 0..<count {
      var phrase: Int32 = 0
      var column: Int32 = 0
      var offset: Int32 = 0
      try check(unsafe api.pointee.xInst?(context, index, &phrase, &column, &offset))
      guard column == Int32(wanted), offset >= 0 else { continue }
      let size = unsafe api.pointee.xPhraseSize?(context, phrase) ?? 0
      found.append((Int(phrase), Int(offset)..<Int(offset) + Int(max(size, 0))))
    }
    return found
  }

  /// The text of a column of the current row, in UTF-8; nil for NULL, which a contentless table has.
  func text(ofColumn column: Int) throws(SQLiteFailure) -> [UInt8]? {
    var text: UnsafePointer<CChar>?
    var count: Int32 = 0
    try check(unsafe api.pointee.xColumnText?(context, Int32(column), &text, &count))
    guard let text = unsafe text else { return nil }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: text, count: Int(max(count, 0))))
  }

  /// The bytes of a text that the token of each position came from, by the table's tokenizer.
  func tokenRanges(in text: [UInt8]) throws(SQLiteFailure) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    let code = unsafe text.withUnsafeBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &ranges) { ranges in
        unsafe api.pointee.xTokenize?(
          context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
          ranges
        ) { ranges, flags, _, _, start, end in
          if flags & FTS5_TOKEN_COLOCATED == 0, start <= end {
            unsafe ranges?.assumingMemoryBound(to: [Range<Int>].self).pointee
              .append(Int(start)..<Int(end))
          }
          return SQLITE_OK
        }
      }
    }
    try check(code)
    return ranges
  }

  /// True if the table's tokenizer folds Han variants, which is to be seen from what it makes of 國.
  func foldsVariants() throws(SQLiteFailure) -> Bool {
    let text: [UInt8] = [0xE5, 0x9C, 0x8B]
    var term: [UInt8] = []
    let code = unsafe text.withUnsafeBytes { bytes in
      unsafe withUnsafeMutablePointer(to: &term) { term in
        unsafe api.pointee.xTokenize?(
          context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), term
        ) { term, _, bytes, count, _, _ in
          unsafe term?.assumingMemoryBound(to: [UInt8].self).pointee =
            unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(max(count, 0))))
          return SQLITE_OK
        }
      }
    }
    try check(code)
    return term != text
  }

  /// What the function kept from an earlier row of the same query.
  func kept<State: AuxiliaryState>(as _: State.Type) -> State? {
    guard let kept = unsafe api.pointee.xGetAuxdata?(context, 0) else { return nil }
    return unsafe Unmanaged<State>.fromOpaque(kept).takeUnretainedValue()
  }

  /// Keeps a state until the query ends.
  func keep(_ state: AuxiliaryState) throws(SQLiteFailure) {
    // Where this fails FTS5 has called the destructor already.
    try check(
      unsafe api.pointee.xSetAuxdata?(context, Unmanaged.passRetained(state).toOpaque()) { state in
        guard let state = unsafe state else { return }
        unsafe Unmanaged<AuxiliaryState>.fromOpaque(state).release()
      })
  }

  private func check(_ code: Int32?) throws(SQLiteFailure) {
    guard code == SQLITE_OK else { throw SQLiteFailure(code: code ?? SQLITE_MISUSE) }
  }
}
