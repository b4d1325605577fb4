/// The lines between two lines `---` at a text's head: `name: value`, of which `title`, `date`,
/// `source` and `lang` are taken. What YAML allows beside that (lists, comments, nested values) is
/// passed over.
struct FrontMatter {
  private(set) var title = ""
  private(set) var date = ""
  private(set) var source = ""
  private(set) var language = ""

  /// Takes the front matter off `text`; leaves a text that has none as it is.
  init(from text: inout Substring) {
    var rest = text
    guard takeLine(of: &rest) == "---" else { return }
    var lines: [Substring] = []
    while let line = takeLine(of: &rest) {
      if line == "---" {
        text = rest
        for line in lines { read(line) }
        return
      }
      // A rule (---) over plain text is no front matter.
      guard line.isEmpty || " \t-#".contains(line.first ?? " ") || line.contains(":") else {
        return
      }
      lines.append(line)
    }
  }

  private mutating func read(_ line: Substring) {
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = unquoted(trimmed(line[line.index(after: colon)...]))
    switch line[..<colon] {
    case "title": title = value
    case "date": date = value
    case "source": source = value
    case "lang": language = value
    default: break
    }
  }

  private func unquoted(_ value: Substring) -> String {
    guard value.count >= 2, let quote = value.first, quote == "\"" || quote == "'",
      value.last == quote
    else { return String(value) }
    return String(value.dropFirst().dropLast())
  }
}
