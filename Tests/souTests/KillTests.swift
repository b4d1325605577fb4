import Foundation
import GRDB
import SouFTS5
import SouTestSupport
import Testing

// Commands are stopped at random moments; whatever was committed must open, pass every check, and be
// completed by the same command, which leaves no file behind. By hand, with a load that takes longer:
//
//     SOU_KILLS=200 SOU_KILL_DOCUMENTS=30000 scripts/test --filter KillTests

/// How often each command is stopped.
private let killCount = environment("SOU_KILLS") ?? 5
/// How many documents are loaded.
private let documentCount = environment("SOU_KILL_DOCUMENTS") ?? 6_000

@Suite(.serialized)
struct KillTests {
  private let source: Scratch
  private let arguments: [String]

  init() throws {
    source = try Scratch()
    try writeDocuments(0..<documentCount, version: 1, to: source)
    arguments = ["index", source.url.path, "--quiet"] + smallMemory
  }

  @Test func `a killed load of a new index is completed by running it again`() throws {
    let undisturbed = try Scratch()
    let duration = try succeed(arguments, in: undisturbed)
    let expected = try documents(in: undisturbed)
    #expect(expected.count == documentCount)
    try forEachMoment(of: duration) { moment in
      let scratch = try Scratch()
      let context = Comment("killed after \(moment) of \(duration)")
      _ = try stop(arguments, by: SIGKILL, after: moment, in: scratch)
      let check = try Command("check").run(in: scratch)
      // Before the first commit there is no index yet.
      #expect(check.status == 0 || check.talk.contains("no index"), "\(context): \(check.talk)")
      try expectCompletion(of: arguments, in: scratch, expected, context)
    }
  }

  @Test func `a killed update of a living index loses nothing and is completed`() throws {
    let scratch = try Scratch()
    try succeed(arguments, in: scratch)
    let old = try documents(in: scratch)
    let living = try Data(contentsOf: scratch.url("sou.db"))
    // A third is removed, a third is changed, and a third is new.
    try writeDocuments(
      documentCount / 3..<documentCount * 4 / 3, version: 2, to: source)
    let duration = try succeed(arguments, in: scratch)
    let new = try documents(in: scratch)
    #expect(new.count == documentCount)
    let kept = Set(old.map { $0[0] }).intersection(new.map { $0[0] })
    #expect(kept.count > documentCount / 2)
    let known = Set(old + new)

    try forEachMoment(of: duration) { moment in
      let scratch = try Scratch()
      try scratch.write(living, to: "sou.db")
      let context = Comment("killed after \(moment) of \(duration)")
      _ = try stop(arguments, by: SIGKILL, after: moment, in: scratch)
      let check = try Command("check").run(in: scratch)
      #expect(check.status == 0, "\(context): \(check.talk)")
      let found = try documents(in: scratch)
      #expect(known.isSuperset(of: found), context)
      #expect(kept.isSubset(of: found.map { $0[0] }), context)
      try expectCompletion(of: arguments, in: scratch, new, context)
    }
  }

  @Test func `a killed optimize loses nothing, and the next one goes on`() throws {
    let scratch = try Scratch()
    try succeed(arguments, in: scratch)
    try addSegments(to: scratch)
    let expected = try documents(in: scratch)
    let living = try Data(contentsOf: scratch.url("sou.db"))
    #expect(try !segments(in: scratch).hasPrefix("1,"))
    let duration = try succeed(["optimize"], in: scratch)
    #expect(try segments(in: scratch).hasPrefix("1,"))

    try forEachMoment(of: duration) { moment in
      let scratch = try Scratch()
      try scratch.write(living, to: "sou.db")
      let context = Comment("killed after \(moment) of \(duration)")
      _ = try stop(["optimize"], by: SIGKILL, after: moment, in: scratch)
      let check = try Command("check").run(in: scratch)
      #expect(check.status == 0, "\(context): \(check.talk)")
      try expectCompletion(of: ["optimize"], in: scratch, expected, context)
      #expect(try segments(in: scratch).hasPrefix("1,"), context)
    }
  }

  @Test func `Ctrl-C ends a load with the usual code, and running it again completes it`() throws {
    let undisturbed = try Scratch()
    let duration = try succeed(arguments, in: undisturbed)
    let expected = try documents(in: undisturbed)
    try forEachMoment(of: duration) { moment in
      let scratch = try Scratch()
      let context = Comment("interrupted after \(moment) of \(duration)")
      let status = try stop(arguments, by: SIGINT, after: moment, in: scratch)
      // 128 and the number of the signal; 0 where the load was faster.
      #expect(status == 130 || status == 0, context)
      let check = try Command("check").run(in: scratch)
      #expect(check.status == 0 || check.talk.contains("no index"), "\(context): \(check.talk)")
      try expectCompletion(of: arguments, in: scratch, expected, context)
    }
  }
}

// MARK: - Full disk

@Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a tmpfs"))
func `where the disk was full, the same command completes once there is room`() throws {
  let disk = try SmallDisk()
  let index = disk.folder.appending(path: "sou.db")
  let ballast = disk.folder.appending(path: "ballast")
  let source = try Scratch()
  try writeDocuments(0..<1_000, version: 1, to: source)
  let arguments = ["index", source.url.path, "--index", index.path, "--quiet"]
  let undisturbed = try Scratch()
  try succeed(["index", source.url.path, "--quiet"], in: undisturbed)
  let expected = try documents(in: undisturbed)

  try source.write("輝達", to: "first/first.txt")
  #expect(
    try Command("index", source.url("first").path, "--index", index.path).run().status == 0)
  try Data(count: 1_750_000).write(to: ballast)
  let full = try Command(arguments).run()
  #expect(full.status == 2)
  #expect(full.talk.contains("the disk is full"), "\(full.talk)")
  #expect(full.talk.contains(index.path), "\(full.talk)")
  // What was committed is still there, and is found while the disk is full.
  #expect(try Command("search", "輝達", "--index", index.path).run().status == 0)
  #expect(try Command("show", "first.txt", "--index", index.path).run().status == 0)

  try FileManager.default.removeItem(at: ballast)
  #expect(try Command("check", "--index", index.path).run().status == 0)
  let again = try Command(arguments).run()
  #expect(again.status == 0, "\(again.talk)")
  #expect(try Command("check", "--index", index.path).run().status == 0)
  let found = try documents(of: index).filter { $0[0] != "first.txt" }
  #expect(found == expected)
  #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path) == ["sou.db"])
}

// MARK: - Support

private func environment(_ name: String) -> Int? {
  ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
}

/// Has a load spill, where the command knows how much memory it may take.
private let smallMemory: [String] =
  (try? Command("index", "--help").run().output.contains("--memory")) == true
  ? ["--memory", "2"] : []

/// Random moments of a run, as many as asked for.
private func forEachMoment(of duration: Duration, _ body: (Duration) throws -> Void) throws {
  var random = SplitMix64(seed: 1)
  for _ in 1...killCount { try body(duration * Double.random(in: 0...1, using: &random)) }
}

/// Runs a command to its good end.
@discardableResult
private func succeed(_ arguments: [String], in scratch: Scratch) throws -> Duration {
  try ContinuousClock().measure {
    let outcome = try Command(arguments).run(in: scratch)
    #expect(outcome.status == 0, "\(outcome.talk)")
  }
}

/// Starts a command and sends it a signal.
///
/// - Returns: The exit code, as a shell has it.
private func stop(
  _ arguments: [String], by signal: Int32, after moment: Duration, in scratch: Scratch
) throws -> Int32 {
  var command = Command(arguments)
  command.folder = scratch.url
  let streams = try Scratch()
  let process = try command.start(in: streams)
  Thread.sleep(forTimeInterval: moment / .seconds(1))
  kill(process.processIdentifier, signal)
  process.waitUntilExit()
  return process.terminationReason == .exit
    ? process.terminationStatus : 128 + process.terminationStatus
}

/// Runs a command that was stopped again, and expects that all is as if it had not been.
private func expectCompletion(
  of arguments: [String], in scratch: Scratch, _ expected: [[String]], _ context: Comment
) throws {
  let again = try Command(arguments).run(in: scratch)
  #expect(again.status == 0, "\(context): \(again.talk)")
  #expect(
    try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["sou.db"], context)
  #expect(try Command("check").run(in: scratch).status == 0, context)
  #expect(try documents(in: scratch) == expected, context)
}

/// Has FTS5 write a fifth of the postings anew, in four segments that it does not merge. (`sou index`
/// would.)
private func addSegments(to scratch: Scratch) throws {
  let database = try DatabaseQueue(path: scratch.url("sou.db").path)
  try database.inDatabase { database in
    if let connection = unsafe database.sqliteConnection { try unsafe registerSou(on: connection) }
    for part in 0..<4 {
      try database.execute(
        sql: """
          BEGIN;
          INSERT INTO posting(posting, rowid, title, body)
            SELECT 'delete', id, title, body FROM document WHERE id % 20 = \(part);
          INSERT INTO posting(rowid, title, body)
            SELECT id, title, body FROM document WHERE id % 20 = \(part);
          COMMIT;
          """)
    }
  }
  try database.close()
}

/// What `sou stats --json` says after `"segments":`.
private func segments(in scratch: Scratch) throws -> String {
  let output = try Command("stats", "--json").run(in: scratch).output
  return output.components(separatedBy: "\"segments\":").dropFirst().first ?? ""
}

/// Files of JSON lines, enough for several transactions; a version changes every third document.
private func writeDocuments(
  _ numbers: Range<Int>, version: Int, to scratch: Scratch
) throws {
  let words = ["輝達", "的", "晶片", "H800", "東京", "タワー", "한국어", "2025年2月", "。", "DeepSeek"]
  var files = ["", "", ""]
  for number in numbers {
    var random = SplitMix64(seed: UInt64(number * (number % 3 == 0 ? version : 1)))
    let text = (0..<8).map { _ in words.randomElement(using: &random) ?? "" }.joined()
    files[number % 3] += "{\"id\": \"\(number)\", \"text\": \"\(text)\"}\n"
  }
  for (file, text) in files.enumerated() { try scratch.write(text, to: "\(file).jsonl") }
}

/// What an index holds, without the numbers that the order of arrival gives.
private func documents(in scratch: Scratch) throws -> [[String]] {
  try documents(of: scratch.url("sou.db"))
}

private func documents(of index: URL) throws -> [[String]] {
  let database = try DatabaseQueue(path: index.path)
  defer { try? database.close() }
  return try database.read { database in
    try Row.fetchAll(
      database, sql: "SELECT locator, title, body, source, date, language FROM document ORDER BY 1"
    )
    .map { row in (0..<6).map { row[$0] ?? "" } }
  }
}
