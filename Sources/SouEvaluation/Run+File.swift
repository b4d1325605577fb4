extension Run {
  private static let expected = "query id, Q0, locator, rank, score, name of the run"

  /// Reads a TREC run: a line has query id, `Q0`, locator, rank, score and the run's name, between
  /// tabs; without a tab between blanks.
  ///
  /// Only the score ranks, the larger first; ties go by locator, the later in the order of bytes
  /// first. Both are as in trec_eval.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - path: Its name, for errors.
  /// - Throws: `EvaluationError` at the first line that is malformed or has a document again.
  public init(_ file: [UInt8], path: String) throws(EvaluationError) {
    var queries: [String] = []
    var found: [String: [String: Double]] = [:]
    for line in TableLine.all(of: file, path: path) {
      let columns = try line.columns(6, expected: Self.expected)
      guard let score = Double(columns[4]), !score.isNaN else {
        throw line.malformed(Self.expected)
      }
      if found[columns[0]] == nil { queries.append(columns[0]) }
      guard found[columns[0], default: [:]].updateValue(score, forKey: columns[2]) == nil else {
        throw line.documentTwice(columns[2], query: columns[0])
      }
    }
    self.init()
    for query in queries {
      let entries = (found[query] ?? [:]).map { Entry(locator: $0.key, score: $0.value) }
      append(entries.sorted(by: Self.isBetter), for: query)
    }
  }

  private static func isBetter(_ left: Entry, _ right: Entry) -> Bool {
    guard left.score == right.score else { return left.score > right.score }
    return right.locator.utf8.lexicographicallyPrecedes(left.locator.utf8)
  }

  /// The run as a file that `init(_:path:)`, trec_eval and the like read, with tabs between columns.
  ///
  /// Scores are rounded to single precision and then made to fall from line to line, so that each
  /// reader ranks as the run does, however it breaks ties.
  ///
  /// - Parameter name: The run's name.
  /// - Returns: UTF-8.
  /// - Throws: `EvaluationError.unwritable` where an id or locator holds a tab or line break.
  public func file(name: String) throws(EvaluationError) -> [UInt8] {
    var file: [UInt8] = []
    for query in queries {
      var last = Float.infinity
      for (index, entry) in entries(of: query).enumerated() {
        last = min(Float(entry.score), last.nextDown)
        let columns = [query, "Q0", entry.locator, String(index + 1), String(last), name]
        for column in columns {
          guard !column.utf8.contains(where: { [0x09, 0x0A, 0x0D].contains($0) }) else {
            throw .unwritable(name: column)
          }
          file += column.utf8
          file.append(0x09)
        }
        file[file.count - 1] = 0x0A
      }
    }
    return file
  }
}
