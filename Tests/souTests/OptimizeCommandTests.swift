import Foundation
import GRDB
import SouFTS5
import Testing

@Test func `optimize merges all segments, says what it did, and then has nothing to do`() throws {
  let scratch = try Scratch()
  try makeSegments(in: scratch)
  let first = try Command("optimize").run(in: scratch)
  #expect(first.status == 0, "\(first.talk)")
  #expect(first.output.isEmpty)
  #expect(first.talk.hasPrefix("3 segments merged into 1; "), "\(first.talk)")
  let again = try Command("optimize").run(in: scratch)
  #expect(again.status == 0)
  #expect(again.talk == "nothing to do; 1 segment\n")
  #expect(try Command("check").run(in: scratch).status == 0)
  #expect(try Command("search", "輝達").run(in: scratch).status == 0)
}

@Test func `optimize gives its summary as JSON`() throws {
  let scratch = try Scratch()
  try makeSegments(in: scratch)
  let outcome = try Command("optimize", "--json").run(in: scratch)
  #expect(outcome.talk.isEmpty)
  #expect(
    outcome.output.hasPrefix(
      #"{"segmentsBefore":3,"segments":1,"bytesBefore":12288,"bytes":4096,"seconds":"#),
    "\(outcome.output)")
}

@Test func `stats show the segments by level and what of them is dead`() throws {
  let scratch = try Scratch()
  try makeSegments(in: scratch)
  let outcome = try Command("stats", "--json").run(in: scratch)
  #expect(
    outcome.output.contains(
      #""levels":[{"level":0,"segments":3,"bytes":12288}],"deadShare":0.0"#),
    "\(outcome.output)")
  let text = try Command("stats").run(in: scratch).lines
  #expect(text.contains { $0.hasPrefix("  level 0 ") && $0.hasSuffix(" 3") })
  #expect(text.contains { $0.hasPrefix("dead entries ") && $0.hasSuffix(" 0.0 %") })
}

@Test func `optimize waits for another writer, then says that it is writing`() throws {
  let scratch = try Scratch()
  try makeSegments(in: scratch)
  let other = try DatabaseQueue(path: scratch.url("sou.db").path)
  try other.inDatabase { database in
    try database.execute(sql: "BEGIN IMMEDIATE")
    let outcome = try Command("optimize").run(in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.talk.contains("another process is writing"), "\(outcome.talk)")
    try database.execute(sql: "ROLLBACK")
  }
}

/// An index with three segments of equal size on level 0, as FTS5 leaves them. (`sou index` would have
/// merged them.)
private func makeSegments(in scratch: Scratch) throws {
  try scratch.write("", to: "none.jsonl")
  #expect(try Command("index", "none.jsonl").run(in: scratch).status == 0)
  let database = try DatabaseQueue(path: scratch.url("sou.db").path)
  try database.inDatabase { database in
    if let connection = unsafe database.sqliteConnection { try unsafe registerSou(on: connection) }
    try database.execute(
      sql: "INSERT INTO file(id, path, size, modified, hash) VALUES(9, '/f', 0, 0, 0)")
    for (id, text) in [(1, "輝達的晶片"), (2, "台積電"), (3, "英伟达")] {
      try database.execute(
        sql: """
          INSERT INTO document(id, file_id, locator, title, source, date, language, body)
          VALUES(:id, 9, :id, '', '', '', '', :text);
          INSERT INTO posting(rowid, title, body) VALUES(:id, '', :text);
          """, arguments: ["id": id, "text": text])
    }
  }
  try database.close()
}
