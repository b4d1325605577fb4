/// Which documents answer which queries, and how well: TREC's "qrels".
public struct Judgements: Sendable {
  /// The ids of all judged queries, in the file's order.
  public private(set) var queries: [String] = []
  /// The grade of each judged document, by query and locator; above 0 it is relevant.
  private var grades: [String: [String: Int]] = [:]

  /// Reads a file with a judgement a line, `query id TAB 0 TAB locator TAB grade`; without a tab the
  /// columns stand between blanks. The second column says nothing.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - path: Its name, for errors.
  /// - Throws: `EvaluationError` at the first line that is none, or that judges a document again.
  public init(_ file: [UInt8], path: String) throws(EvaluationError) {
    let expected = "query id TAB 0 TAB locator TAB grade, a whole number"
    for line in TableLine.all(of: file, path: path) {
      let columns = try line.columns(4, expected: expected)
      guard let grade = Int(columns[3]) else { throw line.malformed(expected) }
      if grades[columns[0]] == nil { queries.append(columns[0]) }
      guard grades[columns[0], default: [:]].updateValue(grade, forKey: columns[2]) == nil else {
        throw line.documentTwice(columns[2], query: columns[0])
      }
    }
  }

  /// The grades of a query's judged documents by locator; empty if it has none.
  public func grades(of query: String) -> [String: Int] { grades[query] ?? [:] }
}
