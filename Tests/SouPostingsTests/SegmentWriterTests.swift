import Foundation
import GRDB
import SouPostings
import SouTestSupport
import Testing

/// Writes rows as one segment.
func segment(
  of postings: [Posting], id: Int, pageSize: Int
) -> (rows: Rows, lastPage: Int) {
  var writer = SegmentWriter(segment: id, pageSize: pageSize, sink: Rows())
  var term: [UInt8] = []
  for posting in postings {
    if posting.term != term {
      term = posting.term
      unsafe term.withUnsafeBytes { unsafe writer.beginTerm($0) }
    }
    unsafe posting.poslist.withUnsafeBytes {
      unsafe writer.appendRow(posting.rowid, poslist: $0, isDelete: posting.isDelete)
    }
  }
  let finished = writer.finish()
  return (finished.sink, finished.lastPage)
}

/// Gathers occurrences, in FTS5's order, to rows.
func postings(of instances: [FTS5Index.Instance]) -> [Posting] {
  var postings: [Posting] = []
  var poslist = PoslistWriter()
  for (place, instance) in instances.enumerated() {
    poslist.append(column: instance.column, position: instance.position)
    let next = place + 1 < instances.count ? instances[place + 1] : nil
    if next?.term != instance.term || next?.rowid != instance.rowid {
      postings.append(
        Posting(
          term: Array("0".utf8) + instance.term, rowid: instance.rowid, isDelete: false,
          poslist: poslist.bytes))
      poslist.removeAll()
    }
  }
  return postings
}

/// The page sizes that the comparisons run at: FTS5's own, a small one, and its smallest.
let pageSizes = [4050, 100, 32]

/// Options with which one transaction makes one segment, and nothing is merged.
func oneFlush(pageSize: Int) -> KeyValuePairs<String, Int> {
  ["pgsz": pageSize, "hashsize": 1 << 30, "automerge": 0, "crisismerge": 1000]
}

@Test(arguments: pageSizes, UInt64(1)...4)
func `a segment has the bytes of FTS5's own flush`(pageSize: Int, seed: UInt64) throws {
  let columns = Int(seed % 3) + 1
  var corpus = RandomCorpus(seed: seed, rows: pageSize > 1000 ? 12_000 : 3000, columns: columns)
  let longTerm = String(repeating: "long", count: 3000)
  let edge = ["every \(longTerm)"] + Array(repeating: "\(longTerm)er every", count: columns - 1)
  corpus.documents.insert((.min, edge), at: 0)
  corpus.documents.append((.max, edge))
  let index = try FTS5Index(columns: columns, options: oneFlush(pageSize: pageSize))
  try index.insert(corpus.documents)
  let expected = try index.data()
  // FTS5's reader, not ours, says what there is to write.
  let id = try #require(try index.structure().levels.first?.segments.first?.id)
  let written = segment(of: postings(of: try index.instances()), id: id, pageSize: pageSize)
  #expect(
    try index.structure().levels.first?.segments.first
      == SegmentStructure.Segment(id: id, firstPage: 1, lastPage: written.lastPage))
  #expect(written.rows.splits == (try index.splits()))
  #expect(written.rows.data.count == expected.count - 2)
  for (id, block) in written.rows.data where expected[id] != block {
    Issue.record("row \(id) of %_data, seed \(seed), page size \(pageSize)")
    break
  }
  // The corpus shows what it is meant to show.
  let heights = Set(expected.keys.filter { $0 >> 36 & 1 == 1 }.map { $0 >> 31 & 31 })
  #expect(heights.contains(0))
  if pageSize < 1000 { #expect(heights.contains(1)) }
}

@Test(arguments: pageSizes, UInt64(11)...12)
func `FTS5 goes on with an index that was written for it`(pageSize: Int, seed: UInt64) throws {
  let corpus = RandomCorpus(seed: seed, rows: 1500, columns: 2)
  let options: KeyValuePairs = ["pgsz": pageSize]
  let twin = try FTS5Index(columns: 2, options: options)
  let index = try FTS5Index(columns: 2, options: options)
  for each in [twin, index] { try each.insert(corpus.documents) }

  // Everything that FTS5 has written but the text is written anew, on another connection.
  let written = segment(of: postings(of: try twin.instances()), id: 77, pageSize: pageSize)
  var structure = try index.structure()
  structure.levels = [
    SegmentStructure.Level(),
    SegmentStructure.Level(segments: [.init(id: 77, firstPage: 1, lastPage: written.lastPage)]),
  ]
  let sizes = corpus.documents.map { $0.columns.map { $0.split(separator: " ").count } }
  let averages = Averages(
    rowCount: Int64(sizes.count),
    tokenCounts: (0..<2).map { column in Int64(sizes.reduce(0) { $0 + $1[column] }) })
  try index.reopen()
  try index.write { database in
    try database.execute(sql: "DELETE FROM t_data; DELETE FROM t_idx; DELETE FROM t_docsize")
    var data = written.rows.data
    data[PageID.structure] = structure.bytes
    data[PageID.averages] = averages.bytes
    for (id, block) in data {
      try database.execute(
        sql: "INSERT INTO t_data VALUES (?, ?)", arguments: [id, Data(block)])
    }
    for split in written.rows.splits {
      try database.execute(
        sql: "INSERT INTO t_idx VALUES (?, ?, ?)",
        arguments: [split.segment, Data(split.term), split.page])
    }
    for (document, size) in zip(corpus.documents, sizes) {
      try database.execute(
        sql: "INSERT INTO t_docsize VALUES (?, ?)",
        arguments: [document.rowid, Data(documentSize(size))])
    }
  }
  try index.reopen()
  try index.checkIntegrity()
  #expect(try index.instances() == twin.instances())

  // From here on both do the same.
  let more = RandomCorpus(seed: seed + 1000, rows: 300, columns: 2)
  let first = (corpus.documents.last?.rowid ?? 0) + 2_000_000 - (more.documents.first?.rowid ?? 0)
  for each in [twin, index] {
    for part in stride(from: 0, to: 300, by: 30) {
      try each.insert(more.documents[part..<part + 30].map { ($0.rowid + first, $0.columns) })
    }
    try each.write { database in
      for document in corpus.documents.prefix(700) {
        try database.execute(sql: "DELETE FROM t WHERE rowid = ?", arguments: [document.rowid])
      }
      try database.execute(
        sql: "UPDATE t SET c1 = 'changed every' WHERE rowid % 7 = 0 AND rowid > 0")
    }
    try each.checkIntegrity()
    try each.write { try $0.execute(sql: "INSERT INTO t(t, rank) VALUES ('merge', 20)") }
    try each.checkIntegrity()
  }
  #expect(try index.instances() == twin.instances())
  try index.write { try $0.execute(sql: "INSERT INTO t(t) VALUES ('optimize')") }
  try index.checkIntegrity()
  #expect(try index.instances() == twin.instances())
  #expect(try index.structure().levels.flatMap(\.segments).count == 1)
}
