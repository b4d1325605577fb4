import Foundation
import GRDB
import SouPostings
import SouTestSupport
import Testing

@Test func `varints have the bytes that SQLite's description gives`() {
  let known: [(UInt64, [UInt8])] = [
    (0, [0]), (0x7f, [0x7f]), (0x80, [0x81, 0]), (0x3fff, [0xff, 0x7f]), (0x4000, [0x81, 0x80, 0]),
    ((1 << 56) - 1, [UInt8](repeating: 0xff, count: 7) + [0x7f]),
    (1 << 56, [0x80, 0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0]),
    (UInt64.max, [UInt8](repeating: 0xff, count: 9)),
  ]
  for (value, bytes) in known {
    var written: [UInt8] = [7]
    Varint.append(value, to: &written)
    #expect(written == [7] + bytes)
  }
}

@Test func `every varint is read as it was written and no cut one is read`() {
  var generator = SplitMix64(seed: 81)
  for bits in 0...64 {
    for _ in 0..<20 {
      let value = bits == 0 ? 0 : generator.next() >> UInt64(64 - bits)
      var bytes: [UInt8] = []
      Varint.append(value, to: &bytes)
      #expect(bytes.count == Varint.length(of: value))
      unsafe bytes.withUnsafeBytes { whole in
        var offset = 0
        #expect(unsafe Varint.decode(whole, at: &offset) == value)
        #expect(offset == bytes.count)
        for end in 0..<bytes.count {
          offset = 0
          #expect(
            unsafe Varint.decode(UnsafeRawBufferPointer(rebasing: whole[..<end]), at: &offset)
              == nil
          )
          #expect(offset == 0)
        }
        for outside in [-1, Int.min, bytes.count, Int.max] {
          offset = outside
          #expect(unsafe Varint.decode(whole, at: &offset) == nil)
        }
      }
    }
  }
}

@Test func `averages and document sizes are those that FTS5 writes`() throws {
  let corpus = RandomCorpus(seed: 91, rows: 700, columns: 3)
  let index = try FTS5Index(columns: 3, options: ["pgsz": 500])
  try index.insert(corpus.documents)
  let record = try #require(try index.data()[PageID.averages])
  let sizes = corpus.documents.map { $0.columns.map { $0.split(separator: " ").count } }
  let averages = Averages(
    rowCount: 700,
    tokenCounts: (0..<3).map { column in Int64(sizes.reduce(0) { $0 + $1[column] }) })
  #expect(averages.bytes == record)
  #expect(try Averages(bytes: record) == averages)
  let stored = try index.database.read { database in
    try Data.fetchAll(database, sql: "SELECT sz FROM t_docsize ORDER BY id")
  }
  #expect(stored.map { [UInt8]($0) } == sizes.map(documentSize))
  #expect(try Averages(bytes: []) == Averages())
  #expect(throws: PostingsError.damagedAverages) { try Averages(bytes: [1, 0x80]) }
}

@Test func `an empty segment has no pages`() {
  let finished = SegmentWriter(segment: 1, pageSize: 4050, sink: Rows()).finish()
  #expect(finished.lastPage == 0)
  #expect(finished.sink.data.isEmpty && finished.sink.splits.isEmpty)
}

@Test func `ids of pages are those of FTS5`() {
  #expect(PageID.leaf(segment: 1, page: 1) == 137_438_953_473)
  #expect(PageID.doclistIndex(segment: 1, page: 2, height: 0) == 206_158_430_210)
  #expect(PageID.doclistIndex(segment: 65_535, page: 1, height: 1) >> 31 == 65_535 << 6 | 33)
}

@Test func `the example of the format's description is what is written`() {
  func row(_ term: String, _ rowid: Int64, _ positions: (column: Int, position: Int)...) -> Posting
  {
    var poslist = PoslistWriter()
    for (column, position) in positions { poslist.append(column: column, position: position) }
    return Posting(term: Array(term.utf8), rowid: rowid, isDelete: false, poslist: poslist.bytes)
  }
  let rows = [
    row("0far", 1, (1, 2)), row("0far", 4, (1, 0)),
    row("0go", 1, (0, 0), (1, 0), (1, 1)), row("0go", 4, (1, 1)),
    row("0goal", 4, (0, 0)), row("0home", 1, (0, 1)),
  ]
  let written = segment(of: rows, id: 1, pageSize: 4050)
  let leaf: [UInt8] = [
    0x00, 0x00, 0x00, 0x33, 0x04, 0x30, 0x66, 0x61, 0x72, 0x01, 0x06, 0x01, 0x01, 0x04, 0x03, 0x06,
    0x01, 0x01, 0x02, 0x01, 0x02, 0x67, 0x6f, 0x01, 0x0a, 0x02, 0x01, 0x01, 0x02, 0x03, 0x03, 0x06,
    0x01, 0x01, 0x03, 0x03, 0x02, 0x61, 0x6c, 0x04, 0x02, 0x02, 0x01, 0x04, 0x68, 0x6f, 0x6d, 0x65,
    0x01, 0x02, 0x03, 0x04, 0x0f, 0x10, 0x07,
  ]
  #expect(written.rows.data == [PageID.leaf(segment: 1, page: 1): leaf])
  #expect(written.rows.splits == [FTS5Index.Split(segment: 1, term: [], page: 2)])
  #expect(written.lastPage == 1)
}
