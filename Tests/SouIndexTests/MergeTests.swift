import Foundation
import GRDB
import SouPostings
import SouTestSupport
import Testing

@testable import SouIndex

// MARK: - What is merged

@Test(arguments: 1...200 as ClosedRange<UInt64>)
func `a plan keeps all segments in their order, and lets FTS5 merge those that are due`(
  seed: UInt64
) throws {
  var random = SplitMix64(seed: seed)
  let structure = randomStructure(using: &random)
  let sizes = structure.oldestFirst.map(\.pageCount)
  let context = Comment("seed \(seed), \(structure.levels)")
  guard let plan = structure.planned else {
    #expect(!structure.isMerging, context)
    #expect(isGeometric(sizes), context)
    return
  }
  #expect(plan.oldestFirst == structure.oldestFirst, context)
  #expect(plan.planned == plan, context)
  #expect(try SegmentStructure(bytes: plan.bytes) == plan, context)
  // Where nothing goes on, all is done once the lowest level is one segment.
  let due = plan.levels[0].segments
  if !structure.isMerging {
    #expect(plan.levels.dropFirst().allSatisfy { $0.segments.count <= 1 }, context)
    #expect(
      isGeometric(sizes.dropLast(due.count) + [due.reduce(0) { $0 + $1.pageCount }]), context)
  } else {
    let lone = plan.levels.filter { $0.mergeCount == 0 }.dropFirst(due.count > 1 ? 1 : 0)
    #expect(lone.allSatisfy { $0.segments.count <= 1 }, context)
  }
}

/// Each segment has twice the pages of all newer ones.
private func isGeometric(_ oldestFirst: [Int]) -> Bool {
  var newer = 0
  for (index, pages) in oldestFirst.reversed().enumerated() {
    if index > 0, pages < 2 * newer { return false }
    newer += pages
  }
  return true
}

extension SegmentStructure {
  fileprivate var oldestFirst: [Segment] { levels.reversed().flatMap(\.segments) }
}

/// Segments of many sizes on a few levels, at times with a merge that was begun.
private func randomStructure(using random: inout SplitMix64) -> SegmentStructure {
  var structure = SegmentStructure(cookie: 1, writeCounter: 0, levels: [])
  var id = 0
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    let segments = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      id += 1
      return SegmentStructure.Segment(
        id: id, firstPage: 1, lastPage: 1 << Int.random(in: 0...12, using: &random))
    }
    structure.levels.append(SegmentStructure.Level(segments: segments))
  }
  let level = Int.random(in: 0..<structure.levels.count, using: &random)
  if level + 1 < structure.levels.count, structure.levels[level].segments.count >= 2,
    !structure.levels[level + 1].segments.isEmpty
  {
    structure.levels[level].mergeCount = Int.random(
      in: 2...structure.levels[level].segments.count, using: &random)
  }
  return structure
}

// MARK: - After each writer

@Test func `an index that is updated often keeps few segments`() throws {
  let index = try TemporaryIndex()
  var random = SplitMix64(seed: 1)
  _ = try index.write(
    "/large.jsonl", (0..<300).map { ("\($0)", randomText(300, using: &random)) })
  var segments: [Int] = []
  for update in 0..<60 {
    let changed = [
      ("0", "輝達\(update)" + String(repeating: "。", count: update)),
      ("\(update)", randomText(40, using: &random)),
    ]
    _ = try index.write("/n\(update % 7).jsonl", changed, modified: Int64(update))
    segments.append(try IndexReader(path: index.path).statistics().segments)
  }
  #expect(segments.allSatisfy { $0 <= 8 }, "\(segments)")
  #expect(try find("輝達59", in: index) == ["0"])
  try expectSound(index)
}

@Test func `a merge that takes long is done by several writers`() throws {
  let index = try TemporaryIndex()
  try index.fill(segments: 40, terms: 1_500)
  let before = try index.structure().pageCount
  #expect(before > 1_100)
  var merging = 0
  for update in 0..<20 {
    _ = try index.write("/n\(update).jsonl", [("a", "輝達")])
    if try index.structure().isMerging { merging += 1 }
    try expectSound(index, "update \(update)")
  }
  #expect(merging > 0)
  #expect(try index.structure().segmentCount <= 4)
  #expect(try find("輝達", in: index).count == 20)
}

