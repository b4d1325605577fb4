import Foundation
import GRDB
import SouPostings

/// The postings of one state of an index, read from FTS5's own pages: which documents have a term,
/// how often, and where.
///
/// Of a term and a document counts what the newest segment says that has both. All methods throw
/// `PostingsError`, which `IndexReader.withPostings` turns into `IndexError`, or what SQLite says.
public final class Postings {
  /// The number of documents.
  public let documentCount: Int
  /// The average length of title and body, in positions.
  public let averageLengths: [Double]
  /// One more than the greatest document's number.
  public let limit: UInt32
  /// The documents' lengths.
  public let lengths: DocumentLengths

  /// Newest first.
  let segments: [SegmentStructure.Segment]
  let pages: PageCache
  /// The term's leaf, and the first leaf behind it that a term begins on.
  let leafBelow: RowReader
  let leafAbove: RowReader

  /// Terms that were looked up, so that they need not be found again; all go when there are many.
  var terms: [[UInt8]: Term] = [:]
  static let termLimit = 1 << 13

  /// For adding up what the terms have that begin with a prefix.
  lazy var table = OccurrenceTable(limit: limit)

  /// Reads what the index consists of.
  ///
  /// - Returns: Nil if the index is in a form that this version does not read; FTS5 does.
  init?(_ db: Database) throws {
    func block(_ id: Int64) throws -> [UInt8] {
      let statement = try db.cachedStatement(sql: "SELECT block FROM posting_data WHERE id = ?")
      return try [UInt8](Data.fetchOne(statement, arguments: [id]) ?? Data())
    }
    let version = try Int.fetchOne(db, sql: "SELECT v FROM posting_config WHERE k = 'version'")
    guard version == Self.formatVersion else { return nil }
    let structure: SegmentStructure
    do {
      structure = try SegmentStructure(bytes: try block(PageID.structure))
    } catch PostingsError.unknownStructure {
      return nil
    }
    segments = structure.levels.flatMap { $0.segments.reversed() }.filter { $0.lastPage > 0 }

    let averages = try Averages(bytes: try block(PageID.averages))
    guard averages.rowCount == 0 || averages.tokenCounts.count == 2 else { return nil }
    documentCount = Int(averages.rowCount)
    averageLengths = averages.tokenCounts.map { Double($0) / Double(max(averages.rowCount, 1)) }

    let ids = try Row.fetchOne(
      db,
      sql: "SELECT (SELECT min(id) FROM posting_docsize), (SELECT max(id) FROM posting_docsize)")
    let least: Int64 = ids?[0] ?? 0
    let greatest: Int64 = ids?[1] ?? 0
    guard least >= 0, greatest < Occurrences.documentLimit else { return nil }
    limit = UInt32(greatest) + 1

    lengths = try DocumentLengths(db, limit: limit)
    pages = try PageCache(db)
    leafBelow = try RowReader(
      db,
      """
      SELECT pgno FROM posting_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1
      """)
    leafAbove = try RowReader(
      db, "SELECT pgno FROM posting_idx WHERE segid = ? AND term > ? ORDER BY term LIMIT 1")
  }

  /// `FTS5_CURRENT_VERSION`, fts5Int.h.
  static let formatVersion = 4
}
