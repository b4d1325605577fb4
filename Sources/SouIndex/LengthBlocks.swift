import Foundation
import GRDB
import SouPostings
import SouRanking

/// The table `length`: how long each document is, in a byte a field, for whoever writes the index.
///
///     block b     ids b × 4096 ..< (b + 1) × 4096, in one row of at most 8,192 bytes
///     byte 2 × i  `Norm` of the title's length of the block's document i
///     byte 2 × i + 1  that of its body
///
/// A document's two bytes stand side by side because a scorer wants both. Where both are 0, or the
/// row ends before them, the lengths are not known here, and `posting_docsize` has them.
///
/// Any program may write to `posting`, so the lengths count only while FTS5's structure and averages
/// records are those that stood there when Sou committed last: `meta` keeps both. They cannot tell a
/// 'rebuild' by another program that leaves equally many documents, positions and pages.
struct LengthBlocks {
  /// As a power of two: how many documents a block has.
  static let shift: Int64 = 12
  /// The most bytes of a block.
  static let byteCount = 2 << Int(shift)

  /// Documents with consecutive ids, whose bytes follow each other.
  private struct Run {
    let first: Int64
    var last: Int64
  }

  private var touched: [Int64] = []
  private var runs: [Run] = []
  private var bytes: [UInt8] = []

  /// Takes up a document's lengths, in positions.
  ///
  /// - Complexity: O(1); two bytes of memory where the id follows the one before.
  mutating func set(id: Int64, title: UInt32, body: UInt32) {
    if let last = runs.last?.last, last < id, last == id - 1 {
      runs[runs.count - 1].last = id
    } else {
      runs.append(Run(first: id, last: id))
    }
    bytes.append(Norm.encode(title))
    bytes.append(Norm.encode(body))
  }

  /// Has `flush` ask FTS5 for the lengths of a document that was added, changed or removed.
  mutating func touch(_ id: Int64) { touched.append(id) }

  /// Writes what was taken up. It is the last step of a transaction that writes to `posting`, even of
  /// one that changed no length: it says that the lengths are those of the postings.
  mutating func flush(_ db: Database) throws {
    try readTouched(db)
    try write(db)
    try Self.flushPostings(db)
    guard try !Self.areCurrent(db) else { return }
    try db.execute(
      sql: "INSERT OR REPLACE INTO meta(key, value) SELECT 'lengths', \(Self.records)")
  }

  /// Reads all lengths anew where they do not count. It is the first step of a transaction that
  /// writes to `posting`: what it changes would make them count again.
  static func renew(_ db: Database) throws {
    try flushPostings(db)
    guard try !areCurrent(db) else { return }
    try db.execute(sql: "DELETE FROM length")
    var blocks = LengthBlocks()
    try forEachDocumentSize(in: .min ... .max, db) { id, title, body in
      blocks.set(id: id, title: title, body: body)
      if blocks.bytes.count >= 1 << 20 { try blocks.write(db) }
    }
    try blocks.write(db)
  }

  /// Takes up the lengths of the documents touched, a stretch of ids at a time.
  private mutating func readTouched(_ db: Database) throws {
    touched.sort()
    var start = 0
    while start < touched.count {
      var end = start + 1
      while end < touched.count,
        UInt64(bitPattern: touched[end]) &- UInt64(bitPattern: touched[end - 1]) <= 1
      {
        end += 1
      }
      // What FTS5 does not have was removed.
      for id in touched[start..<end] { set(id: id, title: 0, body: 0) }
      try Self.forEachDocumentSize(in: touched[start]...touched[end - 1], db) { id, title, body in
        set(id: id, title: title, body: body)
      }
      start = end
    }
    touched.removeAll(keepingCapacity: true)
  }

  // MARK: - Blocks

  private mutating func write(_ db: Database) throws {
    var block: Int64?
    var stored: [UInt8] = []
    var offset = 0
    for run in runs {
      var next = run.first
      while true {
        let number = next >> Self.shift
        if number != block {
          if let block { try Self.store(stored, block: block, db) }
          stored = try Self.block(number, db)
          block = number
        }
        let index = Self.index(of: next)
        // Within the block, as far as the run goes.
        let count = min(Self.byteCount - index, 2 * (Int(clamping: run.last - next) + 1))
        stored.replaceSubrange(index..<index + count, with: bytes[offset..<offset + count])
        offset += count
        let last = next + Int64(count / 2 - 1)
        guard last < run.last else { break }
        next = last + 1
      }
    }
    if let block { try Self.store(stored, block: block, db) }
    runs.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// The place of a document's two bytes in its block.
  static func index(of id: Int64) -> Int { 2 * Int(id & (1 << shift - 1)) }

  /// A block in its full size.
  static func block(_ number: Int64, _ db: Database) throws -> [UInt8] {
    let statement = try db.cachedStatement(sql: "SELECT bytes FROM length WHERE block = ?")
    var block = Array(repeating: UInt8(0), count: byteCount)
    if let stored = try Data.fetchOne(statement, arguments: [number])?.prefix(byteCount) {
      block.replaceSubrange(..<stored.count, with: stored)
    }
    return block
  }

  private static func store(_ bytes: [UInt8], block: Int64, _ db: Database) throws {
    guard let last = bytes.lastIndex(where: { $0 != 0 }) else {
      return try db.cachedStatement(sql: "DELETE FROM length WHERE block = ?")
        .execute(arguments: [block])
    }
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO length(block, bytes) VALUES(?, ?)")
      .execute(arguments: [block, Data(bytes[...last])])
  }

  // MARK: - What FTS5 says

  /// The two records, as SQL.
  private static let records = """
    (SELECT hex(block) FROM posting_data WHERE id = 10) || ' ' ||
    (SELECT hex(block) FROM posting_data WHERE id = 1)
    """

  /// Has FTS5 write what it holds in memory. It would else do so at the commit, too late for a look
  /// at its records; it also does at a savepoint (fts5SavepointMethod).
  private static func flushPostings(_ db: Database) throws {
    try db.execute(sql: "SAVEPOINT length; RELEASE length")
  }

  /// True if nobody but Sou has written to `posting` since the lengths were written.
  static func areCurrent(_ db: Database) throws -> Bool {
    let isSame = try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT value IS (\(records)) FROM meta WHERE key = 'lengths'"))
    return isSame ?? false
  }

  /// Reads a value of `sz`, a varint a column; a length that is not there is 0.
  private static func lengths(_ size: Data) -> (title: UInt32, body: UInt32) {
    unsafe size.withUnsafeBytes { bytes in
      var offset = 0
      let title = unsafe Varint.decode(bytes, at: &offset) ?? 0
      let body = unsafe Varint.decode(bytes, at: &offset) ?? 0
      return (UInt32(clamping: title), UInt32(clamping: body))
    }
  }

  /// Gives the lengths of all documents with ids in a range to `body`, in the order of their ids.
  static func forEachDocumentSize(
    in ids: ClosedRange<Int64>, _ db: Database,
    _ body: (_ id: Int64, _ title: UInt32, _ body: UInt32) throws -> Void
  ) throws {
    let statement = try db.cachedStatement(
      sql: "SELECT id, sz FROM posting_docsize WHERE id BETWEEN ? AND ? ORDER BY id")
    let rows = try Row.fetchCursor(statement, arguments: [ids.lowerBound, ids.upperBound])
    while let row = try rows.next() {
      let size = try row.withUnsafeData(atIndex: 1) { lengths($0 ?? Data()) }
      try body(row[0] ?? 0, size.title, size.body)
    }
  }
}