// MARK: - All into one

@Test func `optimizing leaves one segment, and the same documents are found`() throws {
  let index = try TemporaryIndex()
  try index.fill(segments: 30, terms: 400)
  _ = try index.write("/n.jsonl", [("a", "輝達的護城河"), ("b", "台積電")])
  _ = try index.write("/n.jsonl", [("a", "輝達的")], modified: 2)
  let optimizer = try IndexOptimizer(path: index.path)
  #expect(optimizer.before.segments > 1)
  while try optimizer.step() { #expect((0...1).contains(optimizer.share)) }
  #expect(optimizer.share == 1)
  #expect(optimizer.after.segments == 1)
  #expect(optimizer.after.bytes < optimizer.before.bytes)
  try optimizer.finish()
  #expect(try find("輝達", in: index) == ["a"])
  #expect(try find("台積", in: index) == [])
  #expect(try IndexReader(path: index.path).statistics().deadShare == 0)
  #expect(!FileManager.default.fileExists(atPath: index.path + "-wal"))
  try expectSound(index)
  // Again there is nothing to do.
  let again = try IndexOptimizer(path: index.path)
  #expect(try !again.step())
  #expect(again.before == again.after)
}

@Test func `optimizing goes on where it was stopped, also after other writers`() throws {
  let index = try TemporaryIndex()
  try index.fill(segments: 20, terms: 400)
  try expectLengthsCount(in: index)
  let merger = try SegmentMerger(path: index.path, busyTimeout: 1)
  _ = try merger.step(pages: -100)
  let stopped = try #require(try merger.step(pages: 100))
  #expect(stopped.isMerging)
  let goneOn = try #require(try merger.step(pages: -100))
  #expect(goneOn.unmergedPageCount < stopped.unmergedPageCount)
  _ = try index.write("/n.jsonl", [("a", "輝達")])
  try expectSound(index)

  let optimizer = try IndexOptimizer(path: index.path)
  while try optimizer.step() {}
  #expect(optimizer.after.segments == 1)
  #expect(try find("輝達", in: index) == ["a"])
  try expectLengthsCount(in: index)
  try expectSound(index)
}

@Test func `a writer gets its turn between two steps`() throws {
  let index = try TemporaryIndex()
  try index.fill(segments: 20, terms: 2_500)
  let optimizer = try IndexOptimizer(path: index.path)
  optimizer.turn = .zero
  var steps = 0
  while try optimizer.step() {
    steps += 1
    _ = try index.write("/\(steps).jsonl", [("\(steps)", "輝達")])
  }
  #expect(steps > 0)
  #expect(try find("輝達", in: index).count == steps)
  // What was there is one segment; what was written meanwhile may stand beside it.
  #expect(optimizer.after.segments <= 1 + 2 * steps)
  try expectSound(index)
}

@Test func `optimizing waits for a writer, then says that it is busy`() throws {
  let index = try TemporaryIndex()
  _ = try index.write("/n.jsonl", [("a", "輝達")])
  let writer = try index.writer()
  let optimizer = try IndexOptimizer(path: index.path, busyTimeout: 0.05)
  #expect(throws: IndexError.busy(path: index.path)) { try optimizer.step() }
  try writer.finish()
  #expect(try !optimizer.step())
}

@Test func `a reader sees its state while segments are merged`() throws {
  let index = try TemporaryIndex()
  try index.fill(segments: 20, terms: 2_000)
  _ = try index.write("/n.jsonl", [("a", "輝達")])
  let reader = try IndexReader(path: index.path)
  try reader.snapshot {
    let before = try reader.ids(match: Array("輝達 OR \(longWord(1))".utf8))
    let optimizer = try IndexOptimizer(path: index.path)
    while try optimizer.step() {
      #expect(try reader.ids(match: Array("輝達 OR \(longWord(1))".utf8)) == before)
    }
    try optimizer.finish()
    #expect(try reader.ids(match: Array("輝達 OR \(longWord(1))".utf8)) == before)
  }
  #expect(try reader.statistics().segments == 1)
}

@Test func `there is nothing to optimize without an index`() throws {
  let index = try TemporaryIndex()
  #expect(throws: IndexError.noIndex(path: index.path)) { try IndexOptimizer(path: index.path) }
  #expect(!FileManager.default.fileExists(atPath: index.path))
}

// MARK: - Statistics

@Test func `the dead share counts entries of removed and changed documents, and their marks`()
  throws
{
  let index = try TemporaryIndex()
  _ = try index.write("/a.jsonl", [("a", "alpha beta"), ("b", "gamma")])
  #expect(try IndexReader(path: index.path).statistics().deadShare == 0)
  // Kept apart, as in another program's hands.
  try index.withTable { db in
    try db.execute(
      sql: """
        INSERT INTO posting(posting, rowid, title, body)
          SELECT 'delete', id, title, body FROM document WHERE locator = 'a'
        """)
  }
  // Three entries and two marks; one of them counts.
  let deadShare = try #require(try IndexReader(path: index.path).statistics().deadShare)
  #expect(abs(deadShare - 0.8) < 1e-9, "\(deadShare)")
}

@Test func `statistics name the segments by level`() throws {
  let index = try TemporaryIndex()
  try index.fill(segments: 3, terms: 50)
  let statistics = try IndexReader(path: index.path).statistics()
  #expect(statistics.segments == 3)
  #expect(statistics.levels.map(\.number) == [0])
  #expect(statistics.levels.map(\.segments) == [3])
  #expect(statistics.levels[0].bytes >= 3 * 4_096)
}

// MARK: - Support

private func randomText(_ count: Int, using random: inout SplitMix64) -> String {
  var text = ""
  for _ in 0..<count {
    text.unicodeScalars.append(
      Unicode.Scalar(UInt16.random(in: 0x4E00...0x9FFF, using: &random)) ?? "。")
  }
  return text
}

/// A word that takes much room in a leaf: its first letters tell it from others.
private func longWord(_ number: Int) -> String {
  let letters = [1, 26, 676, 17_576].map { UInt8(ascii: "a") + UInt8(number % 456_976 / $0 % 26) }
  return String(decoding: letters, as: UTF8.self) + String(repeating: "z", count: 100)
}

extension TemporaryIndex {
  /// Writes one document a segment, without any merging.
  func fill(segments: Int, terms: Int) throws {
    try writer().finish()
    try withTable { db in
      try db.execute(
        sql: """
          INSERT INTO posting(posting, rank) VALUES('automerge', 0);
          INSERT INTO posting(posting, rank) VALUES('crisismerge', 1000);
          INSERT INTO file(id, path, size, modified, hash) VALUES(1, '/f', 0, 0, 0);
          """)
    }
    for segment in 0..<segments {
      try withTable { db in
        let text = (0..<terms).map { longWord(segment * 7_919 + $0) }.joined(separator: " ")
        try db.execute(
          sql: """
            INSERT INTO document(file_id, locator, title, source, date, language, body)
            VALUES(1, ?, '', '', '', '', ?)
            """, arguments: ["f\(segment)", text])
        try db.execute(
          sql: "INSERT INTO posting(rowid, title, body) VALUES(?, '', ?)",
          arguments: [db.lastInsertedRowID, text])
      }
    }
    try withTable { db in
      try LengthBlocks.renew(db)
      var none = LengthBlocks()
      try none.flush(db)
    }
  }

  /// Runs a transaction of FTS5's own, on a new connection.
  func withTable(_ body: (Database) throws -> Void) throws {
    let queue = try Connection.writable(path: path, timeout: 1)
    try queue.inDatabase { db in
      try db.inTransaction(.immediate) {
        try body(db)
        return .commit
      }
    }
    try queue.close()
  }

  func structure() throws -> SegmentStructure {
    let queue = try Connection.writable(path: path, timeout: 1)
    defer { try? queue.close() }
    return try queue.inDatabase { try SegmentStructure(of: $0, path: path) }
  }
}

/// Expects that the stored lengths are taken for those of the postings.
private func expectLengthsCount(in index: TemporaryIndex) throws {
  var areCurrent = false
  try index.withTable { areCurrent = try LengthBlocks.areCurrent($0) }
  #expect(areCurrent)
}
