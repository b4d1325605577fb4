import ArgumentParser
import Foundation
import SouDocuments
import SouIndex

/// Puts the documents of files and folders into the index.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Put the documents of files and folders into the index.",
    discussion: """
      Reads .txt, .md and .jsonl files in UTF-8; - stands for JSON lines on
      standard input. Files that did not change are not read again, so the same
      command also goes on where an earlier one was stopped.

      A text may begin with lines between ---: title, date, source, lang.
      A JSON line has text, and may have id, title, date, source, lang.

      EXAMPLES
        sou index ~/news
        sou index --prune ~/news ~/notes
        curl -s https://example.org/feed.jsonl | sou index -
      """)

  @Argument(help: ArgumentHelp("Files and folders; - for standard input.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Remove documents whose files below the paths have vanished.")
  var prune = false

  @Flag(help: "Analyse what is in the index again, as after an update of sou.")
  var rebuild = false

  @Flag(help: "No progress and no summary; only what went wrong.")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "Memory for postings on their way to the file, in MB; 2 at least.", valueName: "MB"))
  var memory = 256

  @OptionGroup var indexOption: IndexOption

  func validate() throws {
    guard !paths.isEmpty || rebuild else { throw ValidationError("Missing expected path") }
    guard (2...1 << 20).contains(memory) else {
      throw ValidationError("--memory is a number of MB, from 2 on")
    }
  }

  func run() throws {
    guard !paths.isEmpty || FileManager.default.fileExists(atPath: indexOption.path) else {
      throw IndexError.noIndex(path: indexOption.path)
    }
    let named = paths.filter { $0 != "-" }
    let found = try sources(in: named)
    let writer = try IndexWriter(
      path: indexOption.path, rebuild: rebuild, memory: memory << 20)
    var run = IndexRun(
      writer: writer, byteCount: paths.contains("-") ? nil : found.byteCount, isQuiet: quiet)
    for problem in found.problems { run.skip(problem) }
    for file in found.files { try run.index(file) }
    if paths.contains("-") { try run.indexStandardInput() }
    if prune { try writer.prune(below: named) }
    try run.finish()
  }

  /// The files to index. A path that is wrong as a whole ends the command before anything is
  /// written; a file that cannot be reached is skipped.
  private func sources(
    in paths: [String]
  ) throws -> (files: [SourceFile], byteCount: Int, problems: [DocumentProblem]) {
    var files: [SourceFile] = []
    var problems: [DocumentProblem] = []
    try forEachSourceFile(in: paths) { result in
      switch result {
      case .success(let file): files.append(file)
      case .failure(.noDocuments) where prune: break  // All of them may have vanished.
      case .failure(let problem) where problem.concernsPath: throw problem
      case .failure(let problem): problems.append(problem)
      }
    }
    return (files, files.reduce(0) { $0 + Int($1.size) }, problems)
  }
}
