import ArgumentParser
import Foundation
import SouEvaluation
import SouIndex
import SouSearch

/// Measures how well the index, or a run, answers judged queries.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure how well judged queries are answered.",
    discussion: """
      Asks the index each query, or reads a run, and says how well that agrees with
      the judgements: nDCG@10, MRR@10, recall@10 and recall@100, the means over all
      judged queries, as trec_eval -c has them. One that finds nothing and one
      without a relevant document count 0.

        queries     a line each: query id, tab, query
        judgements  a line each: query id, 0, locator, grade; relevant above 0
        run         a line each: query id, Q0, locator, rank, score, run's name

      In judgements and runs tabs stand between the columns, or else blanks.
      With --compare, p is how likely a difference as large would be if both were
      equally good (paired randomization test, two-sided).

      EXAMPLES
        sou eval --queries queries.tsv --qrels qrels.tsv
        sou eval --queries queries.tsv --qrels qrels.tsv --run before.run
        sou eval --queries queries.tsv --qrels qrels.tsv --compare before.run
        sou eval --qrels qrels.tsv --compare b.run a.run
      """)

  @Argument(
    help: ArgumentHelp("A run to measure instead of asking the index.", valueName: "file"))
  var measured: String?

  @Option(
    help: ArgumentHelp(
      "What to ask; with a run: which of its queries count.", valueName: "file"))
  var queries: String?

  @Option(help: ArgumentHelp("The judgements.", valueName: "file"))
  var qrels: String

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Write what was found, as a TREC run.", valueName: "file"))
  var runFile: String?

  @Option(help: ArgumentHelp("Compare with a run.", valueName: "file"))
  var compare: String?

  @Flag(help: "Also each query.")
  var perQuery = false

  @Flag(help: "One JSON object.")
  var json = false

  @Flag
  var step: Step?

  @OptionGroup var indexOption: IndexOption

  /// How the index is asked.
  enum Step: String, EnumerableFlag {
    case any, strict, relaxed

    static func help(for step: Step) -> ArgumentHelp? {
      switch step {
      case .any: "Documents that have any of the words (the default)."
      case .strict: "Only documents that have every word."
      case .relaxed: "Strict, then any where no document has every word."
      }
    }

    var searchStep: SearchStep? {
      switch self {
      case .any: .any
      case .strict: .strict
      case .relaxed: nil
      }
    }
  }

  func validate() throws {
    if measured == nil, queries == nil {
      throw ValidationError("--queries or a run is needed: what is to be measured?")
    }
    if measured != nil, runFile != nil || step != nil {
      throw ValidationError(
        "--run, --any, --strict and --relaxed say how to ask the index; a run is not asked")
    }
  }

  func run() throws {
    let judgements = try Judgements(InputFile(path: qrels).read(), path: qrels)
    let asked = try queries.map {
      try EvaluationQuery.all(of: InputFile(path: $0).read(), path: $0)
    }
    let counted = try countedQueries(of: judgements, asked: asked)
    let found = try run(of: asked ?? [], counted: counted)
    if let runFile { try write(found, to: runFile) }
    let evaluation = Evaluation(of: found, by: judgements, queries: counted)
    let other = try compare.map { path in
      let other = try readRun(path, counted: counted)
      return Evaluation(of: other, by: judgements, queries: counted)
    }

    var output = Output()
    let report = EvaluationReport(
      evaluation, name: measured ?? "index", other: other, otherName: compare ?? "",
      showsQueries: perQuery)
    for line in json ? [report.json.text] : report.lines { try output.line(line) }
    try output.flush()
    guard evaluation.mean(.recall100) > 0 else {
      say("note: no relevant document was found; are the locators in \(qrels) those of the index?")
      throw ExitCode.nothingFound
    }
  }

  /// The ids of the judged queries, of those asked if any are; says which files do not know which.
  private func countedQueries(
    of judgements: Judgements, asked: [EvaluationQuery]?
  ) throws -> [String] {
    guard let asked, let queries else {
      guard !judgements.queries.isEmpty else {
        throw Failure("\(qrels): no judgement; name a file with judgements")
      }
      return judgements.queries
    }
    let judged = Set(judgements.queries)
    let counted = asked.map(\.id).filter { judged.contains($0) }
    guard !counted.isEmpty else {
      throw Failure("\(qrels) judges no query of \(queries); the ids must be the same in both")
    }
    sayLeftOut(asked.count - counted.count, of: queries, missingIn: qrels)
    sayLeftOut(judged.count - counted.count, of: qrels, missingIn: queries)
    return counted
  }

  private func sayLeftOut(_ count: Int, of file: String, missingIn other: String) {
    guard count > 0 else { return }
    say("note: left out \(count.countedQueries) of \(file) not in \(other)")
  }

  /// The run to be measured: read from a file, or asked of the index.
  private func run(of queries: [EvaluationQuery], counted: [String]) throws -> Run {
    if let measured { return try readRun(measured, counted: counted) }
    let judged = Set(counted)
    let searcher = Searcher(try IndexReader(path: indexOption.path))
    return try Run(
      queries.filter { judged.contains($0.id) }, in: searcher, step: (step ?? .any).searchStep)
  }

  private func readRun(_ path: String, counted: [String]) throws -> Run {
    let run = try Run(InputFile(path: path).read(), path: path)
    let queries = Set(run.queries)
    let missing = counted.count { !queries.contains($0) }
    if missing > 0 { say("note: \(missing.countedQueries) not in \(path): 0 each") }
    return run
  }

  private func write(_ run: Run, to path: String) throws {
    let file = try run.file(name: "sou")
    do {
      try Data(file).write(to: URL(filePath: path))
    } catch {
      throw Failure("\(path): cannot be written; check its folder and permissions")
    }
  }
}

extension Int {
  /// `1 query`, `48,203 queries`.
  var countedQueries: String { "\(grouped) \(self == 1 ? "query" : "queries")" }
}
