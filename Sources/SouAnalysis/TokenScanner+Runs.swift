public import SouUnicode

/// Runs: scalars of one class (cjk, hangul or sea) in a row give overlapping bigrams, and last the
/// final scalar alone, so that every scalar starts exactly one token.
extension TokenScanner {
  @inlinable
  mutating func scanRun<Sink: TokenSink & ~Copyable>(into sink: inout Sink) throws(Sink.Failure) {
    if isQuery { try giveHeld(into: &sink) }
    let runClass = cursor.rawClass
    var length = unsafe encodeUTF8(cursor.scalar, into: bigram)
    var start = 0
    var end = 0
    var isAlone = true
    while true {
      let scalar = cursor.scalar
      start = cursor.start
      end = cursor.end
      cursor.advance()
      if cursor.rawClass != runClass {
        guard runClass == ScalarClass.cjk.rawValue, cursor.continueRun(after: scalar)
        else { break }
      }
      isAlone = false
      let added = unsafe encodeUTF8(cursor.scalar, into: bigram + length)
      unsafe try give(
        bigram, length + added, start: start, end: cursor.end, colocated: false, into: &sink)
      if unigrams {
        unsafe try give(bigram, length, start: start, end: end, colocated: true, into: &sink)
      }
      // The rest of the run may be plain.
      if scansPlainText { return }
      for index in 0..<added { unsafe bigram[index] = unsafe bigram[length + index] }
      length = added
    }
    if isQuery {
      held = unsafe HeldSingle(bigram, length: length, start: start, end: end, isAlone: isAlone)
    } else {
      unsafe try give(bigram, length, start: start, end: end, colocated: false, into: &sink)
    }
  }
}

extension FoldCursor {
  /// Passes over what a run of cjk goes on over, if there is some before the next cjk scalar: one
  /// blank, or one line break with the white space around it, or a single middle dot in a name.
  ///
  /// - Parameter last: The run's last scalar; the cursor stands on the one after it.
  /// - Returns: True if the cursor now stands on the scalar with which the run goes on.
  /// - Complexity: O(white space).
  @usableFromInline
  mutating func continueRun(after last: UInt32) -> Bool {
    switch scalar {
    case 0x30FB, 0xB7, 0x2027:
      return passMiddleDot(after: last)
    case 0x20, 0x3000, 0x09:
      return passWhiteSpace()
    default:
      return rawClass == ScalarClass.newline.rawValue && passWhiteSpace()
    }
  }

  private mutating func passMiddleDot(after last: UInt32) -> Bool {
    var ahead = fork()
    ahead.advance()
    guard ahead.rawClass == ScalarClass.cjk.rawValue else { return false }
    let isKatakanaDot = scalar == 0x30FB
    let joinsKatakana =
      isKatakanaDot && isKatakana(last) && isKatakana(ahead.scalar)
    guard joinsKatakana || (isHan(last) && isHan(ahead.scalar)) else { return false }
    self = ahead
    return true
  }

  private mutating func passWhiteSpace() -> Bool {
    var ahead = fork()
    var blanks = 0
    var tabs = 0
    var lineBreaks = 0
    scan: while true {
      switch ahead.scalar {
      case 0x20: blanks += 1
      case 0x3000 where lineBreaks == 0: blanks += 1
      case 0x09: tabs += 1
      case _ where ahead.rawClass == ScalarClass.newline.rawValue:
        if lineBreaks == 1 { return false }
        lineBreaks = 1
        if ahead.scalar == 0x0D, ahead.rawScalar == 0x0A { ahead.advance() }
      default: break scan
      }
      ahead.advance()
    }
    guard ahead.rawClass == ScalarClass.cjk.rawValue,
      lineBreaks == 1 || (blanks == 1 && tabs == 0)
    else { return false }
    self = ahead
    return true
  }
}

/// Katakana as of ANALYSIS 9: the small extensions, ー ヽ ヾ included, the middle dot not.
func isKatakana(_ scalar: UInt32) -> Bool {
  (0x30A1...0x30FF).contains(scalar) && scalar != 0x30FB
    || (0x31F0...0x31FF).contains(scalar) || (0x1AFF0...0x1AFFF).contains(scalar)
    || scalar == 0x1B000 || (0x1B164...0x1B167).contains(scalar)
}

/// Han characters and their iteration and number signs.
func isHan(_ scalar: UInt32) -> Bool {
  (0x4E00...0x9FFF).contains(scalar) || (0x3400...0x4DBF).contains(scalar)
    || (0x20000...0x3FFFF).contains(scalar) || (0xF900...0xFAFF).contains(scalar)
    || (0x2E80...0x2FD5).contains(scalar) || scalar == 0x3005 || scalar == 0x3007
    || (0x3021...0x3029).contains(scalar) || (0x3038...0x303B).contains(scalar)
}
