internal import SouUnicode

/// A phrase's text, folded as far as kana and iteration marks need: widths, voicing marks composed,
/// Han variants; each character with its bytes in the text.
struct SpelledText {
  struct Character {
    var scalar: UInt32
    var start: Int
    var end: Int
  }

  let text: [UInt8]
  private(set) var characters: [Character] = []

  init(_ text: [UInt8], variants: Bool) {
    self.text = text
    var offset = 0
    while offset < text.count {
      let start = offset
      let scalar = nextScalar(in: text, at: &offset)
      let entry = scalarEntry(of: scalar)
      if entry.scalarClass == .ignorable {
        extendLast(from: start, to: offset)
        continue
      }
      switch entry.foldKind {
      case .same:
        append(scalar, start, offset)
      case .variant:
        append(variants ? entry.representative(of: scalar) : scalar, start, offset)
      case .single:
        let target = scalarEntry(of: entry.payload)
        append(
          variants ? target.representative(of: entry.payload) : entry.payload, start, offset)
      case .multiple:
        for index in 0..<expansionCount(at: entry.payload) {
          append(expansionEntry(at: entry.payload, index: index).payload, start, offset)
        }
      }
    }
  }

  /// Adds a character; a voicing mark goes to the one before it.
  private mutating func append(_ scalar: UInt32, _ start: Int, _ end: Int) {
    if scalar == Kana.voicedMark || scalar == Kana.semivoicedMark, let last = characters.last,
      last.end == start
    {
      let composite = composition(of: last.scalar, scalar)
      if composite != 0 { characters[characters.count - 1].scalar = composite }
      extendLast(from: start, to: end)
      return
    }
    characters.append(Character(scalar: scalar, start: start, end: end))
  }

  private mutating func extendLast(from start: Int, to end: Int) {
    guard let last = characters.last, last.end == start else { return }
    characters[characters.count - 1].end = end
  }

  /// True if nothing stands between a character and the one before it.
  func followsDirectly(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let previous = characters[index - 1]
    // The characters of one source scalar share its range.
    return characters[index].start == previous.end || characters[index].start == previous.start
  }

  /// The bytes that some characters came from.
  func byteRange(of range: Range<Int>) -> Range<Int> {
    characters[range.lowerBound].start..<characters[range.upperBound - 1].end
  }
}
