/// Reads the documents of a file, one after the other.
///
/// A file of JSON lines is read in chunks: a chunk and a line of it are in memory at a time. What is
/// not UTF-8, not JSON, or without text is given as a problem, and reading goes on behind it.
///
/// - Parameters:
///   - file: The file, as `forEachSourceFile(in:_:)` found it.
///   - body: Receives each document or problem, and how many bytes of the file were read so far.
/// - Returns: A hash of the file's content; `nil` if it was not read to its end, or is no text.
/// - Throws: What `body` throws.
public func readDocuments(
  of file: SourceFile, _ body: (Result<Document, DocumentProblem>, _ bytesRead: Int) throws -> Void
) rethrows -> UInt64? {
  let opened: OpenFile
  do {
    opened = try OpenFile(path: file.path)
  } catch {
    try body(.failure(.unreadable(path: file.path, reason: error.reason)), 0)
    return nil
  }
  switch file.kind {
  case .text, .markdown:
    return try readText(opened, of: file, body)
  case .jsonLines:
    return try readLines(
      opened, path: file.path, locator: { number, _ in "\(file.locator)#\(number)" }, body)
  }
}

/// Reads JSON lines from stdin.
///
/// A line without `id` is named by its content, `stdin#HASH`: a line number would name another
/// document in the next run, which would then take the place of this one.
///
/// - Parameter body: Receives each document or problem, and how many bytes were read so far.
/// - Throws: What `body` throws.
public func readStandardInput(
  _ body: (Result<Document, DocumentProblem>, _ bytesRead: Int) throws -> Void
) rethrows {
  try _ = readLines(
    OpenFile(descriptor: 0), path: "stdin",
    locator: { _, line in
      var hash = ContentHash()
      unsafe line.withUnsafeBytes { unsafe hash.combine($0) }
      return "stdin#\(String(hash.value, radix: 16))"
    }, body)
}

/// In bytes: SQLite stores no row beyond 1 GB.
private let byteLimit = 500_000_000

private func readText(
  _ opened: consuming OpenFile, of file: SourceFile,
  _ body: (Result<Document, DocumentProblem>, Int) throws -> Void
) rethrows -> UInt64? {
  let all: [UInt8]?
  do {
    all = try opened.readAll(byteLimit: byteLimit)
  } catch {
    try body(.failure(.unreadable(path: file.path, reason: error.reason)), opened.bytesRead)
    return nil
  }
  guard var bytes = all else {
    try body(
      .failure(.tooLong(path: file.path, line: nil, byteLimit: byteLimit)), opened.bytesRead)
    return nil
  }
  if let byteOffset = invalidUTF8Offset(in: bytes) {
    try body(
      .failure(.invalidUTF8(path: file.path, line: nil, byteOffset: byteOffset)), opened.bytesRead)
    return nil
  }
  dropByteOrderMark(&bytes)
  try body(
    .success(textDocument(String(decoding: bytes, as: UTF8.self), of: file)), opened.bytesRead)
  return opened.hash.value
}

private func readLines(
  _ opened: consuming OpenFile, path: String, locator: (_ number: Int, _ line: [UInt8]) -> String,
  _ body: (Result<Document, DocumentProblem>, Int) throws -> Void
) rethrows -> UInt64? {
  let decoder = JSONLineDecoder(path: path)
  var reader = LineReader(opened, byteLimit: byteLimit)
  var line: [UInt8] = []
  while true {
    let read: LineReader.Line?
    do {
      read = try reader.next(into: &line)
    } catch {
      try body(.failure(.unreadable(path: path, reason: error.reason)), reader.bytesRead)
      return nil
    }
    guard let read else { return reader.hash }
    if reader.number == 1 { dropByteOrderMark(&line) }
    let number = reader.number
    switch read {
    case .tooLong:
      try body(
        .failure(.tooLong(path: path, line: number, byteLimit: byteLimit)), reader.bytesRead)
    case .complete where line.allSatisfy({ $0 <= 0x20 }):
      continue
    case .complete:
      let document = decoder.document(line, line: number) { locator(number, line) }
      try body(document, reader.bytesRead)
    }
  }
}
