import GRDB
import SouPostings

extension IndexWriter {
  /// Merges segments that are due (`SegmentStructure.planned`), as far as bounded work goes: eight
  /// times the pages of the newest segment, which is what was written last, and at least 512. That
  /// is enough to keep up with updates of one size (docs/living-indexes.md), and what is left is done
  /// at the end of the next writer.
  ///
  /// The connection of this writer is not to use the FTS5 table afterwards: it would not see what is
  /// written here.
  func mergeSegments() throws(IndexError) {
    try write { db in
      let structure = try SegmentStructure(of: db, path: path)
      guard let plan = structure.planned else { return }
      if plan != structure {
        try db.inTransaction(.immediate) {
          try LengthBlocks.keep(db) { try plan.write(to: db) }
          return .commit
        }
      }
      let merger = try SegmentMerger(path: path, busyTimeout: 5)
      var pages = min(max(8 * structure.newestPageCount, 512), 16_384)
      while pages > 0, try merger.step(pages: min(pages, SegmentMerger.stepPages)) != nil {
        pages -= SegmentMerger.stepPages
      }
    }
  }
}

extension SegmentStructure {
  /// The leaves of the segment that was written last.
  fileprivate var newestPageCount: Int {
    levels.lazy.compactMap { $0.segments.dropFirst($0.mergeCount).last }.first?.pageCount ?? 0
  }
}
