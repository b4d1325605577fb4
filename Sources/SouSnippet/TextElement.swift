internal import SouUnicode

/// What a reader sees as one character, and what a snippet never cuts: a base with its marks, an
/// emoji sequence, or a row of white space with a line break in it, which is shown as one blank.
struct TextElement {
  enum Kind {
    case other
    /// Belongs to a word that blanks set off: letters, digits, Hangul.
    case word
    case blank
    /// White space with a line break in it.
    case lineEnd
    /// `。！？；｡`, after which a sentence is over.
    case stop
    /// `.!?;`, which are a stop where a blank follows.
    case latinStop
    /// `」』`, which end what is said.
    case quoteEnd
    /// Other closing quotes and brackets.
    case closer
  }

  /// The first byte in the text.
  var start: Int
  /// One past the last byte.
  var end: Int
  /// Terminal columns; at least 1, so that no text of few columns is long.
  var width: Int
  var kind: Kind
  /// True for a row of white space or controls that is shown as one blank.
  var isFolded = false

  var isBlank: Bool { kind == .blank || kind == .lineEnd }
}

/// Reads elements from a text. This module's unsafe reads are here.
///
/// The buffer outlives the reader; every offset that is read is below its count.
@safe
struct ElementReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  var offset: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    unsafe self.bytes = unsafe bytes
    self.offset = offset
  }

  /// A reader at the first scalar that begins at `offset` or after it.
  func moved(toScalarAt offset: Int) -> ElementReader {
    var reader = self
    reader.offset = offset
    var skipped = 0
    while skipped < 3, !reader.isAtEnd, unsafe bytes[reader.offset] & 0xC0 == 0x80 {
      reader.offset += 1
      skipped += 1
    }
    return reader
  }

  var isAtEnd: Bool { unsafe offset >= bytes.count }

  /// Reads a scalar; ill-formed bytes are U+FFFD. Not at the end.
  mutating func scalar() -> UInt32 { unsafe decodeScalar(bytes, at: &offset) }

  /// Reads an element. Not at the end.
  mutating func element() -> TextElement {
    let start = offset
    let first = scalar()
    if isWhite(first) { return whiteSpace(first, from: start) }

    var width = displayWidth(of: first)
    var previous = first
    // The bound keeps a snippet short whatever marks are piled on a character.
    for _ in 0..<32 {
      var ahead = self
      guard !ahead.isAtEnd else { break }
      let next = ahead.scalar()
      guard joins(previous, next, pairsFlag: previous == first && isRegionalIndicator(first))
      else { break }
      self = ahead
      width += displayWidth(of: next)
      previous = next
    }
    return TextElement(start: start, end: offset, width: max(width, 1), kind: kind(of: first))
  }

  /// Reads white space. A row without line breaks and controls keeps its scalars.
  private mutating func whiteSpace(_ first: UInt32, from start: Int) -> TextElement {
    let afterFirst = offset
    var hasNewline = isNewline(first)
    var hasControl = isControl(first)
    while true {
      var ahead = self
      guard !ahead.isAtEnd else { break }
      let next = ahead.scalar()
      guard isWhite(next) else { break }
      self = ahead
      hasNewline = hasNewline || isNewline(next)
      hasControl = hasControl || isControl(next)
    }
    if hasNewline || hasControl {
      return TextElement(
        start: start, end: offset, width: 1, kind: hasNewline ? .lineEnd : .blank, isFolded: true)
    }
    offset = afterFirst
    return TextElement(
      start: start, end: offset, width: max(displayWidth(of: first), 1), kind: .blank)
  }

  /// Where the elements from here that fit into some columns end.
  mutating func reach(columns: Int) -> Int {
    var columns = columns
    while !isAtEnd {
      let start = offset
      columns -= element().width
      if columns < 0 { return start }
    }
    return offset
  }
}

private func joins(_ previous: UInt32, _ next: UInt32, pairsFlag: Bool) -> Bool {
  let entry = scalarEntry(of: next)
  return entry.extends || displayWidth(of: next) == 0 && !isWhite(next)
    || previous == 0x200D && entry.scalarClass == .emoji
    || pairsFlag && isRegionalIndicator(next)
}

private func isRegionalIndicator(_ scalar: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar) }

private func isNewline(_ scalar: UInt32) -> Bool { scalarEntry(of: scalar).scalarClass == .newline }

private func isControl(_ scalar: UInt32) -> Bool {
  scalar < 0x20 || (0x7F...0x9F).contains(scalar)
}

/// White_Space, and controls, which a terminal would obey.
private func isWhite(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
  default: isControl(scalar)
  }
}

private func kind(of scalar: UInt32) -> TextElement.Kind {
  switch scalar {
  case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF61: return .stop  // 。！？；｡
  case 0x2E, 0x21, 0x3F, 0x3B: return .latinStop
  case 0x300D, 0x300F, 0xFF63: return .quoteEnd  // 」』｣
  case 0x22, 0x27, 0x29, 0x5D, 0x2019, 0x201D, 0x3009, 0x300B, 0x3011, 0xFF09: return .closer
  default: break
  }
  switch scalarEntry(of: scalar).scalarClass {
  case .letter, .digit, .hangul: return .word
  default: return .other
  }
}
