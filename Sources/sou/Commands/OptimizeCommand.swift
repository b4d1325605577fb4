import ArgumentParser
import SouIndex

/// Merges the index's segments into one.
struct OptimizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize",
    abstract: "Merge all segments into one, for the fastest search.",
    discussion: """
      sou index keeps the segments few; one of them is best after many updates, and
      drops what is left of removed and changed documents. The work is done in small
      steps: searches go on, and another writer gets its turn. It may be stopped at
      any moment; the next sou optimize goes on from there.

      EXAMPLES
        sou optimize
        sou optimize --index news.db
      """)

  @Flag(help: "No progress and no summary; only what went wrong.")
  var quiet = false

  @Flag(help: "The summary as one JSON object.")
  var json = false

  @OptionGroup var indexOption: IndexOption

  func run() throws {
    let optimizer = try IndexOptimizer(path: indexOption.path)
    var progress = Progress(total: nil, isQuiet: quiet)
    progress.update(share: 0, optimizer.before.segments.counted("segment"))
    while try step(optimizer, &progress) {
      progress.update(share: optimizer.share, optimizer.before.segments.counted("segment"))
    }
    try optimizer.finish()
    progress.clear()
    if json {
      var output = Output()
      try output.line(report(optimizer, seconds: progress.seconds).text)
      try output.flush()
    } else if !quiet {
      say(summary(optimizer, seconds: progress.seconds))
    }
  }

  private func step(_ optimizer: IndexOptimizer, _ progress: inout Progress) throws -> Bool {
    do {
      return try optimizer.step()
    } catch {
      progress.clear()
      guard case .busy(let path) = error, optimizer.share > 0 else { throw error }
      throw Failure(
        "another process is writing \(path); \(percent(optimizer.share)) is merged, "
          + "sou optimize goes on from there")
    }
  }

  private func report(_ optimizer: IndexOptimizer, seconds: Double) -> JSON {
    [
      "segmentsBefore": .integer(optimizer.before.segments),
      "segments": .integer(optimizer.after.segments),
      "bytesBefore": .integer(optimizer.before.bytes), "bytes": .integer(optimizer.after.bytes),
      "seconds": .number(seconds),
    ]
  }

  private func summary(_ optimizer: IndexOptimizer, seconds: Double) -> String {
    let (before, after) = (optimizer.before, optimizer.after)
    guard before != after else {
      return "nothing to do; \(before.segments.counted("segment"))"
    }
    let written = after.segments > 1 ? " (others were written meanwhile)" : ""
    return "\(before.segments.counted("segment")) merged into \(after.segments.grouped)\(written); "
      + "\(megabytes(before.bytes)) before, \(megabytes(after.bytes)) after, "
      + "in \(seconds.fixed(1)) s"
  }

  private func megabytes(_ bytes: Int) -> String { "\((Double(bytes) / 1e6).fixed(1)) MB" }
  private func percent(_ share: Double) -> String { "\(Int(share * 100)) %" }
}
