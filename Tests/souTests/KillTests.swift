import Foundation
import GRDB
import SouTestSupport
import Testing

/// Indexing is killed at random moments; whatever was committed must open, pass every check, and
/// be completed by the same command.
@Test(arguments: 1...5)
func `a killed run loses nothing and is completed by running it again`(seed: UInt64) throws {
  let source = try Scratch()
  try writeDocuments(to: source)
  let arguments = ["index", source.url.path, "--quiet"]
  let undisturbed = try Scratch()
  var status: Int32 = -1
  let duration = try ContinuousClock().measure {
    status = try Command(arguments).run(in: undisturbed).status
  }
  #expect(status == 0)
  let expected = try documents(in: undisturbed)
  #expect(expected.count == 6_000)

  var random = SplitMix64(seed: seed)
  for _ in 1...10 {
    let moment = duration * Double.random(in: 0...1, using: &random)
    let scratch = try Scratch()
    var command = Command(arguments)
    command.folder = scratch.url
    let streams = try Scratch()
    let process = try command.start(in: streams)
    Thread.sleep(forTimeInterval: moment / .seconds(1))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()

    let context = Comment("seed \(seed), killed after \(moment)")
    let check = try Command("check").run(in: scratch)
    // Before the first commit there is no index yet.
    #expect(check.status == 0 || check.talk.contains("no index"), "\(context): \(check.talk)")
    let again = try Command(arguments).run(in: scratch)
    #expect(again.status == 0, "\(context): \(again.talk)")
    #expect(try Command("check").run(in: scratch).status == 0, context)
    #expect(try documents(in: scratch) == expected, context)
  }
}

/// Files of JSON lines, enough for several transactions.
private func writeDocuments(to scratch: Scratch) throws {
  var random = SplitMix64(seed: 0)
  let words = ["輝達", "的", "晶片", "H800", "東京", "タワー", "한국어", "2025年2月", "。", "DeepSeek"]
  for file in 0..<3 {
    let lines = (0..<2_000).map { number in
      let text = (0..<8).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      return "{\"id\": \"\(file)-\(number)\", \"text\": \"\(text)\"}\n"
    }
    try scratch.write(lines.joined(), to: "\(file).jsonl")
  }
}

/// What an index holds, without the numbers that the order of arrival gives.
private func documents(in scratch: Scratch) throws -> [[String]] {
  let database = try DatabaseQueue(path: scratch.url("sou.db").path)
  return try database.read { database in
    try Row.fetchAll(
      database, sql: "SELECT locator, title, body, source, date, language FROM document ORDER BY 1"
    )
    .map { row in (0..<6).map { row[$0] ?? "" } }
  }
}
