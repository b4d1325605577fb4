import ArgumentParser
import Foundation
import SouIndex
import SouQuery
import SouSearch

/// Finds documents and shows the best of them.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find documents.",
    discussion: """
      A document must have every word; where none has, any word counts.

        輝達 護城河           both words
        "模型 輝達"           the phrase
        輝達 -股價            not this word
        輝達 OR 英特爾        one of them
        Deep*                 words that begin so
        輝達 NEAR/8 護城河    at most eight characters between
        title:輝達            in the title
        =輝達                 in this spelling alone
        since:2025-02-01 until:2025-02    by date
        source:鉅亨 lang:zh   by source and language

      Filters alone list the newest documents first. docs/query.md has the rest.

      EXAMPLES
        sou search 輝達 護城河
        sou search --limit 3 '"DeepSeek開源"'
        sou search --json -- '輝達 -股價'
      """)

  @Argument(
    help: ArgumentHelp("What to find; several words are joined by blanks.", valueName: "query"))
  var words: [String]

  @Option(help: ArgumentHelp("How many documents to show.", valueName: "count"))
  var limit = 10

  @Flag(help: "One JSON object.")
  var json = false

  @Flag(help: "Only documents that have every word.")
  var strict = false

  @Flag(help: "Documents that have any of the words.")
  var any = false

  @Flag(help: "With --json: every matched byte range of title and body.")
  var matches = false

  @OptionGroup var indexOption: IndexOption

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit must be 0 or more") }
    if strict, any { throw ValidationError("--strict and --any exclude each other; give one") }
    if matches, !json { throw ValidationError("--matches needs --json") }
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let reader = try IndexReader(path: indexOption.path)
    var options = SearchOptions()
    options.limit = limit
    options.step = strict ? .strict : any ? .any : nil
    options.matches = matches
    let width = Terminal.showsOutput && !json ? Terminal.width : nil
    if let width { options.snippetWidth = 2 * (width - SearchListing.indent) }
    let result = try Searcher(reader).search(words.joined(separator: " "), options: options)

    var output = Output()
    let lines = json ? [result.json.text] : SearchListing(result, width: width).lines
    for line in lines { try output.line(line) }
    try output.flush()
    for note in result.notes { say("note: \(note.message)") }
    if !json { say(result.summary(after: clock.now - start)) }
    if result.total == 0 { throw ExitCode.nothingFound }
  }
}
