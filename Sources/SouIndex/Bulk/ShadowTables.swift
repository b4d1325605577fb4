import Foundation
import GRDB
import SouPostings

/// FTS5's own tables of `posting`, written without FTS5 (docs/format.md).
///
/// FTS5 keeps what it read of them in memory: `forget` makes it read again.
struct ShadowTables {
  /// FTS5's `pgsz`, which Sou leaves as it is.
  static let pageSize = 4050

  private let db: Database
  private let path: String

  init(_ db: Database, path: String) {
    self.db = db
    self.path = path
  }

  /// Lets FTS5 forget what it knows of the table, outside of a transaction.
  func forget() throws { try db.execute(sql: "PRAGMA writable_schema = RESET") }

  /// Lets FTS5 write what it has in memory, in a transaction.
  func flush() throws { try db.execute(sql: "SAVEPOINT flush; RELEASE flush") }

  /// Adds documents to the averages, and their sizes.
  func add(_ documents: [TokenPiece.Document], _ lengths: inout LengthBlocks) throws {
    var averages = try Averages(bytes: record(1))
    while averages.tokenCounts.count < 2 { averages.tokenCounts.append(0) }
    let insert = try RawStatement(
      "INSERT INTO posting_docsize(id, sz) VALUES(?, ?)", db, path: path)
    for document in documents {
      insert.bind(1, document.rowid)
      insert.bind(2, copyOf: documentSize([Int(document.title), Int(document.body)]))
      try insert.run()
      lengths.set(id: document.rowid, title: document.title, body: document.body)
      averages.rowCount += 1
      averages.tokenCounts[0] += Int64(document.title)
      averages.tokenCounts[1] += Int64(document.body)
    }
    try replace(1, with: averages.bytes)
  }

  /// Makes a segment the newest of the index.
  ///
  /// - Parameter body: Gives the terms with their rows.
  /// - Throws: `IndexError`, or what SQLite says.
  func addSegment(_ body: (inout SegmentOutput) throws(IndexError) -> Void) throws {
    var structure = try SegmentStructure(bytes: record(10))
    let taken = Set(structure.levels.flatMap(\.segments).map(\.id))
    guard let id = (1...2000).first(where: { !taken.contains($0) }) else {
      throw IndexError.failed(path: path, code: 11, message: "the index has too many segments")
    }
    var output = SegmentOutput(
      writer: SegmentWriter(
        segment: id, pageSize: Self.pageSize, sink: try TableRows(db, path: path)))
    try body(&output)
    let lastPage = try output.finish()
    guard lastPage > 0 else { return }
    structure.append(.init(id: id, firstPage: 1, lastPage: lastPage))
    structure.writeCounter += UInt64(lastPage)
    try replace(10, with: structure.bytes)
  }

  private func record(_ id: Int) throws -> [UInt8] {
    let sql = "SELECT block FROM posting_data WHERE id = ?"
    return try Data.fetchOne(db, sql: sql, arguments: [id]).map(Array.init) ?? []
  }

  private func replace(_ id: Int, with block: [UInt8]) throws {
    try db.execute(
      sql: "REPLACE INTO posting_data(id, block) VALUES(?, ?)", arguments: [id, Data(block)])
  }
}

extension SegmentStructure {
  /// How many leaves FTS5 writes to level 0 at a time, about (`hashsize`), and how many segments of a
  /// level it then merges (`automerge`).
  private static var flushLeaves: Int { 500 }
  private static var mergeCount: Int { 8 }

  /// Adds the newest segment, at the level where FTS5 has segments of its size, or below.
  ///
  /// Whatever is at a lower level counts as newer, so the lower ones must be empty.
  mutating func append(_ segment: Segment) {
    var level = 0
    var leaves = segment.lastPage / Self.flushLeaves
    while leaves >= Self.mergeCount, level >= levels.count || levels[level].segments.isEmpty {
      level += 1
      leaves /= Self.mergeCount
    }
    while levels.count <= level { levels.append(.init()) }
    levels[level].segments.append(segment)
  }
}

/// Takes terms with their rows into one segment.
struct SegmentOutput: DoclistSink, ~Copyable {
  private var writer: SegmentWriter<TableRows>

  init(writer: consuming SegmentWriter<TableRows>) { self.writer = writer }

  mutating func take(
    _ key: [UInt8], rows: UnsafeRawBufferPointer, lastRowid: Int64
  ) throws(IndexError) {
    var failure: IndexError?
    unsafe key.withUnsafeBytes { key in
      do throws(IndexError) { try unsafe writer.beginTerm(key) } catch { failure = error }
    }
    if let failure { throw failure }
    _ = unsafe try writer.appendRows(rows)
  }

  /// The number of the last leaf; 0 without a term.
  consuming func finish() throws(IndexError) -> Int { try writer.finish().lastPage }
}

/// Takes a segment's rows into the tables.
struct TableRows: SegmentSink {
  private let data: RawStatement
  private let index: RawStatement

  init(_ db: Database, path: String) throws(IndexError) {
    data = try RawStatement("INSERT INTO posting_data(id, block) VALUES(?, ?)", db, path: path)
    index = try RawStatement(
      "INSERT INTO posting_idx(segid, term, pgno) VALUES(?, ?, ?)", db, path: path)
  }

  func write(id: Int64, page: UnsafeRawBufferPointer) throws(IndexError) {
    data.bind(1, id)
    unsafe data.bind(2, blob: page)
    try data.run()
  }

  func index(segment: Int, term: UnsafeRawBufferPointer, page: Int64) throws(IndexError) {
    index.bind(1, Int64(segment))
    unsafe index.bind(2, blob: term)
    index.bind(3, page)
    try index.run()
  }
}
