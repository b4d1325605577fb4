import SouEvaluation

/// What `sou eval` prints: a measure a line, and beside it how another run compares.
struct EvaluationReport {
  private let evaluation: Evaluation
  private let name: String
  private let other: Evaluation?
  private let otherName: String
  private let showsQueries: Bool
  /// One a measure, in the order of `Measure.allCases`; empty without another run.
  private let comparisons: [Comparison]

  init(
    _ evaluation: Evaluation, name: String, other: Evaluation?, otherName: String,
    showsQueries: Bool
  ) {
    self.evaluation = evaluation
    self.name = name
    self.other = other
    self.otherName = otherName
    self.showsQueries = showsQueries
    comparisons = Measure.allCases.compactMap { measure in
      other.map { Comparison(evaluation.values(measure), $0.values(measure)) }
    }
  }

  /// The form for people.
  var lines: [String] {
    (showsQueries ? queryLines + [""] : [])
      + [evaluation.queries.count.countedQueries] + summaryLines
  }

  private var summaryLines: [String] {
    guard let other else {
      var table = Columns(.left, .right)
      for measure in Measure.allCases {
        table.add(measure.rawValue, evaluation.mean(measure).fixed(4))
      }
      return table.lines
    }
    var table = Columns(.left, .right, .right, .right, .right, .right, .right)
    table.add("", name.singleLine, otherName.singleLine, "difference", "better", "worse", "p")
    for (measure, comparison) in zip(Measure.allCases, comparisons) {
      table.add(
        measure.rawValue, evaluation.mean(measure).fixed(4), other.mean(measure).fixed(4),
        (comparison.difference < 0 ? "" : "+") + comparison.difference.fixed(4),
        comparison.better.grouped, comparison.worse.grouped, comparison.p.fixed(4))
    }
    return table.lines
  }

  private var queryLines: [String] {
    var table = Columns(.left, .right, .right, .right, .right)
    table.add("query", "ndcg@10", "mrr@10", "recall@10", "recall@100")
    let values = Measure.allCases.map { evaluation.values($0) }
    for (index, query) in evaluation.queries.enumerated() {
      let cells = values.map { $0[index].fixed(4) }
      table.add(query.singleLine, cells[0], cells[1], cells[2], cells[3])
    }
    return table.lines
  }

  /// The form that `sou eval --json` prints; its keys are stable.
  var json: JSON {
    var json = JSON.object(
      [JSON.Member(key: "queries", value: .integer(evaluation.queries.count))]
        + measures { .number(evaluation.mean($0)) })
    if showsQueries {
      let queries = evaluation.queries.enumerated().map { index, query in
        JSON.object(
          [JSON.Member(key: "query", value: .string(query))]
            + measures { .number(evaluation.values($0)[index]) })
      }
      json = json.adding("perQuery", .array(queries))
    }
    if let other {
      let members = zip(Measure.allCases, comparisons).map { measure, comparison in
        JSON.Member(
          key: measure.rawValue,
          value: [
            "mean": .number(other.mean(measure)), "difference": .number(comparison.difference),
            "better": .integer(comparison.better), "worse": .integer(comparison.worse),
            "p": .number(comparison.p),
          ])
      }
      json = json.adding("compare", .object(members))
    }
    return json
  }

  private func measures(_ value: (Measure) -> JSON) -> [JSON.Member] {
    Measure.allCases.map { JSON.Member(key: $0.rawValue, value: value($0)) }
  }
}
