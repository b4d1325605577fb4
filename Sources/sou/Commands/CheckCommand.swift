import ArgumentParser
import SouIndex

/// Checks that the index is whole.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that the index is whole.",
    discussion: """
      Reads the whole file, analyses every document again and compares the result
      with what is stored.

      EXAMPLES
        sou check
        sou check --index news.db
      """)

  @Flag(help: "One JSON object.")
  var json = false

  @OptionGroup var indexOption: IndexOption

  func run() throws {
    let check = try IndexReader(path: indexOption.path).check()
    var output = Output()
    if json {
      let object: JSON = [
        "ok": .boolean(check.problems.isEmpty),
        "problems": .array(check.problems.map { .string($0) }),
        "comparedPostings": .boolean(check.comparedPostings),
        "incompleteFiles": .integer(check.incompleteFiles),
      ]
      try output.line(object.text)
    } else if check.problems.isEmpty {
      try output.line("ok")
    }
    try output.flush()
    if !check.comparedPostings {
      say("note: the postings were not compared with the documents; that needs a right to write")
    }
    if check.incompleteFiles > 0 {
      say(
        "note: \(check.incompleteFiles.counted("file")) not complete; run the same sou index again")
    }
    guard check.problems.isEmpty else {
      let problems = check.problems.joined(separator: "; ")
      throw Failure("\(indexOption.path) is damaged (\(problems)); mend it: sou index --rebuild")
    }
  }
}
