import Foundation
import GRDB
import SouTestSupport
import Testing

// Each error says what, where, and what to do next.

@Test func `a missing path is an error`() throws {
  let outcome = try Command("index", "nowhere").run()
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("nowhere"))
}

@Test func `a folder without documents is an error`() throws {
  let scratch = try Scratch()
  try scratch.write("x", to: "docs/picture.png")
  let outcome = try Command("index", scratch.url("docs").path).run()
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("docs"))
  #expect(outcome.talk.contains(".jsonl"))
}

@Test func `a file with invalid UTF-8 is named, skipped and counted`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達的晶片", to: "docs/good.txt")
  try scratch.write(Data([0xE8, 0xBC, 0x9D, 0xFF, 0x80]), to: "docs/bad.txt")
  let outcome = try Command("index", "docs").run(in: scratch)
  #expect(outcome.status == 0)
  #expect(outcome.talk.contains("bad.txt"))
  #expect(outcome.talk.contains("UTF-8"))
  #expect(outcome.talk.contains("1 skipped"))
  #expect(try Command("search", "輝達").run(in: scratch).status == 0)
}

@Test(.enabled(if: Nobody.isPossible, "needs setpriv where the tests run as root"))
func `an unreadable file is named, skipped and counted`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達的晶片", to: "docs/good.txt")
  try scratch.write("輝達", to: "docs/secret.txt")
  try scratch.setPermissions(0o000, of: "docs/secret.txt")
  try scratch.setPermissions(0o777, of: "")
  let outcome = try Command("index", "docs").unprivileged.run(in: scratch)
  #expect(outcome.status == 0)
  #expect(outcome.talk.contains("secret.txt"))
  #expect(outcome.talk.contains("1 skipped"))
}

@Test(arguments: [
  ["search", "輝達"], ["show", "a"], ["stats"], ["check"], ["optimize"], ["remove", "a"],
])
func `without an index the way to make one is shown`(arguments: [String]) throws {
  let scratch = try Scratch()
  let outcome = try Command(arguments).run(in: scratch)
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("no index at ./sou.db"))
  #expect(outcome.talk.contains("sou index PATH"))
  #expect(!FileManager.default.fileExists(atPath: scratch.url("sou.db").path))
}

@Test func `a file that is no database is refused and left alone`() throws {
  let scratch = try Scratch()
  let text = String(repeating: "This is a letter, not an index.\n", count: 100)
  try scratch.write(text, to: "sou.db")
  try scratch.write("輝達", to: "a.txt")
  for arguments in [["search", "輝達"], ["index", "a.txt"], ["index", "--rebuild", "a.txt"]] {
    let outcome = try Command(arguments).run(in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.talk.contains("sou.db"))
    #expect(outcome.talk.contains("is not an index of Sou"), "\(outcome.talk)")
  }
  #expect(try String(contentsOf: scratch.url("sou.db"), encoding: .utf8) == text)
}

@Test func `another program's database is refused and left alone`() throws {
  let scratch = try Scratch()
  let database = try DatabaseQueue(path: scratch.url("sou.db").path)
  try database.write { try $0.execute(sql: "CREATE TABLE letter(text)") }
  try database.close()
  try scratch.write("輝達", to: "a.txt")
  for arguments in [["search", "輝達"], ["index", "a.txt"], ["index", "--rebuild", "a.txt"]] {
    let outcome = try Command(arguments).run(in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.talk.contains("is not an index of Sou"), "\(outcome.talk)")
  }
}

@Test func `another analyzer's index is refused until it is rebuilt`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達", to: "a.txt")
  #expect(try Command("index", "a.txt").run(in: scratch).status == 0)
  let database = try DatabaseQueue(path: scratch.url("sou.db").path)
  try database.write {
    try $0.execute(sql: "UPDATE meta SET value = 'older' WHERE key = 'fingerprint'")
    #expect($0.changesCount == 1)
  }
  try database.close()
  for arguments in [["search", "輝達"], ["index", "a.txt"]] {
    let outcome = try Command(arguments).run(in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.talk.contains("--rebuild"), "\(outcome.talk)")
  }
  #expect(try Command("index", "--rebuild", "a.txt").run(in: scratch).status == 0)
  #expect(try Command("search", "輝達").run(in: scratch).status == 0)
}

@Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a tmpfs"))
func `a full disk is an error, and what was there stays`() throws {
  let scratch = try Scratch()
  let disk = try SmallDisk()
  let index = disk.folder.appending(path: "sou.db").path
  try scratch.write("輝達", to: "a.txt")
  #expect(try Command("index", "a.txt", "--index", index).run(in: scratch).status == 0)

  var text = ""
  var random = SplitMix64(seed: 1)
  while text.utf8.count < 3_000_000 {
    text.unicodeScalars.append(
      Unicode.Scalar(UInt16.random(in: 0x4E00...0x9FFF, using: &random)) ?? "。")
  }
  try scratch.write(text, to: "big.txt")
  let outcome = try Command("index", "big.txt", "--index", index).run(in: scratch)
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("full"), "\(outcome.talk)")
  #expect(outcome.talk.contains(index), "\(outcome.talk)")
  #expect(try Command("check", "--index", index).run().status == 0)
  #expect(try Command("search", "輝達", "--index", index).run().status == 0)
}

@Test(.enabled(if: Nobody.isPossible, "needs setpriv where the tests run as root"))
func `a read-only folder can be searched and not written`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達的晶片", to: "a.txt")
  #expect(try Command("index", "a.txt", "--index", "made/sou.db").run(in: scratch).status == 2)
  try scratch.write("", to: "made/keep")
  #expect(try Command("index", "a.txt", "--index", "made/sou.db").run(in: scratch).status == 0)
  try scratch.setPermissions(0o555, of: "made")
  try scratch.setPermissions(0o777, of: "")
  defer { try? scratch.setPermissions(0o755, of: "made") }

  let search = try Command("search", "輝達", "--index", "made/sou.db").unprivileged.run(in: scratch)
  #expect(search.status == 0, "\(search.talk)")
  try scratch.write("達", to: "b.txt")
  let index = try Command("index", "b.txt", "--index", "made/sou.db").unprivileged.run(in: scratch)
  #expect(index.status == 2)
  #expect(index.talk.contains("made/sou.db"), "\(index.talk)")
}

@Test func `a second writer waits, then says that another is writing`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達", to: "a.txt")
  #expect(try Command("index", "a.txt").run(in: scratch).status == 0)
  let other = try DatabaseQueue(path: scratch.url("sou.db").path)
  try other.inDatabase { database in
    try database.execute(sql: "BEGIN IMMEDIATE")
    try scratch.write("晶片", to: "b.txt")
    let outcome = try Command("index", "b.txt").run(in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.talk.contains("another process is writing"), "\(outcome.talk)")
    #expect(try Command("search", "輝達").run(in: scratch).status == 0)
    try database.execute(sql: "ROLLBACK")
  }
}
