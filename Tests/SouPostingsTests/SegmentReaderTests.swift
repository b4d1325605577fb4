import Foundation
import GRDB
import SouPostings
import SouTestSupport
import Testing

@Test(arguments: pageSizes, UInt64(21)...23)
func `a flushed segment reads as FTS5 reads it and is written again to the byte`(
  pageSize: Int, seed: UInt64
) throws {
  var generator = SplitMix64(seed: seed)
  let corpus = RandomCorpus(seed: seed, rows: 2000, columns: 2)
  let index = try FTS5Index(columns: 2, options: oneFlush(pageSize: pageSize))
  try index.insert(Array(corpus.documents.prefix(1000)))
  // The second segment deletes rows of the first, and deletes and inserts others again; the hash
  // is flushed whenever a rowid is not above the last one.
  try index.write { database in
    for document in corpus.documents.prefix(1000) {
      switch Int.random(in: 0...3, using: &generator) {
      case 0:
        try database.execute(sql: "DELETE FROM t WHERE rowid = ?", arguments: [document.rowid])
      case 1:
        try database.execute(
          sql: "UPDATE t SET c0 = ? WHERE rowid = ?",
          arguments: [
            corpus.documents.randomElement(using: &generator)?.columns[1], document.rowid,
          ]
        )
      default: break
      }
    }
  }
  try index.insert(Array(corpus.documents.dropFirst(1000)))

  let expected = try index.data()
  let structure = try index.structure()
  #expect(structure.bytes == expected[PageID.structure])
  let segments = try #require(structure.levels.first).segments
  #expect(segments.count == 3 && structure.levels.count == 1)
  var pages = Pages(data: expected)
  var written = Rows()
  var deletes = (only: 0, again: 0)
  for part in segments {
    let rows = try postings(of: part, from: &pages)
    for row in rows where row.isDelete {
      if row.poslist.isEmpty { deletes.only += 1 } else { deletes.again += 1 }
    }
    let again = segment(of: rows, id: part.id, pageSize: pageSize)
    #expect(again.lastPage == part.lastPage)
    written.data.merge(again.rows.data) { first, _ in first }
    written.splits += again.rows.splits
  }
  #expect(written.splits.sorted { $0.segment < $1.segment } == (try index.splits()))
  written.data[PageID.structure] = structure.bytes
  written.data[PageID.averages] = try Averages(bytes: expected[PageID.averages] ?? []).bytes
  #expect(written.data == expected, "seed \(seed), page size \(pageSize)")
  #expect(deletes.only > 100 && deletes.again > 100)
  #expect(try newestInstances(of: structure, from: &pages) == index.instances())
}

@Test(arguments: pageSizes, UInt64(31)...33)
func `an index of many transactions reads as FTS5 reads it`(pageSize: Int, seed: UInt64) throws {
  var generator = SplitMix64(seed: seed)
  let corpus = RandomCorpus(seed: seed, rows: 1200, columns: 3)
  let index = try FTS5Index(columns: 3, options: ["pgsz": pageSize, "automerge": 3])
  var mergesSeen = 0
  for part in stride(from: 0, to: 1200, by: 12) {
    try index.insert(Array(corpus.documents[part..<part + 12]))
    try index.write { database in
      for document in corpus.documents[..<part] where Int.random(in: 0...9, using: &generator) == 0
      {
        try database.execute(sql: "DELETE FROM t WHERE rowid = ?", arguments: [document.rowid])
      }
      try database.execute(sql: "INSERT INTO t(t, rank) VALUES ('merge', 3)")
    }
    let structure = try index.structure()
    let isMerging = structure.levels.contains { $0.mergeCount > 0 }
    if part % 240 == 0 || isMerging && mergesSeen < 10 {
      mergesSeen += isMerging ? 1 : 0
      var pages = Pages(data: try index.data())
      #expect(structure.bytes == pages.data[PageID.structure])
      #expect(
        try newestInstances(of: structure, from: &pages) == index.instances(),
        "seed \(seed), page size \(pageSize), \(part) documents")
    }
  }
  let structure = try index.structure()
  var pages = Pages(data: try index.data())
  #expect(try newestInstances(of: structure, from: &pages) == index.instances())
  #expect(structure.levels.count > 1)
  if pageSize < 1000 { #expect(mergesSeen >= 10) }
}

