import CYardsticks
import Foundation

let usageText = """
  usage: tokenizer-bench [--runs COUNT] [--json] [--check] [PATH…]
         tokenizer-bench once BYTES FILE

  Measures Sou's tokenizer beside its yardsticks on each file or folder; without any, on
  ../shared/data/text/*.txt or else on corpus/documents. --check exits with 1 if a target is not
  met. `once` tokenizes FILE one time in texts of BYTES, for tools that count instructions
  or limit memory.
  """

/// What was asked for on the command line.
private struct Arguments {
  var runs = 9
  var json = false
  var check = false
  var paths: [String] = []

  init(_ words: [String]) throws {
    var words = words[...]
    while let word = words.popFirst() {
      switch word {
      case "--json": json = true
      case "--check": check = true
      case "--runs":
        guard let runs = words.popFirst().flatMap({ Int($0) }), runs > 0 else {
          throw BenchError.usage("--runs must be 1 or more")
        }
        self.runs = runs
      case _ where word.hasPrefix("-"): throw BenchError.usage("unknown option \(word)")
      default: paths.append(word)
      }
    }
  }
}

@main
private enum Main {
  static func main() {
    do {
      let words = Array(CommandLine.arguments.dropFirst())
      switch words.first {
      case "once": try once(Array(words.dropFirst()))
      case "--help", "-h": print(usageText)
      default: exit(try measure(Arguments(words)) ? 0 : 1)
      }
    } catch {
      FileHandle.standardError.write(Data("tokenizer-bench: \(error)\n".utf8))
      exit(2)
    }
  }

  /// - Returns: False if targets are checked and one is not met.
  private static func measure(_ arguments: Arguments) throws -> Bool {
    let paths = arguments.paths.isEmpty ? try InputText.defaultPaths() : arguments.paths
    let texts = try InputText.texts(at: paths)
    if !arguments.json {
      print("median of \(arguments.runs) runs, \(paths.joined(separator: " "))\n")
    }
    var contenders = Contenders(builtins: try Builtins())
    var measurements: [Measurement] = []
    for text in texts {
      try measurements.append(Measurement(of: text, runs: arguments.runs, by: &contenders))
    }
    let version = unsafe String(cString: sqlite_version())
    let report = Report(sqliteVersion: version, measurements: measurements)
    print(arguments.json ? try report.json() : report.table)
    return !arguments.check || report.verdicts.allSatisfy(\.isMet)
  }

  private static func once(_ words: [String]) throws {
    guard words.count == 2, let bytes = Int(words[0]), bytes > 0 else {
      throw BenchError.usage("once takes a number of bytes and a file")
    }
    try tokenizeOnce(words[1], textBytes: bytes)
  }
}
