internal import CSouSQLite
internal import SouAnalysis

// The three functions of an `fts5_tokenizer`. FTS5 makes a tokenizer for each table and connection,
// uses it under the connection's mutex, and deletes it once.

func createTokenizer(
  _: UnsafeMutableRawPointer?, arguments: UnsafeMutablePointer<UnsafePointer<CChar>?>?,
  count: Int32, result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  let words = (0..<Int(count)).map { unsafe bytes(of: arguments?[$0]) }
  let options: TokenizerOptions
  do {
    options = try TokenizerOptions(arguments: words)
  } catch {
    // FTS5 says "error in tokenizer constructor" whatever happened; `sou_version` says more too.
    unsafe sou_log(SQLITE_ERROR, cText(error.message))
    return SQLITE_ERROR
  }
  let box = UnsafeMutablePointer<Tokenizer>.allocate(capacity: 1)
  unsafe box.initialize(to: Tokenizer(options: options))
  unsafe result?.pointee = OpaquePointer(box)
  return SQLITE_OK
}

func deleteTokenizer(_ tokenizer: OpaquePointer?) {
  guard let tokenizer = unsafe tokenizer else { return }
  let box = unsafe UnsafeMutablePointer<Tokenizer>(tokenizer)
  unsafe box.deinitialize(count: 1)
  unsafe box.deallocate()
}

func tokenize(
  _ tokenizer: OpaquePointer?, context: UnsafeMutableRawPointer?, flags: Int32,
  text: UnsafePointer<CChar>?, byteCount: Int32, callback: TokenCallback?
) -> Int32 {
  guard let tokenizer = unsafe tokenizer, let callback = unsafe callback else {
    return SQLITE_MISUSE
  }
  guard let text = unsafe text, byteCount > 0 else { return SQLITE_OK }
  let bytes = unsafe UnsafeBufferPointer(
    start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: Int(byteCount))
  let mode: TokenizerMode = flags & FTS5_TOKENIZE_QUERY != 0 ? .query : .document
  var sink = unsafe CallbackSink(context: context, callback: callback)
  do {
    let box = unsafe UnsafeMutablePointer<Tokenizer>(tokenizer)
    try unsafe box.pointee.tokenize(bytes, mode: mode, into: &sink)
    return SQLITE_OK
  } catch {
    return error.code
  }
}

/// FTS5's `xToken`.
typealias TokenCallback =
  @convention(c) (
    UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32
  ) -> Int32

/// Hands each token to FTS5; what its callback returns other than `SQLITE_OK` ends the tokenizing.
@safe
private struct CallbackSink: TokenSink {
  struct Stop: Error { let code: Int32 }

  // Both are FTS5's and outlive the call of `tokenize` that this sink lives in.
  let context: UnsafeMutableRawPointer?
  let callback: TokenCallback

  // FTS5 counts a text's bytes in an Int32, so that no offset is cut.
  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) throws(Stop) {
    let code = unsafe callback(
      context, colocated ? FTS5_TOKEN_COLOCATED : 0,
      UnsafeRawPointer(term.baseAddress)?.assumingMemoryBound(to: CChar.self),
      Int32(truncatingIfNeeded: term.count), Int32(truncatingIfNeeded: start),
      Int32(truncatingIfNeeded: end))
    guard code == SQLITE_OK else { throw Stop(code: code) }
  }
}

/// The bytes of a C string; none for NULL.
private func bytes(of string: UnsafePointer<CChar>?) -> [UInt8] {
  var bytes: [UInt8] = []
  guard var next = unsafe string else { return bytes }
  while unsafe next.pointee != 0 {
    bytes.append(unsafe UInt8(bitPattern: next.pointee))
    unsafe next += 1
  }
  return bytes
}
