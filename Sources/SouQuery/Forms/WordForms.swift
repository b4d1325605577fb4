internal import SouAnalysis
internal import SouUnicode

// Forms of words and dates; `tokens` are the text's in mode `queryForms`.

/// Each joined form that a document has at a chain's parts, put in the place of those parts.
func joinedChains(of text: [UInt8], _ tokens: [Token]) -> [[UInt8]] {
  var texts: [[UInt8]] = []
  var first: Token?
  for token in tokens {
    if !token.colocated {
      first = token
    } else if let first, first.kind == .word, token.start == first.start, token.end > first.end {
      texts.append(text.replacing(token.start..<token.end, with: token.term))
    }
  }
  return texts
}

/// Each part with a blank wherever upper case follows lower case; all cuts of one part together.
func openedCamels(of text: [UInt8], _ tokens: [Token]) -> [[UInt8]] {
  var texts: [[UInt8]] = []
  for token in tokens where !token.colocated && token.kind == .word {
    let cuts = camelCuts(in: text, token.start..<token.end)
    guard !cuts.isEmpty else { continue }
    var opened = text
    for cut in cuts.reversed() { opened.insert(0x20, at: cut) }
    texts.append(opened)
  }
  return texts
}

private func camelCuts(in text: [UInt8], _ range: Range<Int>) -> [Int] {
  var cuts: [Int] = []
  var followsLower = false
  var offset = range.lowerBound
  while offset < range.upperBound {
    let start = offset
    let entry = scalarEntry(of: nextScalar(in: text, at: &offset))
    // A mark belongs to the letter before it.
    if entry.scalarClass == .mark || entry.scalarClass == .ignorable { continue }
    if followsLower, entry.isUppercase { cuts.append(start) }
    followsLower = entry.isLowercase
  }
  return cuts
}

/// A date at the end as its canonical term, verbatim: the day's, or the month's if it has no day.
func canonicalDates(of text: [UInt8], _ tokens: [Token]) -> [[UInt8]] {
  guard let end = tokens.last(where: { !$0.colocated })?.end,
    // A day comes before its month.
    let date = tokens.first(where: { $0.kind == .date && $0.end == end })
  else { return [] }
  return [text[..<date.start] + [0x01] + date.term]
}
