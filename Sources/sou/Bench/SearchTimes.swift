/// How long the queries of a kind took.
struct SearchTimes {
  let kind: String
  let state: String
  /// The documents that each query found.
  let found: [Int]
  /// Of each run through all queries.
  let runSeconds: [Double]
  /// Of each query, the median of its runs.
  let seconds: [Double]
  /// On all threads together.
  let queriesPerSecond: Double
  let threads: Int

  /// The time that so many percent of the queries do not exceed, in milliseconds (nearest rank).
  func percentile(_ percent: Int) -> Double {
    let sorted = seconds.sorted()
    return sorted[(sorted.count * percent + 99) / 100 - 1] * 1000
  }

  /// The middle one of the counts of documents found.
  var medianFound: Int { found.sorted()[found.count / 2] }

  var json: JSON {
    [
      "benchmark": .string("search"),
      "input": [
        "kind": .string(kind), "state": .string(state), "queries": .integer(seconds.count),
        "found": .integer(medianFound), "threads": .integer(threads),
      ],
      "runs": .array(runSeconds.map { .number($0) }),
      "p50": .number(percentile(50)),
      "p95": .number(percentile(95)),
      "p99": .number(percentile(99)),
      "queriesPerSecond": .number(queriesPerSecond),
    ]
  }

  static func table(of times: [SearchTimes]) -> [String] {
    var table = Columns(.left, .left, .right, .right, .right, .right, .right, .right)
    table.add("kind", "state", "queries", "found", "p50 ms", "p95 ms", "p99 ms", "queries/s")
    for row in times {
      table.add(
        row.kind.singleLine, row.state, row.seconds.count.grouped, row.medianFound.grouped,
        row.percentile(50).fixed(3), row.percentile(95).fixed(3), row.percentile(99).fixed(3),
        Int(row.queriesPerSecond).grouped)
    }
    return table.lines
  }
}
