/// The numbers of `SouUnicode.ScalarClass`, which says what each class is.
enum ScalarClass: UInt32 {
  case `break` = 0
  case cjk, hangul, sea, letter, digit, mark, joiner, emoji, newline, ignorable
}

extension UnicodeDatabase {
  private static let newlines: Set<UInt32> = [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029]
  private static let joiners: Set<UInt32> = Set("-‐‑_.'’&@".unicodeScalars.map(\.value))
  private static let cjkScripts: Set<String> = [
    "Han", "Hiragana", "Katakana", "Bopomofo", "Yi", "Tangut", "Nushu", "Khitan_Small_Script",
  ]
  private static let cjkScriptExtensions: Set<String> = [
    "Hani", "Hira", "Kana", "Bopo", "Yiii", "Tang", "Nshu", "Kits",
  ]
  /// ˇ ˉ ˊ ˋ ˙: bopomofo's tone marks, which the Script property leaves Common.
  private static let bopomofoTones: Set<UInt32> = [0x02C7, 0x02C9, 0x02CA, 0x02CB, 0x02D9]
  /// ™ ℠: signs that nobody types.
  private static let vanishingSigns: Set<UInt32> = [0x2122, 0x2120]
  /// © ® 〰 〽: Emoji=Yes, but signs and punctuation in running text.
  private static let emojiExceptions: Set<UInt32> = [0xA9, 0xAE, 0x3030, 0x303D]

  /// The class of a scalar that folds to itself (for another one the class says what it is as
  /// written, which only the folding itself looks at).
  func scalarClass(of scalar: UInt32) -> ScalarClass {
    let category = category[Int(scalar)]
    if Self.newlines.contains(scalar) { return .newline }
    if isDefaultIgnorable[Int(scalar)] || Self.vanishingSigns.contains(scalar) { return .ignorable }
    if isLineBreakSA[Int(scalar)] { return .sea }
    if category == "Nd" { return .digit }
    if category.hasPrefix("M") { return .mark }
    if Self.joiners.contains(scalar) { return .joiner }
    if isCJK(scalar) { return .cjk }
    if isEmoji[Int(scalar)], scalar > 0x7F, decomposition[scalar] == nil,
      !Self.emojiExceptions.contains(scalar)
    {
      return .emoji
    }
    guard category.hasPrefix("L") || (category == "Nl" && isAlphabetic[Int(scalar)]) else {
      return .break
    }
    return script[Int(scalar)] == "Hangul" ? .hangul : .letter
  }

  /// True for letters of Latin, Greek and Cyrillic.
  func dropsMarks(_ scalar: UInt32) -> Bool {
    ["Latin", "Greek", "Cyrillic"].contains(script[Int(scalar)])
      && scalarClass(of: scalar) == .letter
  }

  private func isCJK(_ scalar: UInt32) -> Bool {
    let category = category[Int(scalar)]
    // The whole planes, so that ideographs encoded after these tables were made are indexed too.
    if (0x20000...0x3FFFF).contains(scalar) { return scalar & 0xFFFF < 0xFFFE }
    if Self.bopomofoTones.contains(scalar) { return true }
    if Self.cjkScripts.contains(script[Int(scalar)]) { return !category.hasPrefix("P") }
    // 〆 〱 〼 ー: letters of script Common that belong to these scripts alone.
    guard category.hasPrefix("L"), let scripts = scriptExtensions[scalar] else { return false }
    return scripts.isSubset(of: Self.cjkScriptExtensions)
  }
}
