import Foundation
import Testing

@Test func `the tokenizer benchmark prints the documented keys`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達H800", to: "a.txt")
  let outcome = try Command("bench", "tokenizer", "--runs", "2", "--json", "a.txt").run(in: scratch)
  #expect(outcome.status == 0)
  #expect(
    keys(of: outcome.output) == [
      "benchmark", "input", "files", "bytes", "scalars", "runs", "median", "mbPerSecond",
      "scalarsPerSecond", "tokensPerSecond", "tokens",
    ])
  #expect(outcome.output.contains(#""bytes":10,"scalars":6}"#))
  #expect(outcome.output.contains(#""tokens":4}"#))
}

@Test func `without text there is nothing to measure`() throws {
  let scratch = try Scratch()
  try scratch.write("", to: "a.txt")
  let outcome = try Command("bench", "tokenizer", "a.txt").run(in: scratch)
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("a.txt"))
}
