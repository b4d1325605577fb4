/// A query that a collection of judgements knows by its id.
public struct EvaluationQuery: Equatable, Sendable {
  /// The query's name in judgements and runs.
  public let id: String
  /// What is searched.
  public let text: String

  /// Makes a query.
  ///
  /// - Parameters:
  ///   - id: Its name in judgements and runs.
  ///   - text: What is searched.
  public init(id: String, text: String) {
    self.id = id
    self.text = text
  }

  /// Reads a file with a query a line, `id TAB query`.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - path: Its name, for errors.
  /// - Returns: The queries, in the file's order.
  /// - Throws: `EvaluationError` at the first line that is none, or whose id was there before.
  public static func all(of file: [UInt8], path: String) throws(EvaluationError)
    -> [EvaluationQuery]
  {
    var queries: [EvaluationQuery] = []
    var ids: Set<String> = []
    for line in TableLine.all(of: file, path: path) {
      let (id, text) = try line.keyAndRest(expected: "query id TAB query")
      guard ids.insert(id).inserted else { throw line.queryTwice(id) }
      queries.append(EvaluationQuery(id: id, text: text))
    }
    return queries
  }
}
