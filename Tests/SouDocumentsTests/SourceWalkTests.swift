import Foundation
import SouDocuments
import Testing

@Test func `a folder gives its documents in the order of their names, at any depth`() throws {
  let folder = try TemporaryFolder()
  for name in ["b.txt", "a/z.MD", "a/b/c.jsonl", "c.pdf", ".hidden.txt", ".git/x.txt"] {
    try folder.write(name, "x")
  }
  let found = folder.walk()
  #expect(found.files.map(\.locator) == ["a/b/c.jsonl", "a/z.MD", "b.txt"])
  #expect(found.files.map(\.kind) == [.jsonLines, .markdown, .text])
  #expect(found.files.allSatisfy { $0.size == 1 && $0.modified > 1_600_000_000_000_000_000 })
  #expect(found.problems.isEmpty)
}

@Test func `a file named itself is found, hidden or not, by its name`() throws {
  let folder = try TemporaryFolder()
  try folder.write("a/.notes.txt", "x")
  #expect(folder.walk(["a/.notes.txt"]).files.map(\.locator) == [".notes.txt"])
}

@Test func `symbolic links are followed once, loops and all`() throws {
  let folder = try TemporaryFolder()
  try folder.write("real/a.txt", "x")
  let manager = FileManager.default
  try manager.createSymbolicLink(
    atPath: folder.path + "/real/loop", withDestinationPath: folder.path)
  try manager.createSymbolicLink(
    atPath: folder.path + "/z.txt", withDestinationPath: folder.path + "/real/a.txt")
  let found = folder.walk(["", "real"])
  #expect(found.files.map(\.locator) == ["real/a.txt"])
  #expect(found.files.first?.realPath.hasSuffix("/real/a.txt") == true)
}

@Test func `a link that leads nowhere is told and passed over`() throws {
  let folder = try TemporaryFolder()
  try folder.write("b.txt", "x")
  try FileManager.default.createSymbolicLink(
    atPath: folder.path + "/a.txt", withDestinationPath: folder.path + "/gone.txt")
  let found = folder.walk()
  #expect(found.files.map(\.locator) == ["b.txt"])
  #expect(found.problems.count == 1)
}

@Test func `paths that are wrong as a whole are told`() throws {
  let folder = try TemporaryFolder()
  try folder.write("empty/x.pdf", "x")
  let problems = folder.walk(["gone", "empty", "empty/x.pdf"]).problems
  #expect(
    problems == [
      .missingPath(path: folder.path + "/gone"),
      .noDocuments(folder: folder.path + "/empty"),
      .unknownFormat(path: folder.path + "/empty/x.pdf"),
    ])
  #expect(problems.allSatisfy { $0.concernsPath })
}
