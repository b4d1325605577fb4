internal import SouUnicode

/// Writes a window's text and marks.
func render(
  _ window: SnippetWindow, of reader: ElementReader, matches: [PhraseMatch], core: Range<Int>,
  ellipsis: [UInt8]
) -> Snippet {
  guard let first = window.elements.first, let last = window.elements.last else {
    return Snippet(text: [], marks: [])
  }
  var runs = matchedRuns(matches, in: first.start..<last.end)
  if runs.isEmpty, core.overlaps(first.start..<last.end) {
    runs = [core.clamped(to: first.start..<last.end)]
  }
  var marker = Marker(runs: runs)

  var text: [UInt8] = window.cutsStart ? ellipsis : []
  var reader = reader
  for element in window.elements {
    if element.isFolded {
      marker.pass(element.start, written: text.count)
      text.append(0x20)
      continue
    }
    reader.offset = element.start
    while reader.offset < element.end {
      marker.pass(reader.offset, written: text.count)
      appendUTF8(reader.scalar(), to: &text)
    }
  }
  marker.pass(last.end, written: text.count)
  if window.cutsEnd { text += ellipsis }
  return Snippet(text: text, marks: marker.marks)
}

/// The matches that a window shows whole, those that touch or overlap as one.
///
/// - Parameters:
///   - matches: Ordered by start.
///   - window: Bytes of the text.
/// - Returns: Byte ranges of the text, in order and apart.
public func matchedRuns(_ matches: [PhraseMatch], in window: Range<Int>) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  for match in matches where window.lowerBound <= match.start && match.end <= window.upperBound {
    if let last = runs.last, match.start <= last.upperBound {
      runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, match.end)
    } else {
      runs.append(match.start..<match.end)
    }
  }
  return runs
}

/// Turns ranges of the source into ranges of what is written.
private struct Marker {
  let runs: [Range<Int>]
  private(set) var marks: [Range<Int>] = []
  private var next = 0
  private var opened: Int?

  init(runs: [Range<Int>]) { self.runs = runs }

  /// Says that the source is written up to `offset`, and that this took `written` bytes.
  mutating func pass(_ offset: Int, written: Int) {
    if let start = opened, offset >= runs[next].upperBound {
      marks.append(start..<written)
      opened = nil
      next += 1
    }
    if opened == nil, next < runs.count, offset >= runs[next].lowerBound { opened = written }
  }
}
