import Foundation
import Testing

@Test func `the version goes to standard output`() throws {
  let outcome = try Command("--version").run()
  #expect(outcome.status == 0)
  #expect(outcome.output == "0.1.0\n")
}

@Test(arguments: [["serach", "x"], ["search"], ["search", "--limit", "-1", "x"], ["--nonsense"]])
func `wrong usage is an error and says so`(arguments: [String]) throws {
  let outcome = try Command(arguments).run()
  #expect(outcome.status == 2)
  #expect(outcome.output.isEmpty)
  #expect(outcome.talk.hasPrefix("sou: "))
}

@Test(arguments: [
  (["輝達", "-股價"], "sou search -- '輝達 -股價'"),
  (["--limit", "3", "-5", "--json"], "sou search --limit 3 --json -- '-5'"),
  (["-it's"], #"sou search -- '-it'\''s'"#),
])
func `a query that the shell cut is answered with how to quote it`(
  arguments: [String], remedy: String
) throws {
  let outcome = try Command(["search"] + arguments).run()
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains(remedy), "\(outcome.talk)")
}

@Test func `a mistyped option is not taken for a query`() throws {
  let outcome = try Command("search", "--jso", "輝達").run()
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("--json"))
  #expect(!outcome.talk.contains("in quotes"))
}

@Test func `completion scripts come for every shell`() throws {
  for shell in ["bash", "zsh", "fish"] {
    let outcome = try Command("--generate-completion-script", shell).run()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("tokenize"))
  }
}
