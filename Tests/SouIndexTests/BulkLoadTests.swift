import Foundation
import GRDB
import SouTestSupport
import Testing

@testable import SouIndex

/// An index of the same documents that FTS5 makes from single rows.
private func plainTwin(of index: TemporaryIndex) throws -> TemporaryIndex {
  let twin = try TemporaryIndex()
  try FileManager.default.copyItem(atPath: index.path, toPath: twin.path)
  let queue = try Connection.writable(path: twin.path, timeout: 0.1)
  try queue.writeWithoutTransaction { db in
    try db.execute(sql: "INSERT INTO posting(posting) VALUES('rebuild')")
  }
  try queue.close()
  return twin
}

/// Every occurrence of every term, every term with its counts, the sizes of all documents and the
/// averages, as FTS5 reads them.
private func content(of index: TemporaryIndex) throws -> [String] {
  let queue = try Connection.writable(path: index.path, timeout: 0.1)
  return try queue.writeWithoutTransaction { db in
    for kind in ["instance", "row", "col"] {
      try db.execute(
        sql: "CREATE VIRTUAL TABLE temp.\(kind) USING fts5vocab(main, posting, \(kind))")
    }
    return try String.fetchAll(
      db,
      sql: """
        SELECT hex(term) || ' ' || doc || ' ' || col || ' ' || offset FROM temp.instance
        UNION ALL SELECT hex(term) || ' ' || doc || ' ' || cnt FROM temp.row
        UNION ALL SELECT hex(term) || ' ' || col || ' ' || doc || ' ' || cnt FROM temp.col
        UNION ALL SELECT id || ' ' || hex(sz) FROM posting_docsize
        UNION ALL SELECT 'all ' || hex(block) FROM posting_data WHERE id = 1
        """)
  }
}

private func run(_ command: String, on index: TemporaryIndex) throws {
  let queue = try Connection.writable(path: index.path, timeout: 0.1)
  try queue.writeWithoutTransaction { db in
    try db.execute(sql: "INSERT INTO posting(posting) VALUES(?)", arguments: [command])
  }
}

private func segments(in index: TemporaryIndex) throws -> Int {
  let queue = try DatabaseQueue(path: index.path)
  return try queue.read {
    try Int.fetchOne($0, sql: "SELECT count(DISTINCT segid) FROM posting_idx") ?? 0
  }
}

/// Documents as locator, title and body; one term is in each that is not empty.
private func documents(seed: UInt64) -> [(locator: String, title: String, body: String)] {
  var generator = SplitMix64(seed: seed)
  var random = RandomText(seed: seed)
  return (0..<Int.random(in: 1...400, using: &generator)).map { number in
    let body = String(decoding: random.nextPlain(pieces: 60), as: UTF8.self)
    let isEmpty = Int.random(in: 0..<12, using: &generator) == 0
    let title = Int.random(in: 0..<3, using: &generator) == 0 ? "題 \(number % 7)" : ""
    return ("d\(number)", isEmpty ? "" : title, isEmpty ? "" : body + " 共通")
  }
}

private func expectEqualToPlain(_ index: TemporaryIndex, _ comment: Comment) throws {
  #expect(try content(of: index) == content(of: plainTwin(of: index)), comment)
  try expectSound(index, comment)
}

@Test(arguments: 1...UInt64(24))
func `a bulk load leaves the postings that FTS5 makes from single rows`(seed: UInt64) throws {
  var generator = SplitMix64(seed: seed)
  let documents = documents(seed: seed)
  let memory = 1 << Int.random(in: 8...24, using: &generator)
  let comment: Comment = "seed \(seed), \(memory) bytes"
  let index = try TemporaryIndex()
  let writer = try index.writer(
    allDocuments: .max, memory: memory, threads: Int(seed % 2) + 1)
  for document in documents {
    try writer.add(locator: document.locator, title: document.title, body: document.body)
  }
  try writer.finish()
  try expectEqualToPlain(index, comment)

  // More documents come to it, some of them change and some go, in any order.
  let more = try index.writer(
    allDocuments: .max, memory: memory, threads: Int(seed % 2) + 1)
  for document in documents {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: try more.add(locator: document.locator, title: document.title, body: "新しい 共通")
    case 1: try more.remove(locator: document.locator)
    case 2: try more.add(locator: document.locator + "+", body: document.body)
    case 3:
      try more.add(locator: document.locator + "-", body: document.body)
      try more.remove(locator: document.locator + "-")
    default: break
    }
  }
  try more.finish()
  try expectEqualToPlain(index, comment)

  for command in ["optimize", "integrity-check"] { try run(command, on: index) }
  try expectEqualToPlain(index, comment)
}

@Test func `a document that comes twice in one batch counts as it came last`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer(allDocuments: .max)
  for round in 0..<3 {
    for number in 0..<100 {
      try writer.add(locator: "d\(number)", body: "輝達的護城河 \(number) \(round)")
    }
  }
  try writer.remove(locator: "d8")
  try writer.finish()
  #expect(try find("2", in: index).count == 99)
  try expectEqualToPlain(index, "")
}

@Test func `a rebuild gives the postings of all documents`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer()
  for document in documents(seed: 7) {
    try writer.add(locator: document.locator, title: document.title, body: document.body)
  }
  try writer.finish()
  try index.writer(rebuild: true, memory: 1 << 12).finish()
  #expect(try segments(in: index) == 1)
  try expectEqualToPlain(index, "")
}

@Test func `a document larger than the memory is indexed`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer(documentBytes: 1 << 24, memory: 1 << 16, threads: 2)
  try writer.add(locator: "small", body: "輝達")
  try writer.add(locator: "same", body: String(repeating: "的", count: 200_000))
  var random = RandomText(seed: 11)
  let large = (0..<2_000).map { _ in String(decoding: random.nextPlain(pieces: 60), as: UTF8.self) }
  try writer.add(locator: "large", body: large.joined(separator: "。"))
  try writer.finish()
  try expectEqualToPlain(index, "")
}

@Test func `thousands of tiny documents make one segment`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer(allDocuments: .max, memory: 1 << 24, threads: 2)
  for number in 0..<20_000 { try writer.add(locator: "d\(number)", body: "第\(number % 997)") }
  try writer.finish()
  #expect(try segments(in: index) == 1)
  #expect(try find("第7", in: index).count == 21)
  try expectEqualToPlain(index, "")
}

@Test func `an index of documents without a token is whole`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer()
  for number in 0..<5 { try writer.add(locator: "d\(number)", body: "。。。") }
  try writer.finish()
  #expect(try segments(in: index) == 0)
  try expectSound(index)
}
