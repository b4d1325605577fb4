/// Why queries, judgements or a run cannot be read or written.
public enum EvaluationError: Error, Equatable, Sendable {
  /// The line is not UTF-8.
  case notUTF8(path: String, line: Int)
  /// The line does not have the columns that such a file has.
  case malformed(path: String, line: Int, expected: String)
  /// The file has the query before this line too.
  case queryTwice(path: String, line: Int, query: String)
  /// The file has the document for this query before this line too.
  case documentTwice(path: String, line: Int, query: String, locator: String)
  /// A tab or line break in the name cannot be told from those between columns.
  case unwritable(name: String)
}

extension EvaluationError: CustomStringConvertible {
  /// What is wrong and where, and what should stand there.
  public var description: String {
    switch self {
    case .notUTF8(let path, let line):
      "\(path):\(line): not UTF-8; convert the file"
    case .malformed(let path, let line, let expected):
      "\(path):\(line): malformed; a line is \(expected)"
    case .queryTwice(let path, let line, let query):
      "\(path):\(line): query \(query) is there twice; remove one"
    case .documentTwice(let path, let line, let query, let locator):
      "\(path):\(line): query \(query) has the document \(locator) twice; remove one"
    case .unwritable(let name):
      "\(name.debugDescription) cannot stand in a run: it has a tab or line break; rename it"
    }
  }
}
