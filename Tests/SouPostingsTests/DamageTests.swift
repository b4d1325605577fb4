import SouPostings
import SouTestSupport
import Testing

/// Reads everything with every reader, and returns how many rows there were before an error.
private func readAll(
  _ segment: SegmentStructure.Segment, from pages: inout Pages
) -> (rows: Int, error: PostingsError?) {
  var rows = 0
  var reader = SegmentReader(segment)
  do throws(PostingsError) {
    while try reader.nextTerm(from: &pages) {
      let leaf = reader.doclist.leaf
      while try reader.doclist.next(from: &pages) {
        rows += 1
        var error: PostingsError?
        unsafe reader.doclist.withPoslist { bytes in
          var poslist = unsafe PoslistReader(bytes)
          do throws(PostingsError) {
            while try poslist.next() {}
          } catch let thrown { error = thrown }
        }
        if let error { throw error }
      }
      if reader.doclist.leaf > leaf + 4 {
        var index = DoclistIndex(segment: segment.id, leaf: leaf)
        for rowid in [Int64.min, -1, reader.doclist.rowid, Int64.max] {
          if let leaf = try index.leaf(of: rowid, from: &pages) {
            var rows = reader.doclist
            try rows.jump(to: leaf, from: &pages)
            _ = try rows.next(from: &pages)
          }
        }
      }
    }
  } catch {
    return (rows, error)
  }
  return (rows, nil)
}

@Test(arguments: [100, 32], UInt64(61)...65)
func `flipped and cut pages give an error or an answer`(pageSize: Int, seed: UInt64) throws {
  var generator = SplitMix64(seed: seed)
  let corpus = RandomCorpus(seed: seed, rows: 60, columns: 2)
  let index = try FTS5Index(columns: 2, options: oneFlush(pageSize: pageSize))
  try index.insert(corpus.documents.map { ($0.rowid, $0.columns.map { String($0.prefix(120)) }) })
  let segment = try #require(try index.structure().levels.first?.segments.first)
  let whole = Pages(data: try index.data())
  let ids = whole.data.keys.filter { $0 > PageID.structure }.sorted()
  var pages = whole
  let undamaged = readAll(segment, from: &pages)
  #expect(undamaged.error == nil && undamaged.rows > 200)
  var errors = 0
  for _ in 0..<1000 {
    let id = try #require(ids.randomElement(using: &generator))
    var page = try #require(whole.data[id])
    switch Int.random(in: 0...5, using: &generator) {
    case 0: page.removeLast(Int.random(in: 1...page.count, using: &generator))
    case 1: page.append(UInt8.random(in: 0...255, using: &generator))
    case 2: page[Int.random(in: 0..<page.count, using: &generator)] = 0xff
    default:
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        page[Int.random(in: 0..<page.count, using: &generator)] ^=
          1 << UInt8.random(in: 0...7, using: &generator)
      }
    }
    pages.data[id] = page
    if readAll(segment, from: &pages).error != nil { errors += 1 }
    pages.data[id] = whole.data[id]
  }
  #expect(errors > 300, "seed \(seed)")
  pages.data[ids[ids.count / 2]] = nil
  #expect(readAll(segment, from: &pages).error == .missingPage(ids[ids.count / 2]))
}

@Test(arguments: UInt64(71)...74)
func `random bytes as records give an error or an answer`(seed: UInt64) throws {
  var generator = SplitMix64(seed: seed)
  let structure = SegmentStructure(
    cookie: 3, writeCounter: 500,
    levels: [
      .init(mergeCount: 1, segments: [.init(id: 1, firstPage: 2, lastPage: 300)]),
      .init(segments: [.init(id: 2, firstPage: 1, lastPage: 70_000)]),
    ])
  #expect(try SegmentStructure(bytes: structure.bytes) == structure)
  var accepted = 0
  for _ in 0..<2000 {
    var bytes = structure.bytes
    bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^=
      1 << UInt8.random(in: 0...7, using: &generator)
    if Bool.random(using: &generator) {
      bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
    }
    // What is taken is what was written.
    if let read = try? SegmentStructure(bytes: bytes) {
      accepted += 1
      #expect(try SegmentStructure(bytes: read.bytes) == read)
    }
    if let read = try? Averages(bytes: bytes) {
      #expect(try Averages(bytes: read.bytes) == read)
    }
    unsafe bytes.withUnsafeBytes { bytes in
      var poslist = unsafe PoslistReader(bytes)
      var writer = PoslistWriter()
      while (try? poslist.next()) == true {
        writer.append(column: poslist.column, position: poslist.position)
      }
      #expect(writer.bytes.count <= bytes.count)
    }
  }
  #expect(accepted > 100 && accepted < 1900)
}

@Test func `each rule of the structure record is held`() {
  typealias Case = (levels: [SegmentStructure.Level], cause: Comment)
  let segment = SegmentStructure.Segment(id: 1, firstPage: 1, lastPage: 2)
  let cases: [Case] = [
    ([.init(mergeCount: 2, segments: [segment]), .init(segments: [segment])], "too much to merge"),
    ([.init(mergeCount: 1, segments: [segment]), .init()], "no segment to merge into"),
    ([.init(mergeCount: 1, segments: [segment])], "no level to merge into"),
    ([.init(segments: [.init(id: 0, firstPage: 1, lastPage: 2)])], "segment 0"),
    ([.init(segments: [.init(id: 1 << 16, firstPage: 1, lastPage: 2)])], "segment 65536"),
    ([.init(segments: [.init(id: 1, firstPage: 3, lastPage: 2)])], "pages backwards"),
    ([.init(segments: Array(repeating: segment, count: 2001))], "too many segments"),
  ]
  for (levels, cause) in cases {
    #expect(throws: PostingsError.damagedStructure, cause) {
      try SegmentStructure(bytes: SegmentStructure(levels: levels).bytes)
    }
  }
  #expect(throws: PostingsError.damagedStructure) { try SegmentStructure(bytes: [0, 0, 0]) }
  #expect(throws: PostingsError.damagedStructure) {
    try SegmentStructure(bytes: SegmentStructure().bytes + [0])
  }
  #expect(throws: PostingsError.unknownStructure) {
    try SegmentStructure(bytes: [0, 0, 0, 1, 0xff, 0, 0, 1, 0, 0, 0])
  }
}
