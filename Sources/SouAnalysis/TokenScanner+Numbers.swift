public import SouUnicode

/// Numbers: digits, decimal points between digits, grouping commas left out.
extension TokenScanner {
  @inlinable
  mutating func scanNumber<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    if unsafe isQuery { try unsafe giveHeld(into: &sink) }
    let date = unsafe isQuery ? nil : cursor.dateAhead(monthAlone: mode == .queryForms)
    let number = unsafe readNumber()
    try unsafe give(
      word, number.length, start: number.start, end: number.end, colocated: false, into: &sink)
    guard let date else { return }
    let length = unsafe date.write(to: word)
    if length > DateAhead.monthLength {
      try unsafe give(
        word, length, start: number.start, end: date.end, colocated: true, into: &sink)
    }
    try unsafe give(
      word, DateAhead.monthLength, start: number.start, end: date.end, colocated: true,
      into: &sink)
  }

  /// Reads one number; the cursor is on a digit.
  @usableFromInline
  mutating func readNumber() -> WordPart {
    var number = WordPart()
    unsafe number.start = unsafe cursor.start
    if unsafe cursor.isSeamDigit {
      unsafe readSeamDigits(into: &number)
      return number
    }
    var isDecimal = false
    while true {
      while unsafe cursor.isPlainDigit {
        if number.length == TokenizerBuffers.termLimit {
          unsafe judgeStretch(firstGroup: number.length)
          return number
        }
        unsafe append(to: &number)
      }
      switch unsafe cursor.scalar {
      case 0x2E:
        let ahead = unsafe cursor.afterSeparator()
        // The point goes with the digit after it.
        guard let ahead = unsafe ahead, number.length + 2 <= TokenizerBuffers.termLimit
        else { return number }
        unsafe append(to: &number)
        unsafe cursor = unsafe ahead
        isDecimal = true
      case 0x2C:
        if unsafe cursor.start >= groupedEnd {
          unsafe judgeStretch(firstGroup: isDecimal ? 0 : number.length)
        }
        guard unsafe cursor.start < groupedEnd, let ahead = unsafe cursor.afterSeparator()
        else { return number }
        unsafe cursor = unsafe ahead
      default:
        return number
      }
    }
  }

  /// The digits of one source scalar are one term: ⑩ is 10.
  private mutating func readSeamDigits(into number: inout WordPart) {
    while unsafe cursor.isSeamDigit, unsafe cursor.start == number.start {
      unsafe append(to: &number)
    }
  }

  private mutating func append(to number: inout WordPart) {
    number.length += unsafe encodeUTF8(cursor.scalar, into: word + number.length)
    unsafe number.end = unsafe cursor.end
    unsafe cursor.advance()
  }

  /// Settles once for the stretch of digits and commas under the cursor whether its commas group:
  /// as a whole or not at all.
  ///
  /// - Parameter firstGroup: The digits before the cursor; more than three, or none because they
  ///   stand after a decimal point, and nothing groups.
  /// - Complexity: O(stretch), once a stretch.
  private mutating func judgeStretch(firstGroup: Int) {
    guard unsafe cursor.start >= ungroupedEnd else { return }
    var ahead = unsafe cursor.fork()
    let groups = unsafe ahead.passStretch(firstGroup: firstGroup)
    if groups {
      unsafe groupedEnd = unsafe ahead.start
    } else {
      unsafe ungroupedEnd = unsafe ahead.start
    }
  }
}

extension FoldCursor {
  /// A digit that joins those beside it.
  @usableFromInline
  var isPlainDigit: Bool {
    unsafe rawClass == ScalarClass.digit.rawValue && !ScalarEntry(bits: bits).isSeam
  }

  /// A digit that joins none beside it: superscript, circled, of a fraction.
  @usableFromInline
  var isSeamDigit: Bool {
    unsafe rawClass == ScalarClass.digit.rawValue && ScalarEntry(bits: bits).isSeam
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
      while unsafe isPlainDigit {
        digits += 1
        unsafe advance()
      }
      groups = groups && (commas == 0 ? digits <= 3 : digits == 3)
      guard unsafe scalar == 0x2C else { break }
      unsafe advance()
      guard unsafe isPlainDigit else { break }
      commas += 1
      digits = 0
    }
    return groups && commas > 0
  }

  /// A cursor on the digit that follows the separator under this one, if one does.
  func afterSeparator() -> FoldCursor? {
    var ahead = unsafe fork()
    unsafe ahead.advance()
    return unsafe ahead.isPlainDigit ? ahead : nil
  }
}
