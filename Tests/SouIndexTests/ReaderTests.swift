import Foundation
import SouAnalysis
import SouTestSupport
import Testing

@testable import SouIndex

@Test func `the best documents come first, and equals by id`() throws {
  let index = try TemporaryIndex()
  let longer = String(repeating: "其他的文字。", count: 20)
  _ = try index.write(
    "/n.jsonl", [("long", "晶片" + longer), ("short", "晶片"), ("none", longer), ("same", "晶片")])
  let reader = try IndexReader(path: index.path)
  let hits = try reader.search(match: Array("晶片".utf8), plan: nil, limit: 10).hits
  #expect(
    try hits.map { try reader.document(id: $0.id)?.locator } == ["short", "same", "long"])
  #expect(hits[0].score == hits[1].score)
  #expect(hits[1].score > hits[2].score)
  #expect(hits[2].score > 0)
  #expect(try reader.search(match: Array("晶片".utf8), plan: nil, limit: 1).hits == [hits[0]])
}

@Test func `a bad expression is an error and not a crash`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/a.txt", [("a", "一二")])
  let reader = try IndexReader(path: index.path)
  #expect(throws: IndexError.self) { try reader.count(match: Array("\"".utf8)) }
  #expect(try reader.count(match: Array("\"一二\0\"".utf8)) == 1)
}

@Test func `statistics count what was written`() throws {
  let index = try TemporaryIndex()
  try index.writer().finish()
  let empty = try IndexReader(path: index.path).statistics()
  #expect(empty.documents == 0 && empty.terms == 0 && empty.positions == 0)
  _ = try index.write("/n.jsonl", [("a", "一二三"), ("b", "一二")])
  _ = try index.write("/a.txt", [("a.txt", "四五")])
  let found = try IndexReader(path: index.path).statistics()
  #expect(found.documents == 3)
  #expect(found.files == 2)
  #expect(found.terms == 6)  // 一二 二三 三, 二, 四五 五
  #expect(found.positions == 7)
  #expect(found.segments == 1)  // The second writer merged its own with the first one's.
  #expect(found.fingerprint == TokenizerOptions().fingerprint)
  #expect(found.tables.reduce(0) { $0 + $1.bytes } == found.bytes)
  #expect(found.tables.contains { $0.name == "document" })
}

@Test func `a check finds documents that changed behind the postings`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/a.txt", [("a", "一二")])
  try expectSound(index)
  try index.execute("UPDATE document SET body = '三四'")
  #expect(try IndexReader(path: index.path).check().problems.count == 1)
  try index.writer(rebuild: true).finish()
  try expectSound(index)
  #expect(try find("三四", in: index) == ["a"])
}

@Test func `damage is an error and not a crash`() throws {
  for seed in UInt64(1)...60 {
    var generator = SplitMix64(seed: seed)
    let index = try TemporaryIndex()
    _ = try index.write("/n.jsonl", (0..<50).map { ("d\($0)", "晶片\($0)與台積電") })
    var bytes = try Data(contentsOf: URL(filePath: index.path))
    for _ in 0..<20 {
      bytes[Int.random(in: 100..<bytes.count, using: &generator)] = .random(
        in: 0...255, using: &generator)
    }
    if seed % 5 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
    try bytes.write(to: URL(filePath: index.path))
    guard let reader = try? IndexReader(path: index.path) else { continue }
    _ = try? reader.statistics()
    _ = try? reader.check()
    for hit in (try? reader.search(match: Array("晶片".utf8), plan: nil, limit: 60).hits) ?? [] {
      _ = try? reader.document(id: hit.id)
    }
    try? reader.forEachDocument { _ in }
  }
}

@Test func `all documents can be passed over`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一"), ("b", "二")])
  var locators: [String] = []
  try IndexReader(path: index.path).forEachDocument { locators.append($0.locator) }
  #expect(locators == ["a", "b"])
}
