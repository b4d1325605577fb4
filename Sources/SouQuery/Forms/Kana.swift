internal import SouUnicode

/// The kana that have a twin in the other syllabary.
enum Kana {
  case hiragana
  case katakana

  static let voicedMark: UInt32 = 0x3099
  static let semivoicedMark: UInt32 = 0x309A
  /// ー
  static let lengthMark: UInt32 = 0x30FC

  /// Nil for every scalar without a twin.
  init?(_ scalar: UInt32) {
    switch scalar {
    case 0x3041...0x3096, 0x309D, 0x309E: self = .hiragana
    case 0x30A1...0x30F6, 0x30FD, 0x30FE: self = .katakana
    default: return nil
    }
  }

  /// The scalar's twin, or the scalar itself.
  static func flipped(_ scalar: UInt32) -> UInt32 {
    switch Kana(scalar) {
    case .hiragana: scalar + 0x60
    case .katakana: scalar - 0x60
    case nil: scalar
    }
  }

  /// Without voicing mark: が and か give か.
  static func unvoiced(_ scalar: UInt32) -> UInt32 {
    guard let parts = decomposition(of: scalar),
      parts.second == voicedMark || parts.second == semivoicedMark
    else { return scalar }
    return parts.first
  }

  /// With a voicing mark: が and か give が; 0 if there is no such kana.
  static func voiced(_ scalar: UInt32) -> UInt32 {
    composition(of: unvoiced(scalar), voicedMark)
  }
}

extension SpelledText {
  /// The text with one stretch of hiragana or katakana in the other syllabary, for each stretch.
  func kanaFlips() -> [[UInt8]] {
    var texts: [[UInt8]] = []
    var index = 0
    while index < characters.count {
      let first = index
      index += 1
      guard let kana = Kana(characters[first].scalar) else { continue }
      var flipped: [UInt8] = []
      appendUTF8(Kana.flipped(characters[first].scalar), to: &flipped)
      while index < characters.count, followsDirectly(index) {
        let scalar = characters[index].scalar
        guard scalar == Kana.lengthMark || Kana(scalar) == kana else { break }
        appendUTF8(Kana.flipped(scalar), to: &flipped)
        index += 1
      }
      texts.append(text.replacing(byteRange(of: first..<index), with: flipped))
    }
    return texts
  }
}
