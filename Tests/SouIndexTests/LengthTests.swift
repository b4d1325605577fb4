import Foundation
import GRDB
import SouRanking
import SouTestSupport
import Testing

@testable import SouIndex

@Test func `lengths stand in blocks, and are those of FTS5`() throws {
  let index = try TemporaryIndex()
  let writer = try index.writer(documents: 700)
  for number in 1...5000 {
    try writer.add(
      locator: "\(number)", title: number % 3 == 0 ? "題目" : "",
      body: String(repeating: "字", count: number % 300))
  }
  try writer.finish()
  #expect(try index.integers("SELECT block, length(bytes) FROM length") == [0, 8192, 1, 1810])
  for number in [1, 299, 4095, 4096, 5000] as [Int64] {
    let title = number % 3 == 0 ? UInt8(2) : 0
    #expect(
      try index.norms(of: number) == [title, Norm.encode(UInt32(number % 300))], "\(number)")
  }
  // A document without a token is as unknown as one that does not exist.
  #expect(try index.norms(of: 300)[1] == 0)
  #expect(try index.norms(of: 6000) == [0, 0])
  try expectSound(index)
}

@Test func `lengths follow changes and removals`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二三"), ("b", "四五六"), ("c", "七八九")])
  _ = try index.write("/n.jsonl", [("a", "一二三四五"), ("b", "四五六")], modified: 2)
  #expect(try index.norms(of: 1) == [0, 5])
  #expect(try index.norms(of: 2) == [0, 3])
  // The row ends with the last length.
  #expect(try index.integers("SELECT length(bytes) FROM length") == [6])
  let writer = try index.writer()
  try writer.remove(file: "/n.jsonl")
  try writer.finish()
  #expect(try index.integers("SELECT count(*) FROM length") == [0])
  try expectSound(index)
}

@Test func `ids far apart, negative ones too, take a row each and no more`() throws {
  let index = try TemporaryIndex()
  try index.writer().finish()
  let ids: [Int64] = [.max, 1 << 62, 7, 6, 5, -1, -5000, .min, 4095, 4096, .max, 5]
  try index.inDatabase { db in
    var blocks = LengthBlocks()
    for (place, id) in ids.enumerated() {
      blocks.set(id: id, title: UInt32(place), body: UInt32.max)
    }
    try blocks.flush(db)
    for id in Set(ids) {
      let place = try #require(ids.lastIndex(of: id))
      let stored = try LengthBlocks.block(id >> LengthBlocks.shift, db)
      #expect(stored[LengthBlocks.index(of: id)] == UInt8(place), "\(id)")
      #expect(stored[LengthBlocks.index(of: id) + 1] == 255, "\(id)")
    }
    #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM length") == 7)
  }
}

@Test(arguments: UInt64(1)...5)
func `any order of setting leaves what a dictionary holds`(seed: UInt64) throws {
  var generator = SplitMix64(seed: seed)
  let index = try TemporaryIndex()
  try index.writer().finish()
  var twin: [Int64: [UInt8]] = [:]
  try index.inDatabase { db in
    var blocks = LengthBlocks()
    for _ in 0..<20 {
      let first = Int64.random(in: -20_000...20_000, using: &generator)
      for id in first...first + Int64.random(in: 0...9_000, using: &generator) {
        let lengths = (0..<2).map { _ in UInt32.random(in: 0...39, using: &generator) }
        blocks.set(id: id, title: lengths[0], body: lengths[1])
        twin[id] = lengths.map(Norm.encode)
      }
      if Bool.random(using: &generator) { try blocks.flush(db) }
    }
    try blocks.flush(db)
    for number in Int64(-8)...8 {
      let expected = (number * 4096..<(number + 1) * 4096).flatMap { twin[$0] ?? [0, 0] }
      #expect(try LengthBlocks.block(number, db) == expected, "seed \(seed)")
    }
  }
}

