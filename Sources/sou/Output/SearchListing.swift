import SouSearch
import SouSnippet

/// A result for people: number and title, then where it is from, then the snippet.
struct SearchListing {
  /// The columns before everything but the number.
  static let indent = 4

  let lines: [String]

  init(_ result: SearchResult) {
    let margin = String(repeating: " ", count: Self.indent)
    lines = result.hits.enumerated().flatMap { index, hit in
      let number = String(index + 1).rightAligned(to: Self.indent - 2)
      let title = hit.title.isEmpty ? hit.locator : hit.title
      let origin = [hit.source, hit.date, hit.locator].filter { !$0.isEmpty }
      return [
        "\(number)  \(Terminal.bold(title.singleLine))",
        margin + Terminal.faint(origin.joined(separator: " · ").singleLine),
        margin + Self.marked(hit.snippet),
      ]
    }
  }

  /// The snippet's text, marked where colour may be used.
  private static func marked(_ snippet: Snippet) -> String {
    var text = ""
    var end = 0
    func piece(_ range: Range<Int>) -> String {
      String(decoding: snippet.text[range], as: UTF8.self).singleLine
    }
    for mark in snippet.marks {
      text += piece(end..<mark.lowerBound) + Terminal.marked(piece(mark))
      end = mark.upperBound
    }
    return text + piece(end..<snippet.text.count)
  }
}

extension SearchResult {
  /// One line about the whole: `12 documents with every word, 10 shown, 4 ms`.
  func summary(after duration: Duration) -> String {
    let words = step == .strict ? "with every word" : "with any of the words"
    let shown = hits.count < total ? ", \(hits.count.grouped) shown" : ""
    return
      "\(total.counted("document")) \(words)\(shown), \((duration / .milliseconds(1)).fixed(1)) ms"
  }

  /// The form that `sou search --json` prints; its keys are stable (DESIGN.md, section 6).
  var json: JSON {
    [
      "query": .string(query), "total": .integer(total), "exact": .boolean(exact),
      "step": .string(step.rawValue), "hits": .array(hits.map(\.json)),
    ]
  }
}

extension Hit {
  fileprivate var json: JSON {
    let hit: JSON = [
      "id": .integer(Int(id)), "locator": .string(locator), "title": .string(title),
      "source": .string(source), "date": .string(date), "language": .string(language),
      "score": .number(score),
      "snippet": .string(String(decoding: snippet.text, as: UTF8.self)),
      "marks": .array(
        snippet.marks.map {
          ["start": .integer($0.lowerBound), "end": .integer($0.upperBound)]
        }),
    ]
    guard let matches else { return hit }
    let places = matches.map { match -> JSON in
      [
        "field": .string(match.field.rawValue), "start": .integer(match.range.lowerBound),
        "end": .integer(match.range.upperBound),
      ]
    }
    return hit.adding("matches", .array(places))
  }
}
