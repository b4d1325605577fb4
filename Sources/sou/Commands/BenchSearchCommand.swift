import ArgumentParser
import Foundation
import SouIndex

/// Measures how fast an index answers.
struct BenchSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Measure how fast the index answers, by kind of query.",
    discussion: """
      The queries are drawn from the documents: one character, two, four to six,
      two words of one document, and sentences, of which any word counts. Or they
      are read from a file: a line each, the kind, a tab, and the query; those of
      the kind 'question' are asked for any word.

      Each query is asked once to warm up and then in timed runs; its time is the
      median. Cold is the first query of an index just opened, the opening
      included. Queries a second are those of all threads together, each with a
      searcher of its own. Every answer must be the first one again, and a query
      that was drawn must be found.

      With --fts5 FTS5 ranks the same documents with its own bm25, in turns with
      Sou, and Sou's answers must be those that it gives by way of FTS5.

      EXAMPLES
        sou bench search
        sou bench search --count 1000 --seed 7 --json
        sou bench search --fts5
        sou bench search --draw > queries.tsv
        sou bench search --queries queries.tsv --index news.db
      """)

  @Option(help: ArgumentHelp("Queries to ask instead of drawn ones.", valueName: "file"))
  var queries: String?

  @Option(help: ArgumentHelp("The number of queries drawn of each kind.", valueName: "count"))
  var count = 200

  @Option(help: ArgumentHelp("Draw others.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The number of timed runs.", valueName: "count"))
  var runs = 5

  @Option(help: ArgumentHelp("How many documents to ask for.", valueName: "count"))
  var limit = 10

  @Option(
    help: ArgumentHelp(
      "How many ask at once for queries a second; as many as there are cores if not given.",
      valueName: "count"))
  var threads: Int?

  @Flag(help: "Only print the queries, as --queries reads them.")
  var draw = false

  @Flag(help: "Also FTS5's own ranking, and compare the answers.")
  var fts5 = false

  @Flag(help: "One JSON object a kind, warm and cold.")
  var json = false

  @Flag(help: "With --json: also each query.")
  var perQuery = false

  @OptionGroup var indexOption: IndexOption

  func validate() throws {
    for (name, value) in [("count", count), ("runs", runs), ("threads", threads ?? 1)]
    where value < 1 {
      throw ValidationError("--\(name) must be 1 or more")
    }
    if perQuery, !json { throw ValidationError("--per-query needs --json") }
    if limit < 0 { throw ValidationError("--limit must be 0 or more") }
  }

  func run() throws {
    var output = Output()
    if draw {
      for query in try queriesByKind().joined() {
        try output.line("\(query.kind)\t\(query.text.singleLine)")
      }
      return try output.flush()
    }
    let bench = SearchBench(
      path: indexOption.path, limit: limit, runs: runs,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, asksFTS5: fts5)
    var times: [SearchTimes] = []
    for queries in try queriesByKind() {
      let measured = try bench.measure(
        queries, kind: queries[0].kind, mustFind: self.queries == nil)
      times += measured
      guard json else { continue }
      for time in measured { try output.line(time.json(perQuery: perQuery).text) }
      try output.flush()
    }
    if !json { for line in SearchTimes.table(of: times) { try output.line(line) } }
    try output.flush()
  }

  /// The queries of each kind, in the order in which the kinds appear first.
  private func queriesByKind() throws -> [[BenchQuery]] {
    if let queries {
      let all = try BenchQuery.all(of: InputFile(path: queries))
      let kinds = Dictionary(grouping: all.enumerated(), by: \.element.kind)
      return kinds.values.sorted { $0[0].offset < $1[0].offset }.map { $0.map(\.element) }
    }
    var draw = try QueryDraw(IndexReader(path: indexOption.path), seed: seed)
    let drawn = try BenchKind.allCases.map { try draw.queries($0, count: count) }
      .filter { !$0.isEmpty }
    guard !drawn.isEmpty else {
      throw Failure("\(indexOption.path): no query can be drawn; name some with --queries")
    }
    return drawn
  }
}
