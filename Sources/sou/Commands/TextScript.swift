import SouUnicode

/// What a text is mostly written in.
enum TextScript: String, CaseIterable {
  /// Han without much kana.
  case han
  /// Han and kana, of which at least a tenth are kana.
  case kana
  case hangul
  /// Thai, Lao, Khmer, Myanmar.
  case sea
  /// Latin and other letters.
  case letters
  /// None of these makes two thirds of the characters.
  case mixed

  /// Counts the characters that belong to a script; digits, signs and blanks don't.
  init(of text: [UInt8]) {
    var counts: [TextScript: Int] = [:]
    unsafe text.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        let scalar = unsafe decodeScalar(bytes, at: &offset)
        guard let script = Self.script(of: scalar) else { continue }
        counts[script, default: 0] += 1
      }
    }
    let total = counts.values.reduce(0, +)
    let kana = counts[.kana] ?? 0
    let hanAndKana = (counts[.han] ?? 0) + kana
    let isJapanese = kana > 0 && kana * 10 >= hanAndKana
    counts[.kana] = isJapanese ? hanAndKana : 0
    counts[.han] = isJapanese ? 0 : hanAndKana
    self = counts.first { total > 0 && $0.value * 3 >= total * 2 }?.key ?? .mixed
  }

  private static func script(of scalar: UInt32) -> TextScript? {
    switch scalarEntry(of: scalar).scalarClass {
    case .cjk:
      switch scalar {
      case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: .kana
      default: .han
      }
    case .hangul: .hangul
    case .sea: .sea
    case .letter: .letters
    case .digit, .mark, .joiner, .emoji, .newline, .break, .ignorable: nil
    }
  }
}
