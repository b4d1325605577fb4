import Foundation
import Testing

@Test func `files that did not change are not read again`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達的晶片", to: "docs/a.txt")
  try scratch.write("台積電", to: "docs/b.md")
  #expect(try Command("index", "docs").run(in: scratch).talk.contains("2 documents added"))
  #expect(try Command("index", "docs").run(in: scratch).talk.contains("2 files unchanged"))
  try scratch.write("輝達的護城河", to: "docs/a.txt")
  let outcome = try Command("index", "docs").run(in: scratch)
  #expect(outcome.talk.contains("1 document changed, 1 file unchanged"), "\(outcome.talk)")
  #expect(try Command("search", "護城河").run(in: scratch).status == 0)
  #expect(try Command("search", "晶片").run(in: scratch).status == 1)
}

@Test func `vanished files are removed when that is asked for`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達", to: "docs/a.txt")
  try scratch.write("晶片", to: "docs/b.txt")
  #expect(try Command("index", "docs").run(in: scratch).status == 0)
  try FileManager.default.removeItem(at: scratch.url("docs/a.txt"))
  #expect(try Command("index", "docs").run(in: scratch).status == 0)
  #expect(try Command("search", "輝達").run(in: scratch).status == 0)
  let outcome = try Command("index", "--prune", "docs").run(in: scratch)
  #expect(outcome.talk.contains("1 document removed"), "\(outcome.talk)")
  #expect(try Command("search", "輝達").run(in: scratch).status == 1)
}

@Test func `JSON lines come from standard input, one run after the other`() throws {
  let scratch = try Scratch()
  for (id, text) in [("a", "輝達"), ("b", "晶片"), ("a", "護城河")] {
    var command = Command("index", "-")
    command.input = Data("{\"id\": \"\(id)\", \"text\": \"\(text)\"}\nnonsense\n".utf8)
    let outcome = try command.run(in: scratch)
    #expect(outcome.status == 0)
    #expect(outcome.talk.contains("stdin:2"), "\(outcome.talk)")
    #expect(outcome.talk.contains("1 skipped"), "\(outcome.talk)")
  }
  #expect(try Command("show", "a").run(in: scratch).output.contains("護城河"))
  #expect(try Command("show", "b").run(in: scratch).output.contains("晶片"))
}

@Test func `a locator that comes twice is named`() throws {
  let scratch = try Scratch()
  try scratch.write("{\"id\":\"x\",\"text\":\"一\"}\n{\"id\":\"x\",\"text\":\"二\"}\n", to: "a.jsonl")
  let outcome = try Command("index", "a.jsonl").run(in: scratch)
  #expect(outcome.talk.contains("a.jsonl: x comes twice; the last one counts"), "\(outcome.talk)")
  #expect(try Command("show", "x").run(in: scratch).output.contains("二"))
}

@Test func `the index is where the option or the environment says`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達", to: "a.txt")
  var command = Command("index", "a.txt")
  command.environment["SOU_INDEX"] = "named.db"
  #expect(try command.run(in: scratch).status == 0)
  #expect(try Command("search", "輝達", "--index", "named.db").run(in: scratch).status == 0)
  command.arguments = ["search", "輝達", "--index", "other.db"]
  #expect(try command.run(in: scratch).status == 2)
}

@Test func `quiet says nothing where nothing is wrong`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達", to: "a.txt")
  let outcome = try Command("index", "--quiet", "a.txt").run(in: scratch)
  #expect(outcome.status == 0)
  #expect(outcome.talk.isEmpty && outcome.output.isEmpty)
}
