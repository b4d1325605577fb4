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

/// A leaf of its parts.
private func leaf(firstRowid: Int = 0, _ body: [UInt8], footer: [UInt8] = []) -> [UInt8] {
  [0, UInt8(firstRowid), 0, UInt8(4 + body.count)] + body + footer
}

@Test func `each rule of the leaves is held`() {
  // The term 0a with rows 5, at position 0, and 6, at 0 and 1; then what goes on behind it.
  let head: [UInt8] = [2, 0x30, 0x61, 5, 2, 2, 1, 4, 2, 3]
  func readAll(_ leaves: [UInt8]...) -> (rows: Int, error: PostingsError?) {
    var pages = Pages(data: [:])
    for (place, page) in leaves.enumerated() {
      pages.data[PageID.leaf(segment: 1, page: place + 1)] = page
    }
    return SouPostingsTests.readAll(
      .init(id: 1, firstPage: 1, lastPage: leaves.count), from: &pages)
  }
  let first = PostingsError.damagedPage(PageID.leaf(segment: 1, page: 1))
  let second = PostingsError.damagedPage(PageID.leaf(segment: 1, page: 2))
  let whole = leaf(head, footer: [4])

  // The same leaf undamaged, and with what may follow it.
  #expect(readAll(whole) == (2, nil))
  #expect(readAll(leaf(head + [1, 1, 0x62, 5, 2, 2], footer: [4, 10])) == (3, nil))
  #expect(readAll(whole, leaf(firstRowid: 4, [7, 2, 2])) == (3, nil))
  #expect(readAll(leaf(head + [1, 6, 2], footer: [4]), leaf([3, 4])) == (3, nil))
  #expect(
    readAll(leaf(head + [1, 6, 2], footer: [4]), leaf(firstRowid: 6, [3, 4, 9, 2, 2])) == (4, nil))
  #expect(readAll(whole, leaf([2, 0x30, 0x62, 5, 2, 2], footer: [4])) == (3, nil))

  let damaged: [(page: [UInt8], cause: Comment)] = [
    ([0, 0, 0], "no header"),
    ([0, 0, 0, 3], "the body ends in the header"),
    ([0, 0, 0, 9, 1], "the body ends behind the leaf"),
    (leaf([]), "nothing on the leaf"),
    (leaf(firstRowid: 3, head, footer: [4]), "the first rowid in the header"),
    (leaf(firstRowid: 4, head, footer: [4]), "the first rowid where the first term is"),
    (leaf(head, footer: [3]), "the first term in the header"),
    (leaf(head, footer: [14]), "the first term behind the body"),
    (leaf(head, footer: [0x84]), "half a number in the footer"),
    (leaf(head + [1, 1, 0x62, 5, 2, 2], footer: [4, 0]), "two terms at one place"),
    (leaf(head + [1, 1, 0x61, 5, 2, 2], footer: [4, 10]), "the same term again"),
    (leaf(head + [1, 1, 0x31, 5, 2, 2], footer: [4, 10]), "a smaller term"),
    (leaf(head + [3, 1, 0x31, 5, 2, 2], footer: [4, 10]), "more shared than there is"),
    (leaf([0, 5, 2, 2], footer: [4]), "an empty term"),
    (leaf([9, 0x30], footer: [4]), "a term behind the body's end"),
    (leaf(head + [0, 2, 2], footer: [4]), "the same row again"),
    (
      leaf(head + [UInt8](repeating: 0xff, count: 9) + [2, 2], footer: [4]), "a smaller row"
    ),
    (leaf(head + [0x81], footer: [4]), "half a rowid"),
    (leaf(head + [1], footer: [4]), "no size"),
    (leaf(head + [1, 4, 2], footer: [4]), "a list behind the last leaf"),
    (leaf(head + [1, 4, 2, 1, 1, 0x62, 5, 2, 2], footer: [4, 13]), "a list into the next term"),
  ]
  for (page, cause) in damaged { #expect(readAll(page).error == first, cause) }

  let damagedSecond: [(first: [UInt8], page: [UInt8], cause: Comment)] = [
    (whole, leaf([7, 2, 2]), "a row that the header does not name"),
    (whole, leaf(firstRowid: 5, [7, 7, 2, 2]), "something before the first row"),
    (whole, leaf(firstRowid: 4, [6, 2, 2]), "the same row again"),
    (whole, leaf([2, 0x30, 0x61, 5, 2, 2], footer: [4]), "the same term again"),
    (
      leaf(head + [1, 6, 2], footer: [4]), leaf(firstRowid: 5, [3, 4, 2, 2]),
      "a row in the list before"
    ),
    (leaf(head + [1, 6, 2], footer: [4]), leaf([3, 4, 2]), "something behind the list"),
    (
      leaf(head + [1, 6, 2], footer: [4]), leaf([2, 0x30, 0x62, 5, 2, 2], footer: [4]),
      "a term in the list before"
    ),
  ]
  for (page, next, cause) in damagedSecond { #expect(readAll(page, next).error == second, cause) }
  #expect(readAll(leaf([2, 0x30, 0x61, 5, 2, 1], footer: [4])).error == .damagedPoslist)
}

@Test func `each rule of position lists is held`() {
  func read(_ bytes: [UInt8]) -> (positions: [[Int]], isDamaged: Bool) {
    unsafe bytes.withUnsafeBytes { bytes in
      var reader = unsafe PoslistReader(bytes)
      var positions: [[Int]] = []
      do throws(PostingsError) {
        while try reader.next() { positions.append([reader.column, reader.position]) }
      } catch {
        return (positions, true)
      }
      return (positions, false)
    }
  }
  #expect(read([]) == ([], false))
  #expect(read([2, 2, 9, 1, 3, 2]) == ([[0, 0], [0, 0], [0, 7], [3, 0]], false))
  for bytes: [UInt8] in [
    [0], [1], [1, 0, 2], [1, 3], [1, 3, 1], [1, 3, 2, 1, 3, 2], [1, 3, 2, 1, 2, 2], [0x82],
    [1, 0x82, 0x80, 0, 2], [0x90, 0x80, 0x80, 0x80, 0],
    [0xff, 0xff, 0xff, 0xff, 0xff] + [
      0xff, 0xff, 0xff, 0xff,
    ],
  ] { #expect(read(bytes).isDamaged, "\(bytes)") }
}
