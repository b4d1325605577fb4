import SouPostings

/// Pages in memory.
struct Pages: PageSource {
  var data: [Int64: [UInt8]]

  mutating func read(id: Int64, into page: inout [UInt8]) -> Bool {
    guard let block = data[id] else { return false }
    page.replaceSubrange(page.startIndex..., with: block)
    return true
  }
}

/// A row of a term in a segment.
struct Posting: Equatable {
  var term: [UInt8]
  var rowid: Int64
  var isDelete: Bool
  var poslist: [UInt8]

  /// Its occurrences; `term` loses the leading '0'.
  func instances() throws -> [FTS5Index.Instance] {
    try unsafe poslist.withUnsafeBytes { bytes in
      var reader = unsafe PoslistReader(bytes)
      var instances: [FTS5Index.Instance] = []
      while try reader.next() {
        instances.append(
          FTS5Index.Instance(
            term: Array(term.dropFirst()), rowid: rowid, column: reader.column,
            position: reader.position))
      }
      return instances
    }
  }
}

/// Everything that a segment holds, in its order.
func postings(
  of segment: SegmentStructure.Segment, from pages: inout Pages
) throws(PostingsError) -> [Posting] {
  var postings: [Posting] = []
  var reader = SegmentReader(segment)
  while try reader.nextTerm(from: &pages) {
    while try reader.doclist.next(from: &pages) {
      let poslist = unsafe reader.doclist.withPoslist { unsafe [UInt8]($0) }
      postings.append(
        Posting(
          term: reader.term, rowid: reader.doclist.rowid, isDelete: reader.doclist.isDelete,
          poslist: poslist))
    }
  }
  return postings
}