@Test func `lengths do not count once another program has written, until Sou writes again`() throws
{
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二三"), ("b", "四五六"), ("c", "七八九")])
  let reader = try IndexReader(path: index.path)
  #expect(try reader.norms(of: 2) == [0, 3])
  // As another program would, with the extension.
  try index.inDatabase { db in
    try db.execute(
      sql: """
        INSERT INTO posting(posting, rowid, title, body) VALUES('delete', 2, '', '四五六');
        INSERT INTO posting(rowid, title, body) VALUES(2, '題目', '四五六七');
        UPDATE document SET title = '題目', body = '四五六七' WHERE id = 2;
        """)
  }
  #expect(try index.inDatabase { try !LengthBlocks.areCurrent($0) })
  #expect(try reader.norms(of: 2) == [2, 4])
  #expect(try index.norms(of: 2) == [2, 4])
  try expectSound(index)
  // A batch that changes another document makes all lengths count again.
  let writer = try index.writer()
  try writer.add(locator: "d", body: "一二三四")
  try writer.finish()
  #expect(try index.inDatabase { try LengthBlocks.areCurrent($0) })
  #expect(
    try index.inDatabase { Array(try LengthBlocks.block(0, $0)[2..<10]) }
      == [0, 3, 2, 4, 0, 3, 0, 4])
  #expect(try reader.norms(of: 4) == [0, 4])
  try expectSound(index)
}

@Test func `another program may write between two batches of a writer`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二三")])
  let writer = try index.writer(documents: 1)
  try writer.add(locator: "b", body: "四五六")
  // The writer holds the next transaction's lock from here on; SQLite gives it to nobody else.
  #expect(throws: DatabaseError.self) { try index.execute("DELETE FROM posting_docsize") }
  try writer.finish()
  try expectSound(index)
}

@Test func `an index of the first schema is read, and upgraded by its next writer`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二三"), ("b", "四五六")])
  try index.execute(
    "DROP TABLE length; DELETE FROM meta WHERE key = 'lengths'; PRAGMA user_version = 1")
  #expect(try index.norms(of: 2) == [0, 3])
  try expectSound(index)
  try index.writer().finish()
  #expect(try index.integers("PRAGMA user_version") == [2])
  #expect(
    try index.inDatabase { Array(try LengthBlocks.block(0, $0)[2..<6]) } == [0, 3, 0, 3])
  try expectSound(index)
}

@Test func `a rebuild reads all lengths anew`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二三"), ("b", "四五六")])
  try index.execute("UPDATE length SET bytes = x'0909090909'")
  #expect(
    try IndexReader(path: index.path).check().problems == ["3 documents have a wrong length"])
  try index.writer(rebuild: true).finish()
  #expect(try index.norms(of: 2) == [0, 3])
  #expect(try index.integers("SELECT length(bytes) FROM length") == [6])
  try expectSound(index)
}

@Test func `damaged lengths are read without a crash`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "一二三"), ("b", "四五六")])
  for change in [
    "UPDATE length SET bytes = x''", "UPDATE length SET bytes = zeroblob(100000)",
    "UPDATE length SET bytes = 'text'", "UPDATE length SET block = 9223372036854775807",
    "UPDATE posting_docsize SET sz = x'ff'", "UPDATE meta SET value = x'00' WHERE key = 'lengths'",
    "DELETE FROM posting_docsize", "DROP TABLE length",
  ] {
    try index.execute(change)
    let reader = try IndexReader(path: index.path)
    for id in [1, 2, .max, .min] as [Int64] { _ = try? reader.norms(of: id) }
    _ = try? reader.check()
  }
}

extension IndexReader {
  /// As a scorer reads them: the block's where it counts and knows them, else FTS5's.
  fileprivate func norms(of id: Int64) throws -> [UInt8] {
    try read { db in
      if try LengthBlocks.areCurrent(db) {
        let index = LengthBlocks.index(of: id)
        let norms = try LengthBlocks.block(id >> LengthBlocks.shift, db)[index...index + 1]
        if norms.contains(where: { $0 != 0 }) { return Array(norms) }
      }
      var norms: [UInt8] = [0, 0]
      try LengthBlocks.forEachDocumentSize(in: id...id, db) { _, title, body in
        norms = [Norm.encode(title), Norm.encode(body)]
      }
      return norms
    }
  }
}

extension TemporaryIndex {
  fileprivate func norms(of id: Int64) throws -> [UInt8] {
    try IndexReader(path: path).norms(of: id)
  }

  /// Runs `body` in a transaction of a connection that has Sou's tokenizer.
  fileprivate func inDatabase<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let queue = try Connection.writable(path: path, timeout: 1)
    defer { try? queue.close() }
    return try queue.inDatabase { db in
      var value: Value?
      try db.inTransaction(.immediate) {
        value = try body(db)
        return .commit
      }
      return try #require(value)
    }
  }

  fileprivate func integers(_ sql: String) throws -> [Int] {
    try inDatabase { db in
      try Row.fetchAll(db, sql: sql).flatMap { row in (0..<row.count).map { row[$0] } }
    }
  }
}
