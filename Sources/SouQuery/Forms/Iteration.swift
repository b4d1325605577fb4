internal import SouUnicode

/// Iteration marks: 々 repeats Han characters, the others kana.
private enum IterationMark {
  static let han: UInt32 = 0x3005  // 々

  static func isOfKana(_ scalar: UInt32) -> Bool {
    scalar == 0x309D || scalar == 0x309E || scalar == 0x30FD || scalar == 0x30FE  // ゝ ゞ ヽ ヾ
  }

  static func isAny(_ scalar: UInt32) -> Bool { scalar == han || isOfKana(scalar) }

  /// The kana that a mark behind `previous` stands for; nil if `previous` is none, or has no such
  /// voicing.
  static func repeated(_ previous: UInt32, by mark: UInt32) -> UInt32? {
    guard Kana(previous) != nil, !isAny(previous) else { return nil }
    let isVoiced = mark == 0x309E || mark == 0x30FE
    let kana = isVoiced ? Kana.voiced(previous) : Kana.unvoiced(previous)
    return kana == 0 ? nil : kana
  }

  /// The mark that stands for `scalar` behind `previous`.
  static func standing(for scalar: UInt32, behind previous: UInt32) -> UInt32? {
    if isHan(scalar) { return scalar == previous ? han : nil }
    guard let kana = Kana(scalar), kana == Kana(previous), !isAny(scalar) else { return nil }
    let unvoiced: UInt32 = kana == .hiragana ? 0x309D : 0x30FD
    if repeated(previous, by: unvoiced) == scalar { return unvoiced }
    return repeated(previous, by: unvoiced + 1) == scalar ? unvoiced + 1 : nil
  }

  private static func isHan(_ scalar: UInt32) -> Bool {
    (0x3400...0x9FFF).contains(scalar) || (0x20000...0x3FFFF).contains(scalar)
  }
}

extension SpelledText {
  /// The text with one row of iteration marks written out, or one doubled character marked, from left
  /// to right.
  func iterations() -> [[UInt8]] {
    var texts: [[UInt8]] = []
    var index = 1
    while index < characters.count {
      let scalar = characters[index].scalar
      guard followsDirectly(index) else {
        index += 1
        continue
      }
      if IterationMark.isAny(scalar) {
        let row = markRow(from: index)
        if let written = writtenOut(row) {
          texts.append(text.replacing(byteRange(of: row), with: written))
        }
        index = row.upperBound
        continue
      }
      if let mark = IterationMark.standing(for: scalar, behind: characters[index - 1].scalar) {
        var marked: [UInt8] = []
        appendUTF8(mark, to: &marked)
        texts.append(text.replacing(byteRange(of: index..<index + 1), with: marked))
      }
      index += 1
    }
    return texts
  }

  /// The marks in a row from `first`: all 々, or all of kana.
  private func markRow(from first: Int) -> Range<Int> {
    let isOfKana = IterationMark.isOfKana(characters[first].scalar)
    var end = first + 1
    while end < characters.count, followsDirectly(end),
      IterationMark.isAny(characters[end].scalar),
      IterationMark.isOfKana(characters[end].scalar) == isOfKana
    {
      end += 1
    }
    return first..<end
  }

  private func writtenOut(_ row: Range<Int>) -> [UInt8]? {
    IterationMark.isOfKana(characters[row.lowerBound].scalar)
      ? writtenOutKana(row) : writtenOutHan(row)
  }

  /// Each mark repeats the kana before it, which another mark may stand for.
  private func writtenOutKana(_ row: Range<Int>) -> [UInt8]? {
    var result: [UInt8] = []
    var previous = characters[row.lowerBound - 1].scalar
    for index in row {
      guard let kana = IterationMark.repeated(previous, by: characters[index].scalar)
      else { return nil }
      appendUTF8(kana, to: &result)
      previous = kana
    }
    return result
  }

  /// n marks repeat the n characters before them.
  private func writtenOutHan(_ row: Range<Int>) -> [UInt8]? {
    let first = row.lowerBound - row.count
    guard first >= 0 else { return nil }
    for index in first..<row.lowerBound {
      let scalar = characters[index].scalar
      guard scalarEntry(of: scalar).scalarClass == .cjk, !IterationMark.isAny(scalar),
        index == first || followsDirectly(index)
      else { return nil }
    }
    return Array(text[byteRange(of: first..<row.lowerBound)])
  }
}