/// What an index holds: of each term and row, what the newest segment that has them says.
private func newestInstances(
  of structure: SegmentStructure, from pages: inout Pages
) throws -> [FTS5Index.Instance] {
  struct Key: Hashable {
    var term: [UInt8]
    var rowid: Int64
  }
  var newest: [Key: Posting] = [:]
  for level in structure.levels {
    for segment in level.segments.reversed() where segment.lastPage > 0 {
      for posting in try postings(of: segment, from: &pages) {
        let key = Key(term: posting.term, rowid: posting.rowid)
        if newest[key] == nil { newest[key] = posting }
      }
    }
  }
  let sorted = newest.values.sorted {
    $0.term == $1.term ? $0.rowid < $1.rowid : $0.term.lexicographicallyPrecedes($1.term)
  }
  return try sorted.flatMap { try $0.instances() }
}

@Test(arguments: pageSizes)
func `a term is found from the leaf that %_idx names`(pageSize: Int) throws {
  let corpus = RandomCorpus(seed: 41, rows: 1500, columns: 1)
  let index = try FTS5Index(columns: 1, options: oneFlush(pageSize: pageSize))
  try index.insert(corpus.documents)
  let part = try #require(try index.structure().levels.first?.segments.first)
  let splits = try index.splits()
  var pages = Pages(data: try index.data())
  let terms = Set(try postings(of: part, from: &pages).map(\.term))
  #expect(terms.count > 300)
  var reader = SegmentReader(part)
  for term in terms {
    // The key itself, one before it that no segment has, and one after it.
    for key in [term, term.dropLast() + [(term.last ?? 1) - 1, 0x7f], term + [0]] {
      let split = splits.last { !key.lexicographicallyPrecedes($0.term) }
      let leaf = Int(try #require(split).page >> 1)
      let expected = terms.filter { !$0.lexicographicallyPrecedes(key) }
        .min { $0.lexicographicallyPrecedes($1) }
      let isFound = try reader.seek(key, leaf: leaf, from: &pages)
      #expect(isFound == (expected != nil))
      if let expected {
        #expect(reader.term == expected)
        #expect(try reader.doclist.next(from: &pages))
      }
    }
  }
}

@Test(arguments: pageSizes)
func `a row is found through the doclist index`(pageSize: Int) throws {
  let corpus = RandomCorpus(seed: 51, rows: pageSize > 1000 ? 12_000 : 2000, columns: 1)
  let index = try FTS5Index(columns: 1, options: oneFlush(pageSize: pageSize))
  try index.insert(corpus.documents)
  let part = try #require(try index.structure().levels.first?.segments.first)
  var pages = Pages(data: try index.data())
  let key = Array("0every".utf8)
  let split = try #require(try index.splits().last { !key.lexicographicallyPrecedes($0.term) })
  #expect(split.page & 1 == 1)
  let leaf = Int(split.page >> 1)
  var reader = SegmentReader(part)
  #expect(try reader.seek(key, leaf: leaf, from: &pages) && reader.term == key)
  var doclistIndex = DoclistIndex(segment: part.id, leaf: leaf)
  var jumps = 0
  let rowids = corpus.documents.map(\.rowid)
  for place in stride(from: 0, to: rowids.count, by: 3) {
    for rowid in [rowids[place] - 1, rowids[place]] {
      let found = try doclistIndex.leaf(of: rowid, from: &pages)
      #expect(found == pages.lastLeaf(of: rowid, segment: part.id, after: leaf))
      var rows = reader.doclist
      if let found {
        try rows.jump(to: found, from: &pages)
        jumps += 1
      }
      var isThere = false
      while !isThere, try rows.next(from: &pages), rows.rowid <= rowid {
        isThere = rows.rowid == rowid
      }
      let isExpected = rowid == rowids[place] || place > 0 && rowid == rowids[place - 1]
      #expect(isThere == isExpected)
    }
  }
  #expect(jumps > 1000)
}

extension Pages {
  /// The naive twin: looks at the leaves of a term one by one.
  fileprivate func lastLeaf(of rowid: Int64, segment: Int, after leaf: Int) -> Int? {
    var found: Int?
    for number in (leaf + 1)... {
      guard let page = data[PageID.leaf(segment: segment, page: number)] else { break }
      var offset = Int(page[0]) << 8 | Int(page[1])
      if offset > 0 {
        let first = unsafe page.withUnsafeBytes { unsafe Varint.decode($0, at: &offset) }
        guard let first, Int64(bitPattern: first) <= rowid else { break }
        found = number
      }
      // A leaf with a footer has a term, which ends the doclist.
      if Int(page[2]) << 8 | Int(page[3]) < page.count { break }
    }
    return found
  }
}
