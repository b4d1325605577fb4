/// Takes the first line off `text`, with its line break (LF or CRLF), and gives it without.
///
/// - Returns: `nil` if nothing is left.
func takeLine(of text: inout Substring) -> Substring? {
  guard !text.isEmpty else { return nil }
  let utf8 = text.utf8
  let end = utf8.firstIndex(of: 0x0A) ?? utf8.endIndex
  var line = text[..<end]
  text = end == utf8.endIndex ? "" : text[utf8.index(after: end)...]
  if line.utf8.last == 0x0D { line.unicodeScalars.removeLast() }
  return line
}

/// `text` without the white space at both ends.
func trimmed(_ text: Substring) -> Substring {
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
    let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
  else { return "" }
  return Substring(scalars[first...last])
}
