import ArgumentParser
import Foundation
import SouAnalysis

/// Measures how fast texts become tokens.
struct BenchTokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Measure how fast texts become tokens, by script.",
    discussion: """
      The files are read into memory and measured by what they are mostly
      written in, and then all together: han, kana (with the Han beside it),
      hangul, sea (Thai and the like), letters, or mixed where none makes two
      thirds of the characters.

      The files of a script are tokenized once to warm up, then in timed runs.
      A run takes at least \(Self.bytesPerRun / 1_000_000) MB (of 1,000,000 bytes), going through the files
      as often as that needs; its time is that of one pass.

      EXAMPLES
        sou bench tokenizer
        sou bench tokenizer --runs 9 --json article.txt
      """)

  @Argument(
    help: ArgumentHelp("Files or folders; the folder corpus if none.", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("The number of timed runs.", valueName: "count"))
  var runs = 5

  @Flag(help: "One JSON object a script, and one for all.")
  var json = false

  private static let bytesPerRun = 4_000_000

  func validate() throws {
    guard runs > 0 else { throw ValidationError("--runs must be 1 or more") }
  }

  func run() throws {
    let files = try InputFile.all(under: paths.isEmpty ? ["corpus"] : paths)
    let texts = try files.map { try $0.read() }.filter { !$0.isEmpty }
    guard !texts.isEmpty else {
      throw Failure("\(paths.joined(separator: " ")): nothing to measure; name files with text")
    }
    let byScript = Dictionary(grouping: texts, by: TextScript.init(of:))
    var results = TextScript.allCases.compactMap { script in
      byScript[script].map { measure($0, name: script.rawValue) }
    }
    if results.count > 1 { results.append(measure(texts, name: "all")) }

    var output = Output()
    for line in json ? results.map(\.json.text) : Result.table(of: results) {
      try output.line(line)
    }
    try output.flush()
  }

  private func measure(_ texts: [[UInt8]], name: String) -> Result {
    let byteCount = texts.reduce(0) { $0 + $1.count }
    let passes = (Self.bytesPerRun + byteCount - 1) / byteCount
    var tokenizer = Tokenizer()
    var warmUp = TokenCounter()
    for text in texts { count(text, with: &tokenizer, into: &warmUp) }
    let seconds = (0..<runs).map { _ in
      var counter = TokenCounter()
      let duration = ContinuousClock().measure {
        for _ in 0..<passes {
          for text in texts { count(text, with: &tokenizer, into: &counter) }
        }
      }
      // The answer is used, so that no part of the work can be left out.
      precondition(counter.termByteCount == warmUp.termByteCount * passes)
      return duration / .seconds(1) / Double(passes)
    }
    return Result(
      script: name, fileCount: texts.count, byteCount: byteCount,
      scalarCount: texts.reduce(0) { $0 + $1.count { $0 & 0xC0 != 0x80 } },
      tokenCount: warmUp.tokenCount, seconds: seconds, median: seconds.median)
  }

  private func count(
    _ text: [UInt8], with tokenizer: inout Tokenizer, into counter: inout TokenCounter
  ) {
    unsafe text.withUnsafeBufferPointer { unsafe tokenizer.tokenize($0, into: &counter) }
  }
}

/// Counts tokens and the bytes of their terms.
private struct TokenCounter: TokenSink {
  typealias Failure = Never

  var tokenCount = 0
  var termByteCount = 0

  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) {
    tokenCount += 1
    termByteCount += term.count
  }
}

/// What was measured: counts of the input, and seconds a pass through it.
private struct Result {
  let script: String
  let fileCount: Int
  let byteCount: Int
  let scalarCount: Int
  let tokenCount: Int
  let seconds: [Double]
  let median: Double

  var json: JSON {
    [
      "benchmark": .string("tokenizer"),
      "input": [
        "script": .string(script), "files": .integer(fileCount), "bytes": .integer(byteCount),
        "scalars": .integer(scalarCount),
      ],
      "runs": .array(seconds.map { .number($0) }),
      "median": .number(median),
      "mbPerSecond": .number(Double(byteCount) / median / 1e6),
      "scalarsPerSecond": .number(Double(scalarCount) / median),
      "tokensPerSecond": .number(Double(tokenCount) / median),
      "tokens": .integer(tokenCount),
    ]
  }

  static func table(of results: [Result]) -> [String] {
    let million = 1e6
    var table = Columns(.left, .right, .right, .right, .right, .right, .right, .right)
    table.add("script", "files", "MB", "tokens", "ms", "MB/s", "M scalars/s", "M tokens/s")
    for result in results {
      let perSecond = { (count: Int) in (Double(count) / result.median / million).fixed(0) }
      table.add(
        result.script, result.fileCount.grouped, (Double(result.byteCount) / million).fixed(2),
        result.tokenCount.grouped, (result.median * 1000).fixed(2), perSecond(result.byteCount),
        perSecond(result.scalarCount), perSecond(result.tokenCount))
    }
    return table.lines
  }
}
