internal import SouAnalysis

/// The days that a date stands for: one day, or all of a month or of a year.
///
/// A day is a number whose digits are the date's, 20250228; a month goes from its day 1 to its day
/// 31, a year from January to December, so that two spans compare without a calendar.
public struct DateSpan: Equatable, Sendable {
  /// The first day.
  public let first: Int
  /// The last day.
  public let last: Int

  /// Reads a text that is a date and nothing else: a day or a month in any form that the analysis
  /// knows, `2025-02` and `2025/02` also, a year, or eight digits.
  ///
  /// - Parameter text: UTF-8.
  public init?(_ text: [UInt8]) {
    guard let found = Self.date(in: text), found.range == 0..<text.count else { return nil }
    self = found.span
  }

  /// The first date in what a document gives as its date, as `2025-02-28T10:30:00+08:00`; a year or
  /// eight digits only at its beginning.
  ///
  /// - Parameter text: UTF-8.
  public init?(firstIn text: [UInt8]) {
    guard let found = Self.date(in: text) else { return nil }
    self = found.span
  }

  /// The digits of a year (4), a month (6) or a day (8).
  private init?(digits: [UInt8]) {
    guard [4, 6, 8].contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    switch digits.count {
    case 4: (first, last) = (number * 10_000 + 101, number * 10_000 + 1231)
    case 6: (first, last) = (number * 100 + 1, number * 100 + 31)
    default: (first, last) = (number, number)
    }
    guard (1000...2999).contains(first / 10_000), (1...12).contains(first / 100 % 100),
      (1...31).contains(first % 100)
    else { return nil }
  }

  private static func date(in text: [UInt8]) -> (span: DateSpan, range: Range<Int>)? {
    var tokenizer = Tokenizer()
    let tokens = tokenizer.tokens(text, mode: .queryForms)
    // A day comes before its month.
    if let token = tokens.first(where: { $0.kind == .date }) {
      return DateSpan(digits: token.term.filter { $0 != 0x2D }).map {
        ($0, token.start..<token.end)
      }
    }
    guard let number = tokens.first, number.kind == .number, number.term.count != 6,
      let span = DateSpan(digits: number.term)
    else { return nil }
    let isYear = number.term.count == 4 && tokens.count > 1 && tokens[1].start == number.end
    let sign = isYear ? Array(text[number.end..<tokens[1].end]) : []
    let hasSign = sign == Array("年") || sign == Array("년")
    return (span, number.start..<(hasSign ? tokens[1].end : number.end))
  }
}
