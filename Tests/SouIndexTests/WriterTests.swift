import Foundation
import SouAnalysis
import Testing

@testable import SouIndex

@Test func `what is written is found`() throws {
  let index = try TemporaryIndex()
  let counts = try index.write("/n.jsonl", [("a", "輝達的護城河"), ("b", "台積電"), ("c", "英伟达")])
  #expect(counts.added == 3)
  #expect(try find("護城", in: index) == ["a"])
  #expect(try find("台積", in: index) == ["b"])
  try expectSound(index)
  // The writer's last act leaves no log.
  #expect(!FileManager.default.fileExists(atPath: index.path + "-wal"))
}

@Test func `all fields come back`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer()
  #expect(try writer.begin(file: "/a.txt", size: 1, modified: 1))
  try writer.add(
    locator: "a.txt", title: "題", body: "本\0文", source: "源", date: "2025-02-28", language: "ja")
  try writer.end(hash: 1)
  try writer.finish()
  let document = try #require(
    try IndexReader(path: index.path).documents(locator: "a.txt").first)
  #expect(document.path == "/a.txt")
  #expect(document.title == "題")
  #expect(document.body == "本\u{FFFD}文")
  #expect(document.source == "源")
  #expect(document.date == "2025-02-28")
  #expect(document.language == "ja")
}

@Test func `a file with the same size and time is not read again`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/a.txt", [("a", "一二")])
  let writer = try index.writer()
  let needed = try writer.begin(file: "/a.txt", size: 6, modified: 1) {
    Issue.record("the hash was asked for")
    return nil
  }
  #expect(!needed)
  #expect(writer.counts.skippedFiles == 1)
}

@Test func `a touched file is known by its hash`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/a.txt", [("a", "一二")])
  #expect(try index.write("/a.txt", [("a", "一二")], modified: 2).skippedFiles == 1)
  // The new time is kept.
  let writer = try index.writer()
  #expect(try !writer.begin(file: "/a.txt", size: 6, modified: 2))
}

@Test func `a changed document keeps its id and loses its old words`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "輝達"), ("b", "台積電")])
  let before = try #require(try IndexReader(path: index.path).documents(locator: "a").first)
  let counts = try index.write("/n.jsonl", [("a", "英特爾公司"), ("b", "台積電")], modified: 2)
  #expect(counts.changed == 1)
  #expect(counts.unchanged == 1)
  let after = try #require(try IndexReader(path: index.path).documents(locator: "a").first)
  #expect(after.id == before.id)
  #expect(after.body == "英特爾公司")
  #expect(try find("輝達", in: index) == [])
  #expect(try find("特爾", in: index) == ["a"])
  try expectSound(index)
}

@Test func `a text that only changes its composition is replaced`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "\u{304C}")])
  let counts = try index.write("/n.jsonl", [("a", "\u{304B}\u{3099}")], modified: 2)
  #expect(counts.changed == 1)
  try expectSound(index)
}

@Test func `documents that a file lost are removed, and only these`() throws {
  let index = try TemporaryIndex()
  let many = (0..<20).map { ("m\($0)", "晶片\($0)") }
  _ = try index.write("/n.jsonl", many)
  _ = try index.write("/o.jsonl", [("m1", "晶片")])
  let counts = try index.write("/n.jsonl", [many[7], ("new", "晶片")], modified: 2)
  #expect(counts.removed == 19)
  #expect(try find("晶片", in: index) == ["m7", "m1", "new"])
  try expectSound(index)
}

@Test func `of two documents with one locator in a file the last one wins`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer()
  #expect(try writer.begin(file: "/n.jsonl", size: 1, modified: 1))
  #expect(try writer.add(locator: "a", body: "一二") == .added)
  #expect(try writer.add(locator: "a", body: "三四") == .replaced)
  #expect(try writer.add(locator: "a", body: "三四") == .replaced)
  try writer.end(hash: 1)
  try writer.finish()
  #expect(try find("一二", in: index) == [])
  #expect(try find("三四", in: index) == ["a"])
  try expectSound(index)
}

@Test func `files may share a locator`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/x/a.txt", [("a.txt", "一二")])
  _ = try index.write("/y/a.txt", [("a.txt", "三四")])
  let found = try IndexReader(path: index.path).documents(locator: "a.txt")
  #expect(found.map(\.path) == ["/x/a.txt", "/y/a.txt"])
}

