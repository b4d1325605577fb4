import SouSearch
import SouSnippet
import SouUnicode

/// A result for people: number and title, then where it is from, then the snippet.
struct SearchListing {
  /// The columns before everything but the number: those of two digits, and two blanks.
  static let indent = 4

  let lines: [String]

  /// - Parameters:
  ///   - result: What was found.
  ///   - width: The columns of a line; nil leaves each snippet on one.
  init(_ result: SearchResult, width: Int?) {
    let margin = String(repeating: " ", count: Self.indent)
    lines = result.hits.enumerated().flatMap { index, hit in
      let number = String(index + 1).rightAligned(to: Self.indent - 2)
      let title = hit.title.isEmpty ? hit.locator : hit.title
      let origin = [hit.source, hit.date, hit.locator].filter { !$0.isEmpty }
      return [
        "\(number)  \(Terminal.bold(title.singleLine))",
        margin + Terminal.faint(origin.joined(separator: " · ").singleLine),
      ] + hit.snippet.lines(width: width.map { $0 - Self.indent }).map { margin + $0 }
    }
  }
}

extension Snippet {
  /// The text with what matched marked, where colour may be used, in lines of some columns.
  fileprivate func lines(width: Int?) -> [String] {
    var lines: [String] = []
    var start = 0
    var end = 0
    var columns = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      columns += displayWidth(of: scalar.value)
      if let width, columns > width, end > start {
        lines.append(marked(start..<end))
        start = end
        columns = displayWidth(of: scalar.value)
      }
      end += UTF8.width(scalar)
    }
    return lines + [marked(start..<end)]
  }

  /// A stretch of the text with what matched marked.
  private func marked(_ range: Range<Int>) -> String {
    var line = ""
    var end = range.lowerBound
    for mark in marks where mark.overlaps(range) {
      let mark = mark.clamped(to: range)
      line += piece(end..<mark.lowerBound) + Terminal.marked(piece(mark))
      end = mark.upperBound
    }
    return line + piece(end..<range.upperBound)
  }

  private func piece(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self).singleLine
  }
}

extension SearchResult {
  /// One line about the whole: `12 documents with every word, 10 shown, 4 ms`.
  func summary(after duration: Duration) -> String {
    let words = step == .strict ? "with every word" : "with any of the words"
    let least = exact ? "" : "at least "
    let shown = hits.count < total ? ", \(hits.count.grouped) shown" : ""
    return
      "\(least)\(total.counted("document")) \(words)\(shown), \((duration / .milliseconds(1)).fixed(1)) ms"
  }

  /// The form that `sou search --json` prints; its keys are stable.
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
