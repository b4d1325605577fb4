import ArgumentParser
import SouIndex

/// Says what is in the index and what it takes.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Say what is in the index and what it takes.",
    discussion: """
      EXAMPLES
        sou stats
        sou stats --json
      """)

  @Flag(help: "One JSON object.")
  var json = false

  @OptionGroup var indexOption: IndexOption

  func run() throws {
    let statistics = try IndexReader(path: indexOption.path).statistics()
    var output = Output()
    for line in json ? [statistics.json.text] : statistics.lines { try output.line(line) }
    try output.flush()
  }
}

extension IndexStatistics {
  /// The form that `sou stats --json` prints.
  fileprivate var json: JSON {
    [
      "documents": .integer(documents), "files": .integer(files), "terms": .integer(terms),
      "positions": .integer(positions), "segments": .integer(segments),
      "bytes": .integer(bytes),
      "bytesByTable": .object(
        tables.map { JSON.Member(key: $0.name, value: .integer($0.bytes)) }),
      "fingerprint": .string(fingerprint), "created": .string(created),
      "levels": .array(
        levels.map {
          [
            "level": .integer($0.number), "segments": .integer($0.segments),
            "bytes": .integer($0.bytes),
          ]
        }),
      // JSON has null for what is not known.
      "deadShare": .number(deadShare ?? .nan),
    ]
  }

  fileprivate var lines: [String] {
    var table = Columns(.left, .right)
    table.add("documents", documents.grouped)
    table.add("files", files.grouped)
    table.add("terms", terms.grouped)
    table.add("positions", positions.grouped)
    table.add("segments", segments.grouped)
    for level in levels { table.add("  level \(level.number)", level.segments.grouped) }
    table.add("dead entries", deadShare.map { "\((100 * $0).fixed(1)) %" } ?? "not known")
    table.add("bytes", bytes.grouped)
    for entry in tables { table.add("  \(entry.name)", entry.bytes.grouped) }
    return table.lines + ["", "analyzer  \(fingerprint)", "created   \(created)"]
  }
}
