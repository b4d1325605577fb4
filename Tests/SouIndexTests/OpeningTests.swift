import Foundation
import SouAnalysis
import Testing

@testable import SouIndex

@Test func `a reader makes no index`() throws {
  let index = try TemporaryIndex()
  #expect(throws: IndexError.noIndex(path: index.path)) { try IndexReader(path: index.path) }
  #expect(!FileManager.default.fileExists(atPath: index.path))
  #expect(
    "\(IndexError.noIndex(path: "./sou.db"))" == "no index at ./sou.db; make one: sou index PATH")
}

@Test func `a reader leaves no file behind`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/a.txt", [("a", "一二")])
  #expect(try find("一二", in: index) == ["a"])
  #expect(try FileManager.default.contentsOfDirectory(atPath: index.folder) == ["sou.db"])
}

@Test func `a file that is no database is left as it is`() throws {
  let index = try TemporaryIndex()
  let text = Data("只是一段文字，不是資料庫。".utf8)
  try text.write(to: URL(filePath: index.path))
  #expect(throws: IndexError.notAnIndex(path: index.path)) { try IndexReader(path: index.path) }
  #expect(throws: IndexError.notAnIndex(path: index.path)) { try index.writer() }
  #expect(throws: IndexError.notAnIndex(path: index.path)) { try index.writer(rebuild: true) }
  #expect(try Data(contentsOf: URL(filePath: index.path)) == text)
}

@Test func `another program's database is left as it is`() throws {
  let index = try TemporaryIndex()
  try index.execute("CREATE TABLE mine(x)")
  let before = try Data(contentsOf: URL(filePath: index.path))
  #expect(throws: IndexError.notAnIndex(path: index.path)) { try IndexReader(path: index.path) }
  #expect(throws: IndexError.notAnIndex(path: index.path)) { try index.writer() }
  #expect(throws: IndexError.notAnIndex(path: index.path)) { try index.writer(rebuild: true) }
  #expect(try Data(contentsOf: URL(filePath: index.path)) == before)
}

@Test func `a file whose first writer committed nothing is no index, and can become one`() throws {
  let index = try TemporaryIndex()
  try Data().write(to: URL(filePath: index.path))
  #expect(throws: IndexError.noIndex(path: index.path)) { try IndexReader(path: index.path) }
  _ = try index.write("/a.txt", [("a", "一二")])
  #expect(try find("一二", in: index) == ["a"])
}

@Test func `a newer schema is refused`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/a.txt", [("a", "一二")])
  try index.execute("PRAGMA user_version = 3")
  let error = IndexError.newerSchema(path: index.path, version: 3)
  #expect(throws: error) { try IndexReader(path: index.path) }
  #expect(throws: error) { try index.writer() }
}

@Test(arguments: [
  "UPDATE meta SET value = 'other' WHERE key = 'fingerprint'",
  "UPDATE meta SET value = 'sou variants 0 unigrams 0 v 1' WHERE key = 'options'",
  // The tokenizer of a newer version, which FTS5 cannot open here.
  """
  UPDATE meta SET value = 'sou variants 1 unigrams 0 v 9' WHERE key = 'options';
  PRAGMA writable_schema = ON;
  UPDATE sqlite_schema SET sql = replace(sql, 'v 1', 'v 9') WHERE name = 'posting';
  """,
])
func `another analyzer's index is refused until it is rebuilt`(change: String) throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二三"), ("b", "二三四")])
  try index.execute(change)
  for attempt in [{ _ = try IndexReader(path: index.path) }, { _ = try index.writer() }] {
    let error = #expect(throws: IndexError.self) { try attempt() }
    guard case .otherAnalyzer = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect("\(String(describing: error))".contains("sou index --rebuild"))
  }
  try index.writer(rebuild: true).finish()
  #expect(try find("二三", in: index) == ["a", "b"])
  try expectSound(index)
}

@Test func `other options take a rebuild`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/a.txt", [("a", "輝達")])
  #expect(try find("辉达", in: index) == ["a"])
  var exact = TokenizerOptions()
  exact.variants = false
  let error = #expect(throws: IndexError.self) { try index.writer(options: exact) }
  #expect("\(String(describing: error))".contains("--rebuild"))
  try index.writer(options: exact, rebuild: true).finish()
  #expect(try find("辉达", in: index) == [])
  #expect(try find("輝達", in: index) == ["a"])
  // From here on they are the index's.
  #expect(try index.writer().options == exact)
  #expect(try IndexReader(path: index.path).options == exact)
}

@Test func `a second writer is told that another one is writing`() throws {
  let index = try TemporaryIndex()
  let first = try index.writer(documents: 1)
  #expect(throws: IndexError.busy(path: index.path)) { try index.writer() }
  try first.put("/a.txt", [("a", "一二")])
  #expect(throws: IndexError.busy(path: index.path)) { try index.writer(rebuild: true) }
  try first.finish()
  try index.writer().finish()
}

@Test func `a writer has its turn whenever no other one is at work`() throws {
  let index = try TemporaryIndex()
  let path = index.path
  DispatchQueue.concurrentPerform(iterations: 4) { number in
    do {
      for round in 0..<5 {
        let writer = try IndexWriter(path: path, busyTimeout: 60)
        try writer.put(
          "/\(number).jsonl", (0...round).map { ("\(number)-\($0)", "晶片") }, modified: 1)
        try writer.finish()
      }
    } catch {
      Issue.record(error)
    }
  }
  #expect(try find("晶片", in: index).count == 20)
  try expectSound(index)
}

@Test func `a reader sees whole batches while a writer writes`() throws {
  let index = try TemporaryIndex()
  try index.writer().finish()
  let reader = try IndexReader(path: index.path)
  let writer = try index.writer(documents: 2)
  #expect(try writer.begin(file: "/n.jsonl", size: 1, modified: 1))
  let match = Array("晶片".utf8)
  for count in 1...5 {
    try writer.add(locator: "\(count)", body: "晶片")
    #expect(try reader.count(match: match) == count / 2 * 2)
  }
  try reader.snapshot {
    #expect(try reader.count(match: match) == 4)
    try writer.add(locator: "6", body: "晶片")
    #expect(try reader.count(match: match) == 4)
  }
  #expect(try reader.count(match: match) == 6)
}

@Test func `a folder is no index`() throws {
  let index = try TemporaryIndex()
  let error = IndexError.notAnIndex(path: index.folder)
  #expect(throws: error) { try IndexReader(path: index.folder) }
  #expect(throws: error) { try IndexWriter(path: index.folder) }
}

@Test func `a missing folder is told`() throws {
  let index = try TemporaryIndex()
  let path = index.folder + "/gone/sou.db"
  #expect(throws: IndexError.noFolder(path: path)) { try IndexWriter(path: path) }
}
