import SouUnicode

/// Numbers: digits, decimal points between digits, grouping commas left out.
extension TokenScanner {
  @inlinable
  mutating func scanNumber<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    if isQuery { try giveHeld(into: &sink) }
    let date = isQuery ? nil : cursor.dateAhead(monthAlone: mode == .queryForms)
    let number = readNumber()
    unsafe try give(
      word, number.length, start: number.start, end: number.end, colocated: false, into: &sink)
    if let date { try giveDate(date, start: number.start, into: &sink) }
  }

  /// Gives the canonical terms of a date that begins at a byte offset.
  @inlinable
  mutating func giveDate<Sink: TokenSink & ~Copyable>(
    _ date: DateAhead, start: Int, into sink: inout Sink
  ) throws(Sink.Failure) {
    let length = unsafe date.write(to: word)
    if length > DateAhead.monthLength {
      unsafe try give(word, length, start: start, end: date.end, colocated: true, into: &sink)
    }
    unsafe try give(
      word, DateAhead.monthLength, start: start, end: date.end, colocated: true, into: &sink)
  }

  /// Reads one number; the cursor is on a digit.
  @usableFromInline
  mutating func readNumber() -> WordPart {
    var number = WordPart()
    number.start = cursor.start
    if cursor.isSeamDigit {
      readSeamDigits(into: &number)
      return number
    }
    var isDecimal = false
    while true {
      while cursor.isPlainDigit {
        if number.length == TokenizerBuffers.termLimit {
          judgeStretch(firstGroup: number.length)
          return number
        }
        append(to: &number)
      }
      switch cursor.scalar {
      case 0x2E:
        let ahead = cursor.afterSeparator()
        // The point goes with the digit after it.
        guard let ahead = ahead, number.length + 2 <= TokenizerBuffers.termLimit
        else { return number }
        append(to: &number)
        cursor = ahead
        isDecimal = true
      case 0x2C:
        if cursor.start >= groupedEnd {
          judgeStretch(firstGroup: isDecimal ? 0 : number.length)
        }
        guard cursor.start < groupedEnd, let ahead = cursor.afterSeparator()
        else { return number }
        cursor = ahead
      default:
        return number
      }
    }
  }

  /// The digits of one source scalar are one term: ⑩ is 10.
  private mutating func readSeamDigits(into number: inout WordPart) {
    while cursor.isSeamDigit, cursor.start == number.start {
      append(to: &number)
    }
  }

  private mutating func append(to number: inout WordPart) {
    unsafe number.length += encodeUTF8(cursor.scalar, into: word + number.length)
    number.end = cursor.end
    cursor.advance()
  }

  /// Settles once for the stretch of digits and commas under the cursor whether its commas group:
  /// as a whole or not at all.
  ///
  /// - Parameter firstGroup: The digits before the cursor; more than three, or none because they
  ///   stand after a decimal point, and nothing groups.
  /// - Complexity: O(stretch), once a stretch.
  private mutating func judgeStretch(firstGroup: Int) {
    guard cursor.start >= ungroupedEnd else { return }
    var ahead = cursor.fork()
    let groups = ahead.passStretch(firstGroup: firstGroup)
    if groups {
      groupedEnd = ahead.start
    } else {
      ungroupedEnd = ahead.start
    }
  }
}

extension FoldCursor {
  /// A digit that joins those beside it.
  @usableFromInline
  var isPlainDigit: Bool {
    rawClass == ScalarClass.digit.rawValue && !ScalarEntry(bits: bits).isSeam
  }

  /// A digit that joins none beside it: superscript, circled, of a fraction.
  @usableFromInline
  var isSeamDigit: Bool {
    rawClass == ScalarClass.digit.rawValue && ScalarEntry(bits: bits).isSeam
  }

  /// A cursor on the digit that follows the separator under this one, if one does.
  func afterSeparator() -> FoldCursor? {
    var ahead = fork()
    ahead.advance()
    return ahead.isPlainDigit ? ahead : nil
  }
}
