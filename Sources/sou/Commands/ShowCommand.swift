import ArgumentParser
import SouIndex

/// Prints a document.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a document.",
    discussion: """
      The locator is what sou search prints after source and date. Where several
      files have it, all of them are shown.

      EXAMPLES
        sou show zh-Hant/a.txt
        sou show --json wire.jsonl#3
      """)

  @Argument(help: "The document's name, as sou search prints it.")
  var locator: String

  @Flag(help: "One JSON object a document.")
  var json = false

  @OptionGroup var indexOption: IndexOption

  func run() throws {
    let reader = try IndexReader(path: indexOption.path)
    let documents = try reader.documents(locator: locator)
    guard !documents.isEmpty else {
      let others = try reader.locators(like: locator)
      let remedy =
        others.isEmpty ? "find it: sou search" : "there is: \(others.joined(separator: ", "))"
      say("sou: no document \(locator) in \(indexOption.path); \(remedy)")
      throw ExitCode.nothingFound
    }
    var output = Output()
    for (index, document) in documents.enumerated() {
      if json {
        try output.line(document.json.text)
        continue
      }
      if index > 0 { try output.line() }
      if !document.title.isEmpty { try output.line(Terminal.bold(document.title.singleLine)) }
      let origin = [document.source, document.date, document.locator].filter { !$0.isEmpty }
      try output.line(Terminal.faint(origin.joined(separator: " · ").singleLine))
      try output.line()
      try output.line(document.body)
    }
    try output.flush()
  }
}

extension StoredDocument {
  /// The form that `sou show --json` prints.
  var json: JSON {
    [
      "id": .integer(Int(id)), "locator": .string(locator), "title": .string(title),
      "source": .string(source), "date": .string(date), "language": .string(language),
      "path": .string(path), "body": .string(body),
    ]
  }
}
