import ArgumentParser
import Foundation
import SouAnalysis

/// Measures how fast texts become tokens.
struct BenchTokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Measure how fast texts become tokens.",
    discussion: """
      The files are read into memory and tokenized once to warm up, then in
      timed runs. A run takes at least \(Self.bytesPerRun / 1_000_000) MB (of 1,000,000 bytes), going
      through the files as often as that needs; its time is that of one pass.

      EXAMPLES
        sou bench tokenizer
        sou bench tokenizer --runs 9 --json article.txt
      """)

  @Argument(
    help: ArgumentHelp("Files or folders; the folder corpus if none.", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("The number of timed runs.", valueName: "count"))
  var runs = 5

  @Flag(help: "One JSON object.")
  var json = false

  private static let bytesPerRun = 4_000_000

  func validate() throws {
    guard runs > 0 else { throw ValidationError("--runs must be 1 or more") }
  }

  func run() throws {
    let files = try InputFile.all(under: paths.isEmpty ? ["corpus"] : paths)
    let texts = try files.map { try $0.read() }
    let byteCount = texts.reduce(0) { $0 + $1.count }
    guard byteCount > 0 else {
      throw Failure("\(paths.joined(separator: " ")): nothing to measure; name files with text")
    }
    let scalarCount = texts.reduce(0) { $0 + $1.count { $0 & 0xC0 != 0x80 } }
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

    let median = Self.median(seconds)
    let result = Result(
      fileCount: files.count, byteCount: byteCount, scalarCount: scalarCount,
      tokenCount: warmUp.tokenCount, seconds: seconds, median: median)
    var output = Output()
    for line in json ? [result.json.text] : result.lines { try output.line(line) }
    try output.flush()
  }

  private func count(
    _ text: [UInt8], with tokenizer: inout Tokenizer, into counter: inout TokenCounter
  ) {
    unsafe text.withUnsafeBufferPointer { unsafe tokenizer.tokenize($0, into: &counter) }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
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
        "files": .integer(fileCount), "bytes": .integer(byteCount),
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

  var lines: [String] {
    let million = 1e6
    var table = Columns(.left, .right, .left)
    table.add("files", fileCount.grouped, "")
    table.add("text", (Double(byteCount) / million).fixed(2), "MB")
    table.add("tokens", tokenCount.grouped, "")
    table.add("median", (median * 1000).fixed(2), "ms, of \(seconds.count) runs")
    table.add("speed", (Double(byteCount) / median / million).fixed(0), "MB/s")
    table.add("", (Double(scalarCount) / median / million).fixed(0), "million scalars/s")
    table.add("", (Double(tokenCount) / median / million).fixed(0), "million tokens/s")
    return table.lines
  }
}