@Test func `a file that was begun and not ended is completed by the next run`() throws {
  let index = try TemporaryIndex()
  let documents = (0..<10).map { ("d\($0)", "晶片\($0)") }
  do {
    let writer = try index.writer(documents: 4)
    #expect(try writer.begin(file: "/n.jsonl", size: 100, modified: 1))
    for (locator, body) in documents { try writer.add(locator: locator, body: body) }
    // Here the process ends: two batches are committed, two documents are not.
  }
  #expect(try find("晶片", in: index).count == 8)
  #expect(try IndexReader(path: index.path).check().incompleteFiles == 1)
  try expectSound(index)
  let writer = try index.writer()
  #expect(try writer.begin(file: "/n.jsonl", size: 100, modified: 1) { 7 })
  for (locator, body) in documents.dropFirst(5) { try writer.add(locator: locator, body: body) }
  try writer.end(hash: 7)
  try writer.finish()
  #expect(writer.counts.unchanged == 3)
  #expect(writer.counts.added == 2)
  #expect(writer.counts.removed == 5)
  #expect(try find("晶片", in: index) == ["d5", "d6", "d7", "d8", "d9"])
  #expect(try IndexReader(path: index.path).check().incompleteFiles == 0)
  try expectSound(index)
}

@Test func `what comes from stdin is added and replaced, and nothing is removed`() throws {
  let index = try TemporaryIndex()
  for documents in [[("a", "一二"), ("b", "三四")], [("a", "五六"), ("c", "七八")]] {
    let writer = try index.writer()
    #expect(try writer.begin(file: IndexWriter.standardInput))
    for (locator, body) in documents { try writer.add(locator: locator, body: body) }
    try writer.finish()
  }
  #expect(try find("一二", in: index) == [])
  #expect(try find("五六", in: index) == ["a"])
  #expect(try find("三四", in: index) == ["b"])
  #expect(try find("七八", in: index) == ["c"])
  #expect(try IndexReader(path: index.path).check().incompleteFiles == 0)
}

@Test func `documents of no file are added, replaced and removed one by one`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer()
  #expect(try writer.add(locator: "a", body: "一二") == .added)
  try writer.put("/n.jsonl", [("n", "一二")])
  #expect(try writer.add(locator: "b", body: "三四") == .added)
  try writer.finish()
  #expect(try find("一二", in: index) == ["a", "n"])

  let second = try index.writer()
  #expect(try second.remove(locator: "a") == 1)
  #expect(try second.add(locator: "b", body: "五六") == .changed)
  #expect(try second.add(locator: "b", body: "七八") == .replaced)
  try second.finish()
  #expect(try find("一二", in: index) == ["n"])
  #expect(try find("七八", in: index) == ["b"])
  #expect(try find("三四", in: index) == [])
  try expectSound(index)
}

@Test(arguments: [true, false])
func `a writer goes on after the last document of its file is removed`(byFile: Bool) throws {
  let index = try TemporaryIndex()
  let writer = try index.writer()
  try writer.add(locator: "a", body: "一二")
  if byFile {
    #expect(try writer.remove(file: IndexWriter.standardInput) == 1)
  } else {
    #expect(try writer.remove(locator: "a") == 1)
  }
  try writer.add(locator: "b", body: "三四")
  try writer.finish()
  #expect(try find("一二", in: index) == [])
  #expect(try find("三四", in: index) == ["b"])
  try expectSound(index)
}

@Test func `a removed document comes back with its file`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二"), ("b", "一二")])
  _ = try index.write("/a.txt", [("a", "一二")])
  let writer = try index.writer()
  #expect(try writer.remove(locator: "a") == 2)
  #expect(try writer.remove(locator: "gone") == 0)
  try writer.finish()
  #expect(try find("一二", in: index) == ["b"])
  #expect(try IndexReader(path: index.path).statistics().files == 1)
  try expectSound(index)
  #expect(try index.write("/n.jsonl", [("a", "一二"), ("b", "一二")]).added == 1)
}

@Test func `prune removes the vanished files below a path`() throws {
  let index = try TemporaryIndex()
  let manager = FileManager.default
  for name in ["in", "in2"] {
    try manager.createDirectory(
      atPath: "\(index.folder)/\(name)", withIntermediateDirectories: true)
  }
  try manager.createSymbolicLink(
    atPath: index.folder + "/link", withDestinationPath: index.folder + "/in")
  try Data().write(to: URL(filePath: index.folder + "/in/stays.txt"))
  for name in ["in/stays.txt", "in/gone.txt", "in/x/gone.txt", "in2/gone.txt"] {
    _ = try index.write("\(index.folder)/\(name)", [(name, "一二")])
  }
  let writer = try index.writer()
  var told: [String] = []
  #expect(try writer.prune(below: [index.folder + "/link"]) { told.append($0) } == 2)
  try writer.finish()
  #expect(told == ["\(index.folder)/in/gone.txt", "\(index.folder)/in/x/gone.txt"])
  #expect(try find("一二", in: index) == ["in/stays.txt", "in2/gone.txt"])
  try expectSound(index)
}

@Test func `a document beyond SQLite's limit is refused, and the rest goes on`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer(documentBytes: 100)
  #expect(try writer.begin(file: "/n.jsonl", size: 1, modified: 1))
  let path = index.path
  #expect(throws: IndexError.tooLarge(path: path, locator: "big")) {
    try writer.add(locator: "big", body: String(repeating: "a", count: 100))
  }
  try writer.add(locator: "small", body: "一二")
  try writer.end(hash: 1)
  try writer.finish()
  #expect(try find("一二", in: index) == ["small"])
}
