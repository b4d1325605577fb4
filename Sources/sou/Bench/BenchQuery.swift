import SouSearch

/// A query that is measured.
struct BenchQuery {
  /// What queries of its kind have in common.
  let kind: String
  let text: String

  /// A question is asked for any of its words, everything else for all.
  var step: SearchStep { kind == BenchKind.question.rawValue ? .any : .strict }

  /// The queries of a file: a line each, the kind first and the query last, with tabs between.
  static func all(of file: InputFile) throws -> [Self] {
    let queries = try String(decoding: file.read(), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
      .map { line in
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        return Self(
          kind: columns.count > 1 ? String(columns[0]) : "query", text: String(columns.last ?? ""))
      }
    guard !queries.isEmpty else { throw Failure("\(file.path): no query; write one a line") }
    return queries
  }
}

/// What queries are drawn, in the order and by the names of `bench/run`.
enum BenchKind: String, CaseIterable {
  /// One character.
  case char1
  /// Two characters.
  case char2
  /// Four to six characters.
  case phrase
  /// Two stretches of two to four characters, of one document.
  case words
  /// A sentence, of which any word counts.
  case question
}
