/// Reads a text that is one document: front matter, title, body.
///
/// The title is the front matter's; else the first heading of a Markdown text, or the first line of
/// a plain one if an empty line follows it; else the file's name without its suffix.
func textDocument(_ text: String, of file: SourceFile) -> Document {
  var rest = Substring(text)
  let matter = FrontMatter(from: &rest)
  var title = matter.title
  skipEmptyLines(of: &rest)
  let heading = file.kind == .markdown ? markdownHeading(in: rest) : plainHeading(in: rest)
  if title.isEmpty, let heading { title = heading }
  // A title at the head is not text as well: it would count twice, and open every snippet.
  if let heading, heading == title, startsWithHeading(rest, heading) {
    _ = takeLine(of: &rest)
    skipEmptyLines(of: &rest)
  }
  if title.isEmpty { title = file.nameWithoutSuffix }
  return Document(
    locator: file.locator, title: title, body: String(rest), source: matter.source,
    date: matter.date, language: matter.language)
}

/// Longer first lines are paragraphs (in UTF-8 bytes; some 100 ideographs).
private let longestTitle = 300

private func plainHeading(in text: Substring) -> String? {
  var rest = text
  guard let first = takeLine(of: &rest), let second = takeLine(of: &rest),
    trimmed(second).isEmpty, first.utf8.count <= longestTitle
  else { return nil }
  return String(trimmed(first))
}

/// The text of the first line `# …` that stands outside of fenced code.
private func markdownHeading(in text: Substring) -> String? {
  var rest = text
  var isCode = false
  while let line = takeLine(of: &rest) {
    if line.hasPrefix("```") || line.hasPrefix("~~~") { isCode.toggle() }
    if !isCode, line.hasPrefix("# ") { return headingText(line) }
  }
  return nil
}

private func startsWithHeading(_ text: Substring, _ heading: String) -> Bool {
  var rest = text
  guard let line = takeLine(of: &rest) else { return false }
  return headingText(line) == heading || trimmed(line) == heading
}

private func headingText(_ line: Substring) -> String {
  String(trimmed(line.drop { $0 == "#" }))
}

private func skipEmptyLines(of text: inout Substring) {
  var rest = text
  while let line = takeLine(of: &rest), trimmed(line).isEmpty { text = rest }
}
