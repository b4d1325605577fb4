import SouUnicode

/// Folded text, read one scalar after the other.
protocol FoldedSource {
  /// Whether Han variants fold.
  var variants: Bool { get }
  /// The folded scalar under the cursor.
  var scalar: UInt32 { get }
  /// One past its last byte in the source.
  var end: Int { get }
  var isDigit: Bool { get }
  /// A digit that joins those beside it.
  var isPlainDigit: Bool { get }
  mutating func advance()
}

extension FoldedSource {
  /// The Han variant representative of a folded scalar, or the scalar itself.
  func representative(of folded: UInt32) -> UInt32 {
    guard variants else { return folded }
    let entry = scalarEntry(of: folded)
    return entry.representative(of: folded)
  }

  /// Reads on to the end of a stretch of digits and commas.
  ///
  /// - Parameter firstGroup: The digits before the cursor.
  /// - Returns: True if there are commas and they group: one to three digits, then threes.
  /// - Complexity: O(stretch).
  mutating func passStretch(firstGroup: Int) -> Bool {
    var digits = firstGroup
    var groups = firstGroup > 0
    var commas = 0
    while true {
      while isPlainDigit {
        digits += 1
        advance()
      }
      groups = groups && (commas == 0 ? digits <= 3 : digits == 3)
      guard scalar == 0x2C else { break }
      advance()
      guard isPlainDigit else { break }
      commas += 1
      digits = 0
    }
    return groups && commas > 0
  }
}

extension FoldCursor: FoldedSource {
  @usableFromInline
  var isDigit: Bool { rawClass == ScalarClass.digit.rawValue }
}
