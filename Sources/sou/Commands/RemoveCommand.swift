import ArgumentParser
import SouIndex

/// Takes documents out of the index.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take documents out of the index.",
    discussion: """
      The files stay. A document whose file is indexed again comes back.

      EXAMPLES
        sou remove zh-Hant/a.txt
        sou remove wire.jsonl#3 wire.jsonl#4
      """)

  @Argument(
    help: ArgumentHelp("Documents' names, as sou search prints them.", valueName: "locator"))
  var locators: [String]

  @OptionGroup var indexOption: IndexOption

  func run() throws {
    _ = try IndexReader(path: indexOption.path)  // A writer would make an index where none is.
    let writer = try IndexWriter(path: indexOption.path)
    var isMissing = false
    for locator in locators where try writer.remove(locator: locator) == 0 {
      say("sou: no document \(locator) in \(indexOption.path); find it: sou search")
      isMissing = true
    }
    try writer.finish()
    say("\(writer.counts.removed.counted("document")) removed")
    if isMissing { throw ExitCode.nothingFound }
  }
}
