import Foundation
import GRDB
import SouPostings

/// Gives an index's pages to the readers of segments.
struct SegmentPages: PageSource {
  private let statement: Statement

  init(_ db: Database) throws {
    statement = try db.makeStatement(sql: "SELECT block FROM posting_data WHERE id = ?")
  }

  mutating func read(id: Int64, into page: inout [UInt8]) -> Bool {
    guard
      let block = try? Data.fetchOne(statement, arguments: [id])
    else { return false }
    page.removeAll(keepingCapacity: true)
    page.append(contentsOf: block)
    return true
  }

  /// How many entries (a term in a document) a segment has, delete marks included.
  mutating func entryCount(of segment: SegmentStructure.Segment) throws(PostingsError) -> Int {
    var reader = SegmentReader(segment)
    var count = 0
    while try reader.nextTerm(from: &self) {
      while try reader.doclist.next(from: &self) { count += 1 }
    }
    return count
  }
}
