/// How long the queries of a kind took.
struct SearchTimes {
  let kind: String
  /// Warm: one after the other, of one searcher. Cold: each of a searcher of its own, which opens the
  /// index anew. FTS5: by its own ranking, one after the other.
  var state: String
  let queries: [String]
  /// The documents that each query found.
  var found: [Int] = []
  /// On all threads together; nil if not measured.
  var queriesPerSecond: Double?
  var threads = 1
  /// Of each query, the middle one of its runs' ratios to FTS5's time; nil if not measured.
  private var ratios: [Double]?
  /// Of each query, in seconds, those of its runs.
  private var samples: [[Double]]

  init(kind: String, state: String, queries: [String]) {
    self.kind = kind
    self.state = state
    self.queries = queries
    samples = queries.map { _ in [] }
  }

  /// Runs `body` and notes how long that took.
  mutating func time(_ query: Int, _ body: () throws -> Void) rethrows {
    let start = ContinuousClock.now
    try body()
    samples[query].append((ContinuousClock.now - start) / .seconds(1))
  }

  /// Compares run by run, where both were asked.
  mutating func setRatios(to other: SearchTimes) {
    ratios = zip(samples, other.samples).filter { !$1.isEmpty }.map { own, other in
      zip(own, other).map { $0 / $1 }.median
    }
  }

  /// The time that so many percent of the queries do not exceed, in milliseconds: of each query the
  /// middle one of its runs.
  private func percentile(_ percent: Int) -> Double {
    Self.percentile(percent, samples.filter { !$0.isEmpty }.map { $0.median * 1000 })
  }

  /// By nearest rank.
  private static func percentile(_ percent: Int, _ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    return values.sorted()[(values.count * percent + 99) / 100 - 1]
  }

  /// The middle one of the counts of documents found.
  private var medianFound: Int { found.sorted()[found.count / 2] }

  /// The form that `sou bench search --json` prints; its keys are stable.
  func json(perQuery: Bool) -> JSON {
    var json: JSON = [
      "benchmark": .string("search"),
      "input": [
        "kind": .string(kind), "state": .string(state), "queries": .integer(queries.count),
        "found": .integer(medianFound), "threads": .integer(threads),
      ],
      "runs": .array(runSeconds.map { .number($0) }),
      "p50": .number(percentile(50)),
      "p95": .number(percentile(95)),
      "p99": .number(percentile(99)),
    ]
    if let queriesPerSecond { json = json.adding("queriesPerSecond", .number(queriesPerSecond)) }
    if let ratios {
      let parts: JSON = [
        "p50": .number(Self.percentile(50, ratios)), "most": .number(Self.percentile(100, ratios)),
      ]
      json = json.adding("timesOfFTS5", parts)
    }
    guard perQuery else { return json }
    let rows = queries.indices.map { place -> JSON in
      [
        "query": .string(queries[place]), "found": .integer(found[place]),
        "ms": .number(samples[place].isEmpty ? .nan : samples[place].median * 1000),
      ]
    }
    return json.adding("perQuery", .array(rows))
  }

  /// Of each run through all queries.
  private var runSeconds: [Double] {
    (0..<(samples.map(\.count).max() ?? 0)).map { run in
      samples.reduce(0) { $0 + ($1.indices.contains(run) ? $1[run] : 0) }
    }
  }

  static func table(of times: [SearchTimes]) -> [String] {
    var table = Columns(.left, .left, .right, .right, .right, .right, .right, .right, .right)
    let hasRatios = times.contains { $0.ratios != nil }
    table.add(
      "kind", "state", "queries", "found", "p50 ms", "p95 ms", "p99 ms", "queries/s",
      hasRatios ? "of FTS5's time: p50, most" : "")
    for row in times {
      table.add(
        row.kind.singleLine, row.state, row.queries.count.grouped, row.medianFound.grouped,
        row.percentile(50).fixed(3), row.percentile(95).fixed(3), row.percentile(99).fixed(3),
        row.queriesPerSecond.map { Int($0).grouped } ?? "",
        row.ratios.map {
          percentile(50, $0).fixed(3) + ", " + percentile(100, $0).fixed(3)
        } ?? "")
    }
    return table.lines
  }
}
