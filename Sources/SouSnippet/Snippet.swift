/// A piece of a text with what was found in it marked; one line, fit for a terminal.
public struct Snippet: Equatable, Sendable {
  /// Well-formed UTF-8: a stretch of the source text with each row of white space that holds a line
  /// break or a control shown as one blank, and an ellipsis where a sentence is cut.
  public var text: [UInt8]
  /// Byte ranges of `text`, in order and apart: one a matched run.
  public var marks: [Range<Int>]

  /// Makes a snippet from its parts.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - marks: Byte ranges of `text`.
  public init(text: [UInt8], marks: [Range<Int>]) {
    self.text = text
    self.marks = marks
  }
}

/// Chooses the best stretch of a text and marks what was found in it.
///
/// The best stretch is the one whose distinct leaves weigh most; of several the one where they
/// stand closest together, then the first. It begins and ends at `。！？；」` or a line's end where
/// one is near, else at a word's edge or a character, and never inside a character with its marks.
/// Without matches it is the text's beginning.
///
/// - Parameters:
///   - text: UTF-8.
///   - matches: What was found, as `PhraseMatcher.matches(in:)` gives it: ordered by start. Ranges
///     outside of the text are left out.
///   - columns: The most terminal columns that the snippet may take, its ellipses included.
///   - ellipsis: What stands where a sentence is cut, UTF-8.
/// - Returns: The snippet. A match that is wider than the columns is marked as far as it is shown;
///   any other mark is a whole match, or matches that touch or overlap.
/// - Complexity: O(matches × columns).
public func snippet(
  of text: [UInt8], matches: [PhraseMatch], width columns: Int,
  ellipsis: [UInt8] = [0xE2, 0x80, 0xA6]
) -> Snippet {
  let matches = matches.filter { 0 <= $0.start && $0.start < $0.end && $0.end <= text.count }
  return unsafe text.withUnsafeBufferPointer { bytes in
    let reader = unsafe ElementReader(bytes, at: 0)
    let ellipsisWidth = unsafe ellipsis.withUnsafeBufferPointer { unsafe totalWidth(of: $0) }
    // No text has more columns than twice its bytes.
    let columns = min(max(columns, 0), 2 * text.count + 2 * ellipsisWidth)
    let hasRoom = columns > 4 * ellipsisWidth
    let inner = hasRoom ? columns - 2 * ellipsisWidth : columns
    let core = bestCore(of: matches, in: reader, columns: inner)
    let window = SnippetWindow(around: core, in: reader, columns: inner, limit: columns)
    return render(
      window, of: reader, matches: matches, core: core, ellipsis: hasRoom ? ellipsis : [])
  }
}

private func totalWidth(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
  var reader = unsafe ElementReader(bytes, at: 0)
  var width = 0
  while !reader.isAtEnd { width += reader.element().width }
  return width
}
