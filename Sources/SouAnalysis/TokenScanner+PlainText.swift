public import SouUnicode

/// The plain text, which nearly all is: runs of cjk or hangul whose scalars take three bytes and
/// fold to themselves or to their Han variant representative, words of ASCII letters, numbers of
/// ASCII digits, and what stands between them. No cursor, and one look-up a scalar.
///
/// It gives the tokens that the other scanners would give. Where it cannot tell it stops before the
/// first scalar whose token is not given, and they go on from there: no token depends on those
/// before it.
extension TokenScanner {
  /// Gives the tokens of the plain text from the cursor on, and moves the cursor behind it.
  ///
  /// Wrapping arithmetic, here and below: offsets stay below `bytes.count`.
  @inlinable
  mutating func scanPlainText<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let start = cursor.start
    var offset = start
    // Four bytes are loaded only where that many are left.
    while offset <= bytes.count &- 4 {
      let next = unsafe loadFourBytes(bytes, at: offset)
      if next & 0x80 == 0 {
        let byte = UInt8(truncatingIfNeeded: next)
        let isLetter = isASCIILetter(byte)
        guard isLetter || isASCIIDigit(byte) else {
          offset &+= 1
          continue
        }
        let length = isLetter ? readPlainWord(at: offset) : readPlainNumber(at: offset)
        let end = offset &+ length
        if length > 0 {
          unsafe try give(word, length, start: offset, end: end, colocated: false, into: &sink)
          offset = end
        } else if isLetter {
          let count = readPlainChain(at: offset)
          guard count > 0 else { break }
          try giveParts(from: 0, to: count, of: count, isLong: false, into: &sink)
          offset = unsafe parts[count &- 1].end
        } else {
          guard let date = readPlainYear(at: offset) else { break }
          unsafe try give(
            word, Self.yearLength, start: offset, end: offset &+ Self.yearLength,
            colocated: false, into: &sink)
          if date.month > 0 { try giveDate(date, start: offset, into: &sink) }
          offset &+= Self.yearLength
        }
        continue
      }
      guard isThreeBytes(next) else { break }
      let entry = scalarEntry(ofThreeBytes: next)
      if entry.isPlain(.cjk) || entry.isPlain(.hangul) {
        let stretch = readPlainRuns(at: offset, of: UInt32(entry.rawClass))
        try giveRuns(stretch, at: offset, into: &sink)
        offset = stretch.end
        if stretch.isLast { break }
      } else {
        guard entry.separates else { break }
        offset &+= 3
      }
    }
    if offset > start { cursor.seek(to: offset) }
  }
}
