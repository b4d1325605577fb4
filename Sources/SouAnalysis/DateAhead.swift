internal import SouUnicode

/// A date that begins at a number: its canonical terms are the day's (2025-02-28) and the month's
/// (2025-02).
@usableFromInline
struct DateAhead {
  /// Bytes of a month's term.
  @usableFromInline static var monthLength: Int { 7 }

  static var years: ClosedRange<Int> { 1000...2999 }

  var year = 0
  @usableFromInline var month = 0
  /// 0: the date is a month.
  var day = 0
  /// One past the date's last byte in the source.
  @usableFromInline var end = 0

  /// Writes the canonical term; its first `monthLength` bytes are the month's term.
  ///
  /// - Returns: Its length in bytes.
  @usableFromInline
  func write(to buffer: UnsafeMutablePointer<UInt8>) -> Int {
    unsafe Self.write(year, digits: 4, to: buffer)
    unsafe buffer[4] = 0x2D
    unsafe Self.write(month, digits: 2, to: buffer + 5)
    guard day > 0 else { return Self.monthLength }
    unsafe buffer[7] = 0x2D
    unsafe Self.write(day, digits: 2, to: buffer + 8)
    return 10
  }

  private static func write(_ value: Int, digits: Int, to buffer: UnsafeMutablePointer<UInt8>) {
    var rest = value
    for index in stride(from: digits - 1, through: 0, by: -1) {
      unsafe buffer[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}

extension FoldCursor {
  /// The date that begins at the number under the cursor, if one does.
  ///
  /// - Parameter monthAlone: True if 2025-02 and 2025/02 are months too, as in queries.
  /// - Returns: The date, or nil.
  /// - Complexity: O(1) but for ignorables and a stretch of grouped digits.
  @usableFromInline
  func dateAhead(monthAlone: Bool) -> DateAhead? {
    var ahead = fork()
    return ahead.readDate(monthAlone: monthAlone)
  }
}

extension FoldedSource {
  /// Reads the date that begins at the number under the cursor, if one does (DESIGN section 3).
  mutating func readDate(monthAlone: Bool) -> DateAhead? {
    guard let year = readDateDigits(count: 4...4, value: DateAhead.years) else { return nil }
    return readDate(ofYear: year.value, monthAlone: monthAlone)
  }

  /// The same behind the year.
  mutating func readDate(ofYear year: Int, monthAlone: Bool) -> DateAhead? {
    var date = DateAhead()
    date.year = year
    passBlank()
    let sign = scalar
    advance()
    passBlank()
    guard let month = readDateDigits(count: 1...2, value: 1...12) else { return nil }
    date.month = month.value
    date.end = month.end
    switch sign {
    case 0xB144, representative(of: 0x5E74):  // 년, 年
      return finishSigned(date)
    case 0x2D, 0x2010, 0x2E, 0x2F:
      return finishSeparated(
        date, separator: sign == 0x2010 ? 0x2D : sign, monthDigits: month.count,
        monthAlone: monthAlone)
    default:
      return nil
    }
  }

  /// The rest of a date with signs; the cursor, a throw-away one, is behind the month's digits.
  private mutating func finishSigned(_ start: DateAhead) -> DateAhead? {
    var date = start
    passBlank()
    guard isSign(0xC6D4) || isSign(0x6708) else { return nil }  // 월, 月
    date.end = end
    advance()
    passBlank()
    // A valid month before an invalid or missing day is a month.
    guard let day = readDateDigits(count: 1...2, value: 1...31) else { return date }
    passBlank()
    guard isSign(0xC77C) || isSign(0x65E5) || isSign(0x865F) || isSign(0x53F7)
    else { return date }  // 일, 日, 號, 号
    date.day = day.value
    date.end = end
    return date
  }

  /// The rest of a date with separators; the cursor, a throw-away one, is behind the month's digits.
  private mutating func finishSeparated(
    _ start: DateAhead, separator: UInt32, monthDigits: Int, monthAlone: Bool
  ) -> DateAhead? {
    var date = start
    let next = scalar
    if next == 0x2C || (next == 0x2E && separator != 0x2E) {
      return monthAlone && separator != 0x2E && endsNumber(digits: monthDigits) ? date : nil
    }
    let isMonth = monthAlone && separator != 0x2E && !isDigit
    let month = isMonth ? date : nil
    let isApart = passBlank()
    guard scalar == separator || (scalar == 0x2010 && separator == 0x2D)
    else { return month }
    advance()
    // A day right behind a decimal point is in the month's number, where no commas group.
    let isDecimal = !passBlank() && !isApart && separator == 0x2E
    guard let day = readDateDigits(count: 1...2, value: 1...31) else { return month }
    date.day = day.value
    date.end = day.end
    return endsNumber(digits: isDecimal ? 0 : day.count) ? date : month
  }

  private func isSign(_ sign: UInt32) -> Bool { scalar == representative(of: sign) }

  /// Moves over one white space that is neither tab nor line break, if one is there.
  ///
  /// - Returns: True if one was there.
  @discardableResult
  private mutating func passBlank() -> Bool {
    guard scalar == 0x20 || scalar == 0x3000 else { return false }
    advance()
    return true
  }

  /// Reads a row of digits of a date's part.
  ///
  /// - Returns: Nil if there are more or fewer, or if their value is not one of the part's.
  private mutating func readDateDigits(
    count range: ClosedRange<Int>, value values: ClosedRange<Int>
  ) -> (value: Int, count: Int, end: Int)? {
    var value = 0
    var count = 0
    var last = 0
    while isPlainDigit {
      if count == range.upperBound { return nil }
      value = value * 10 + Int(scalar - 0x30)
      count += 1
      last = end
      advance()
    }
    guard range.contains(count), values.contains(value) else { return nil }
    return (value, count, last)
  }

  /// True if the number whose last `digits` digits stand before the cursor ends here.
  private mutating func endsNumber(digits: Int) -> Bool {
    switch scalar {
    case 0x2E:
      advance()
      return !isPlainDigit
    case 0x2C:
      return !passStretch(firstGroup: digits)
    default:
      return !isDigit
    }
  }
}
