import SouDocuments
import Testing

private func lines(_ text: [UInt8]) throws -> (
  documents: [Document], problems: [DocumentProblem], hash: UInt64?, bytesRead: Int
) {
  let folder = try TemporaryFolder()
  try folder.write("d/wire.jsonl", text)
  return read(try #require(folder.walk().files.first))
}

@Test func `a line of JSON is a document`() throws {
  let text = """
    \u{FEFF}{"id": "a-1", "title": "題", "text": "本文\\u0000", "body": "unused", "date": 20250228, "lang": "ja", "x": [1]}

    {"body": "b", "id": 7, "title": null, "source": "S"}\r
    {"text": ""}
    """
  let found = try lines(Array(text.utf8))
  #expect(found.problems.isEmpty)
  #expect(
    found.documents == [
      Document(locator: "a-1", title: "題", body: "本文\0", date: "20250228", language: "ja"),
      Document(locator: "7", body: "b", source: "S"),
      Document(locator: "d/wire.jsonl#4", body: ""),
    ])
  #expect(found.bytesRead == text.utf8.count)
}

@Test func `a bad line is named and skipped`() throws {
  var bytes = Array("{\"text\": \"一\"}\nnot json\n[1]\n{\"title\": \"t\"}\n".utf8)
  bytes += Array("{\"text\": [1]}\n{\"text\": \"".utf8) + [0xE4, 0xB8]
  bytes += Array("\"}\n{\"text\": \"\\ud83d\"}\n{\"text\": \"二\"}".utf8)
  let found = try lines(bytes)
  #expect(found.documents.map(\.body) == ["一", "二"])
  let path = try #require(
    found.problems.first.flatMap { problem -> String? in
      if case .invalidJSON(let path, _) = problem { path } else { nil }
    })
  #expect(
    found.problems == [
      .invalidJSON(path: path, line: 2), .invalidJSON(path: path, line: 3),
      .missingText(path: path, line: 4), .notText(path: path, line: 5, field: "text"),
      .invalidUTF8(path: path, line: 6, byteOffset: 10), .invalidJSON(path: path, line: 7),
    ])
  #expect(found.problems.first?.description.hasPrefix("\(path):2: ") == true)
  #expect(found.hash != nil)
}

@Test func `a line longer than many chunks is read whole`() throws {
  let body = String(repeating: "長い行。", count: 200_000)
  let found = try lines(Array("{\"text\": \"\(body)\"}\n{\"text\": \"short\"}\n".utf8))
  #expect(found.documents.map(\.body.utf8.count) == [body.utf8.count, 5])
}
