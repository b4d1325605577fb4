import GRDB
import SouTestSupport
import Testing

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence), arguments: [1, 2])
func `FTS5's own check passes after ten thousand changes`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  var texts = RandomText(seed: seed)
  func text() -> String { String(decoding: texts.next(), as: UTF8.self) }
  let queue = try LoadedExtension.open()
  try queue.write { database in
    try database.execute(
      sql: "CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou')")
    var ids: [Int64] = []
    for _ in 0..<10_000 {
      let place = ids.indices.randomElement(using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<2:
        guard let place else { continue }
        try database.execute(
          sql: "DELETE FROM note WHERE rowid = ?", arguments: [ids.remove(at: place)])
      case 2..<5:
        guard let place else { continue }
        try database.execute(
          sql: "UPDATE note SET body = ? WHERE rowid = ?", arguments: [text(), ids[place]])
      default:
        try database.execute(sql: "INSERT INTO note VALUES (?, ?)", arguments: [text(), text()])
        ids.append(database.lastInsertedRowID)
      }
    }
    #expect(ids.count > 1_000)
    // It compares the index with what the tokenizer makes of every row, and fails where they differ.
    try database.execute(sql: "INSERT INTO note(note, rank) VALUES ('integrity-check', 1)")
  }
}
