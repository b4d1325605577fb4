/// Why nothing was measured.
enum BenchError: Error, CustomStringConvertible {
  case usage(String)
  case noInput
  case unreadable(String)
  case unsuitable(String)
  case noBuiltin(String)
  case builtinFailed(String, code: Int32)
  case answersDiffer(String, text: String, Answer?, Answer?)

  var description: String {
    switch self {
    case .usage(let problem): "\(problem)\n\(usageText)"
    case .noInput: "no text found; name files, or run from the repository's root"
    case .unreadable(let path): "\(path): cannot be read"
    case .unsuitable(let path): "\(path): must be UTF-8, not empty and below 2 GB"
    case .noBuiltin(let name): "SQLite has no FTS5 tokenizer \(name)"
    case .builtinFailed(let name, let code): "\(name) failed with SQLite's code \(code)"
    case .answersDiffer(let what, let text, let one, let other):
      "\(what) on \(text): \(words(for: one)), but the other way \(words(for: other))"
    }
  }

  private func words(for answer: Answer?) -> String {
    answer.map { "\($0.tokenCount) tokens, sum \($0.sum)" } ?? "nothing"
  }
}
