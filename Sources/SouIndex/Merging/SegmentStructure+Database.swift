import Foundation
import GRDB
import SouPostings

extension SegmentStructure {
  /// Reads the structure record of the index.
  ///
  /// - Throws: `IndexError.damaged`, or what SQLite says.
  init(of db: Database, path: String) throws {
    let block = try Data.fetchOne(
      db, sql: "SELECT block FROM posting_data WHERE id = \(PageID.structure)")
    do {
      try self.init(bytes: Array(block ?? Data()))
    } catch {
      throw IndexError.damaged(path: path, detail: "the list of segments: \(error)")
    }
  }

  /// Writes the structure record. FTS5 sees it on connections that did not use the table since they
  /// last saw the file change (`PRAGMA data_version`), so not on this one if it did.
  func write(to db: Database) throws {
    try db.execute(
      sql: "UPDATE posting_data SET block = ? WHERE id = \(PageID.structure)",
      arguments: [Data(bytes)])
  }

  /// What a leaf takes in the file, in bytes: with FTS5's page size, 4,050, it fills a page of SQLite's.
  static let leafSize = 4_096

  /// The segments, merges' results included.
  var segmentCount: Int { levels.reduce(0) { $0 + $1.segments.count } }
  /// Their leaves.
  var pageCount: Int { levels.reduce(0) { $0 + $1.pageCount } }
  /// The leaves of segments that are being merged and were not reached yet.
  var unmergedPageCount: Int {
    levels.flatMap { $0.segments.prefix($0.mergeCount) }.reduce(0) { $0 + $1.pageCount }
  }
  /// Whether a merge was begun and has not ended.
  var isMerging: Bool { levels.contains { $0.mergeCount > 0 } }
}

extension SegmentStructure.Level {
  /// The leaves of its segments.
  var pageCount: Int { segments.reduce(0) { $0 + $1.pageCount } }
}

extension SegmentStructure.Segment {
  /// Its leaves.
  var pageCount: Int { lastPage == 0 ? 0 : lastPage - firstPage + 1 }
}
