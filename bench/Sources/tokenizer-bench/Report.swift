import Foundation

/// What is printed about the measurements: a table or one JSON object.
struct Report {
  let sqliteVersion: String
  let measurements: [Measurement]

  var verdicts: [Verdict] { measurements.flatMap(Verdict.all) }

  /// The speeds, the ratios, and which of them are good enough.
  var table: String {
    let speeds = measurements.map { measurement in
      [
        measurement.name, number(Double(measurement.byteCount) / 1e6, digits: 1),
        String(measurement.answers[.sou]?.tokenCount ?? 0),
      ] + Contender.allCases.map { number(measurement.speed(of: $0), digits: 0) }
    }
    let ratios = measurements.map { measurement in
      [measurement.name]
        + Ratio.allCases.map { number($0.value(in: measurement), digits: 2) }
    }
    let bounds = verdicts.map { verdict in
      [
        verdict.script, verdict.ratio.rawValue, number(verdict.value, digits: 2),
        verdict.bound.words, verdict.isMet ? "met" : "NOT MET",
      ]
    }
    let metCount = verdicts.count(where: \.isMet)
    let summary = "targets: \(metCount) of \(verdicts.count) met\n\(aligned(bounds))"
    return """
      MB/s (SQLite \(sqliteVersion))
      \(aligned([["text", "MB", "tokens"] + Contender.allCases.map(\.rawValue)] + speeds))

      ratios
      \(aligned([["text"] + Ratio.allCases.map(\.rawValue)] + ratios))

      \(bounds.isEmpty ? "no text long enough to be judged" : summary)
      """
  }

  /// The same for machines.
  func json() throws -> String {
    let texts = measurements.map { measurement in
      JSONText(
        name: measurement.name, bytes: measurement.byteCount,
        tokens: named(measurement.answers.map { ($0, $1.tokenCount) }),
        megabytesPerSecond: named(
          Contender.allCases.map { ($0, measurement.speed(of: $0)) }),
        ratios: named(Ratio.allCases.map { ($0, $0.value(in: measurement)) }))
    }
    let targets = verdicts.map { verdict in
      JSONTarget(
        text: verdict.script, ratio: verdict.ratio.rawValue, value: verdict.value,
        target: verdict.bound.words, met: verdict.isMet)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let object = JSONReport(sqlite: sqliteVersion, texts: texts, targets: targets)
    return String(decoding: try encoder.encode(object), as: UTF8.self)
  }
}

extension Bound {
  fileprivate var words: String {
    switch self {
    case .atLeast(let least): "at least \(number(least, digits: 2))"
    case .below(let limit): "below \(number(limit, digits: 2))"
    }
  }
}

private struct JSONReport: Encodable {
  let sqlite: String
  let texts: [JSONText]
  let targets: [JSONTarget]
}

private struct JSONText: Encodable {
  let name: String
  let bytes: Int
  let tokens: [String: Int]
  let megabytesPerSecond: [String: Double]
  let ratios: [String: Double]
}

private struct JSONTarget: Encodable {
  let text: String
  let ratio: String
  let value: Double
  let target: String
  let met: Bool
}

private func named<Key: RawRepresentable<String>, Value>(
  _ pairs: some Sequence<(Key, Value)>
) -> [String: Value] {
  Dictionary(uniqueKeysWithValues: pairs.map { ($0.rawValue, $1) })
}

private func number(_ value: Double, digits: Int) -> String {
  String(format: "%.\(digits)f", value)
}

/// The rows in columns: the first to the left, the others to the right.
private func aligned(_ rows: [[String]]) -> String {
  let widths = (rows.first ?? []).indices.map { column in
    rows.map { $0[column].count }.max() ?? 0
  }
  let lines = rows.map { row in
    zip(row, widths).enumerated().map { column, cell in
      let padding = String(repeating: " ", count: cell.1 - cell.0.count)
      return column == 0 ? cell.0 + padding : padding + cell.0
    }.joined(separator: "  ")
  }
  return lines.joined(separator: "\n")
}
