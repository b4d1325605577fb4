import Foundation
import Testing

private func scratchWithDocument() throws -> Scratch {
  let scratch = try Scratch()
  try scratch.write(
    "---\ntitle: 護城河\ndate: 2025-02-28\nsource: 搜訊\nlang: zh-Hant\n---\n輝達的晶片\n",
    to: "docs/news/a.txt")
  #expect(try Command("index", "docs").run(in: scratch).status == 0)
  return scratch
}

@Test func `a document is shown with its title and origin`() throws {
  let scratch = try scratchWithDocument()
  let outcome = try Command("show", "news/a.txt").run(in: scratch)
  #expect(outcome.status == 0)
  #expect(outcome.output.hasPrefix("護城河\n搜訊 · 2025-02-28 · news/a.txt\n\n輝達的晶片\n"))
}

@Test func `a document is shown in JSON`() throws {
  let scratch = try scratchWithDocument()
  let outcome = try Command("show", "--json", "news/a.txt").run(in: scratch)
  #expect(
    keys(of: outcome.output) == [
      "id", "locator", "title", "source", "date", "language", "path", "body",
    ])
}

@Test func `a locator that is not there is answered with one that is`() throws {
  let scratch = try scratchWithDocument()
  let outcome = try Command("show", "a.txt").run(in: scratch)
  #expect(outcome.status == 1)
  #expect(outcome.output.isEmpty)
  #expect(outcome.talk.contains("news/a.txt"))
}

@Test func `a removed document is not found any more`() throws {
  let scratch = try scratchWithDocument()
  #expect(try Command("remove", "b.txt").run(in: scratch).status == 1)
  #expect(try Command("remove", "news/a.txt").run(in: scratch).status == 0)
  #expect(try Command("search", "輝達").run(in: scratch).status == 1)
  #expect(try Command("check").run(in: scratch).status == 0)
}

@Test func `statistics have the documented keys`() throws {
  let scratch = try scratchWithDocument()
  let outcome = try Command("stats", "--json").run(in: scratch)
  #expect(outcome.status == 0)
  let wanted = ["documents", "files", "terms", "positions", "segments", "bytes", "bytesByTable"]
  #expect(keys(of: outcome.output).starts(with: wanted))
  #expect(outcome.output.contains(#""documents":1,"files":1,"#))
}

@Test func `a damaged index is an error that says how to mend it`() throws {
  let scratch = try scratchWithDocument()
  let database = try FileHandle(forUpdating: scratch.url("sou.db"))
  try database.seek(toOffset: 8192)
  try database.write(contentsOf: Data(repeating: 0xFF, count: 8192))
  try database.close()
  let outcome = try Command("check").run(in: scratch)
  #expect(outcome.status == 2)
  #expect(outcome.talk.hasPrefix("sou: "), "\(outcome.talk)")
}
