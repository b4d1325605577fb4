/// How to ask for `-word` in a search, where the shell handed it over as an option.
///
/// - Parameter arguments: What stood behind `sou`.
/// - Returns: What to show, or nil if the trouble is another.
func quotingHint(for arguments: [String]) -> String? {
  guard arguments.first == "search" else { return nil }
  var options: [String] = []
  var words: [String] = []
  var rest = arguments.dropFirst()
  while let argument = rest.popFirst() {
    let name = argument.prefix { $0 != "=" }
    if ["--json", "--strict", "--any", "--matches"].contains(argument) {
      options.append(argument)
    } else if ["--limit", "--index"].contains(name) {
      options.append(quotedForShell(argument))
      if name == argument, let value = rest.popFirst() { options.append(quotedForShell(value)) }
    } else if argument != "--" {
      words.append(argument)
    }
  }
  // Two hyphens are a mistyped option.
  guard words.contains(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") }) else { return nil }
  let query = quotedForShell(words.joined(separator: " "), always: true)
  return "A query that holds a word with - before it goes in quotes, after two hyphens:\n  "
    + (["sou", "search"] + options + ["--", query]).joined(separator: " ")
}

/// A word as a shell takes it literally.
private func quotedForShell(_ word: String, always: Bool = false) -> String {
  let isPlain = word.utf8.allSatisfy {
    $0 >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || "-_./=:".utf8.contains($0)
  }
  return isPlain && !always && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}
