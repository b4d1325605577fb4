import Foundation
import Testing

/// The code blocks of README and of the DocC catalogues, and the tests' marked lines, that must be
/// the same: an article says what a test here runs.
///
/// A test marks its lines with `// article: PATH` and `// end`; PATH is below `Sources`, or README.md.
@Test func `every article's code is a test's`() throws {
  let articles = try codeOfArticles()
  let tests = try codeOfTests()
  #expect(Set(articles.keys) == Set(tests.keys), "articles with code, and those that tests name")
  for (path, blocks) in articles {
    #expect(blocks == tests[path] ?? [], "the code of \(path), block by block")
  }
}

private typealias Code = [String: [String]]

private let package = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func codeOfArticles() throws -> Code {
  let sources = package.appending(path: "Sources")
  var files = ["README.md": package.appending(path: "README.md")]
  for path in FileManager.default.enumerator(atPath: sources.path) ?? .init() {
    guard let path = path as? String, path.contains(".docc/"), path.hasSuffix(".md") else {
      continue
    }
    files[path] = sources.appending(path: path)
  }
  return try files.mapValues { file in
    try blocks(in: file, from: { $0 == "```swift" ? "" : nil }, to: "```").map(\.text)
  }.filter { !$0.value.isEmpty }
}

private func codeOfTests() throws -> Code {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    .filter { $0.hasSuffix(".swift") && !#filePath.hasSuffix("/\($0)") }.sorted()
  return try names.reduce(into: [:]) { code, name in
    let mark = "// article: "
    let found = try blocks(
      in: folder.appending(path: name),
      from: { $0.hasPrefix(mark) ? String($0.dropFirst(mark.count)) : nil }, to: "// end")
    for block in found { code[block.name, default: []].append(block.text) }
  }
}

/// The blocks of lines between a first and a last line, without their common indentation; `name`
/// gives a block's name for its first line.
private func blocks(
  in file: URL, from name: (String) -> String?, to end: String
) throws -> [(name: String, text: String)] {
  var blocks: [(name: String, text: String)] = []
  var open: (name: String, lines: [String])?
  for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
    let bare = line.trimmingCharacters(in: .whitespaces)
    if let block = open, bare == end {
      let indentation =
        block.lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
      let text = block.lines.map { String($0.dropFirst(indentation)) }.joined(separator: "\n")
      blocks.append((block.name, text))
      open = nil
    } else if open != nil {
      open?.lines.append(line)
    } else if let name = name(bare) {
      open = (name, [])
    }
  }
  #expect(open == nil, "\(file.lastPathComponent) has a block without an end")
  return blocks
}
