/// How well a run answers judged queries.
///
/// Each query given counts, as with trec_eval's `-c`: one that found nothing and one without a
/// relevant document count 0 in every mean.
public struct Evaluation: Sendable {
  /// The ids of the queries, in the order given.
  public let queries: [String]
  private let valuesByMeasure: [Measure: [Double]]

  /// Measures a run.
  ///
  /// - Parameters:
  ///   - run: What was found.
  ///   - judgements: What should have been.
  ///   - queries: The ids of the queries that count.
  public init(of run: Run, by judgements: Judgements, queries: [String]) {
    self.queries = queries
    var values: [Measure: [Double]] = [:]
    for query in queries {
      let grades = judgements.grades(of: query)
      let found = run.entries(of: query).map { grades[$0.locator] ?? 0 }
      for measure in Measure.allCases {
        values[measure, default: []].append(
          measure.value(found: found, judged: Array(grades.values)))
      }
    }
    valuesByMeasure = values
  }

  /// What each query has, in the order of `queries`.
  public func values(_ measure: Measure) -> [Double] { valuesByMeasure[measure] ?? [] }

  /// The mean over all queries; 0 without any.
  public func mean(_ measure: Measure) -> Double {
    values(measure).reduce(0, +) / Double(max(queries.count, 1))
  }
}
