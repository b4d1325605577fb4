import ArgumentParser
import Foundation
import SouFTS5

/// The command `sou` and its subcommands.
struct Sou: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sou",
    abstract: "Indexes Chinese, Japanese and Korean text in one SQLite file and finds it again.",
    discussion: """
      EXAMPLES
        sou index ~/news              index a folder's .txt, .md and .jsonl files
        sou search 輝達 護城河        documents that have both words, best first
        sou search '"DeepSeek開源"'   a phrase
        sou show zh-Hant/a.txt        one document, by its locator

      The index is ./sou.db unless --index or SOU_INDEX names another.
      Exit codes: 0 found or done, 1 nothing found, 2 error.
      """,
    version: "\(souVersion)",
    subcommands: [
      IndexCommand.self, SearchCommand.self, ShowCommand.self, RemoveCommand.self,
      OptimizeCommand.self, CheckCommand.self, StatsCommand.self, TokenizeCommand.self,
      EvalCommand.self, BenchCommand.self,
    ])
}

@main
enum Main {
  static func main() {
    // A closed pipe is then an error of `write`, which `Output` answers.
    _ = signal(SIGPIPE, SIG_IGN)
    do {
      var command = try Sou.parseAsRoot()
      try command.run()
    } catch {
      exit(report(error))
    }
  }

  /// Says what went wrong, or prints the help or version asked for.
  ///
  /// - Returns: The exit code: ArgumentParser's own for wrong usage is 64, Sou's is 2.
  private static func report(_ error: any Error) -> Int32 {
    let code = Sou.exitCode(for: error)
    switch code {
    case _ where error is ExitCode:
      return code.rawValue
    case .success:
      print(Sou.fullMessage(for: error))
      return 0
    case .validationFailure:
      let message = Sou.fullMessage(for: error)
      say("sou: " + message.trimmingPrefix("Error: "))
      if let hint = quotingHint(for: Array(CommandLine.arguments.dropFirst())) {
        say(hint)
      }
      return 2
    default:
      say("sou: \(error)")
      return 2
    }
  }
}

extension ExitCode {
  /// Nothing was found.
  static let nothingFound = ExitCode(1)
  /// Something is wrong with the index.
  static let trouble = ExitCode(2)
}
