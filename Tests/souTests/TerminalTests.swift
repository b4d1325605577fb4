import Foundation
import Testing

/// Runs on a pseudo-terminal, with what `script` (util-linux) needs.
private let onTerminal = ["sh", "-c", #"exec script -qec "$0 $*" /dev/null"#]

private let hasTerminal = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

@Test(.enabled(if: hasTerminal, "needs the command script"))
func `what matched is coloured on a terminal, unless NO_COLOR is set`() throws {
  let index = try CorpusIndex()
  var command = Command("search", "H800", "--index", index.path)
  command.wrapper = onTerminal
  #expect(try command.run().output.contains("\u{1B}[1;31mH800\u{1B}[0m"))
  command.environment["NO_COLOR"] = "1"
  let plain = try command.run().output
  #expect(plain.contains("H800"))
  #expect(!plain.contains("\u{1B}"))
}

@Test(.enabled(if: hasTerminal, "needs the command script"))
func `progress is shown on a terminal, unless the run is quiet`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達", to: "a.txt")
  try scratch.write("晶片", to: "b.txt")
  var command = Command("index", "a.txt")
  command.wrapper = onTerminal
  #expect(try command.run(in: scratch).output.contains("█"))
  command.arguments = ["index", "--quiet", "b.txt"]
  #expect(try command.run(in: scratch).output.isEmpty)
}

@Test(.enabled(if: hasTerminal, "needs the command script"))
func `optimize shows its progress on a terminal, unless the run is quiet`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達", to: "a.txt")
  #expect(try Command("index", "a.txt").run(in: scratch).status == 0)
  var command = Command("optimize")
  command.wrapper = onTerminal
  #expect(try command.run(in: scratch).output.contains("░   0 %  1 segment"))
  command.arguments = ["optimize", "--quiet"]
  #expect(try command.run(in: scratch).output.isEmpty)
}
