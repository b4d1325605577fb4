import SouPostings
import SouTestSupport
import Testing

/// Writes occurrences, in FTS5's order, as one segment.
func segment(
  of instances: [FTS5Index.Instance], id: Int, pageSize: Int
) -> (rows: Rows, lastPage: Int) {
  var writer = SegmentWriter(segment: id, pageSize: pageSize, sink: Rows())
  var poslist = PoslistWriter()
  for (place, instance) in instances.enumerated() {
    if place == 0 || instances[place - 1].term != instance.term {
      unsafe (Array("0".utf8) + instance.term).withUnsafeBytes { unsafe writer.beginTerm($0) }
    }
    poslist.append(column: instance.column, position: instance.position)
    let next = place + 1 < instances.count ? instances[place + 1] : nil
    if next?.term != instance.term || next?.rowid != instance.rowid {
      unsafe poslist.bytes.withUnsafeBytes {
        unsafe writer.appendRow(instance.rowid, poslist: $0, isDelete: false)
      }
      poslist.removeAll()
    }
  }
  let finished = writer.finish()
  return (finished.sink, finished.lastPage)
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
  let corpus = RandomCorpus(seed: seed, rows: pageSize > 1000 ? 12_000 : 3000, columns: columns)
  let index = try FTS5Index(columns: columns, options: oneFlush(pageSize: pageSize))
  try index.insert(corpus.documents)
  let expected = try index.data()
  let id = try #require(try index.structure().levels.first?.segments.first?.id)
  let written = segment(of: try index.instances(), id: id, pageSize: pageSize)
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
