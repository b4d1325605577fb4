import SouUnicode

/// Plain words and numbers: those of ASCII letters and digits.
extension TokenScanner {
  /// Bytes of a date's year.
  @inlinable static var yearLength: Int { 4 }

  /// Reads the word at a byte offset if it is one part of ASCII letters, and no suffix or mark
  /// follows it.
  ///
  /// - Returns: Its bytes; 0 if there may be more to it.
  @usableFromInline
  mutating func readPlainWord(at start: Int) -> Int {
    let length = readLetters(at: start, into: 0)
    guard length > 0 else { return 0 }
    let end = start &+ length
    return unsafe endsWord(cursor.bytes[end]) || joinerLength(at: end) == 0 ? length : 0
  }

  /// Reads the word at a byte offset if it is a chain of two to four such parts.
  ///
  /// - Returns: How many parts stand in `parts`; 0 if there may be more to it.
  @usableFromInline
  mutating func readPlainChain(at start: Int) -> Int {
    var part = WordPart()
    part.start = start
    for count in 1..<TokenizerBuffers.partLimit {
      part.length = readLetters(at: part.start, into: part.offset)
      part.end = part.start &+ part.length
      guard part.length > 0, let joiner = joinerLength(at: part.end) else { return 0 }
      unsafe parts[count &- 1] = part
      if joiner == 0 { return count }
      part.offset &+= part.length
      part.start = part.end &+ joiner
    }
    return 0
  }

  /// What stands behind ASCII letters, which `readLetters` has read.
  ///
  /// - Returns: The bytes of a joiner before an ASCII letter; 0 if the word ends here, nil if it may
  ///   not.
  private mutating func joinerLength(at offset: Int) -> Int? {
    let bytes = unsafe cursor.bytes
    switch unsafe bytes[offset] {
    case 0x23, 0x2B:  // #, +
      return nil
    case 0x26, 0x27, 0x2D, 0x2E, 0x40, 0x5F:  // & ' - . @ _
      let next = unsafe bytes[offset &+ 1]
      return isASCIILetter(next) ? 1 : next >= 0x80 ? nil : 0
    case 0x80...:
      guard let next = threeBytes(at: offset) else { return nil }
      let isJoiner = scalarEntry(ofThreeBytes: next).isPlainJoiner
      if isJoiner { return isASCIILetter(UInt8(truncatingIfNeeded: next >> 24)) ? 3 : nil }
      return endsPart(at: offset) ? 0 : nil
    default:
      return 0
    }
  }

  /// Folds the ASCII letters at a byte offset into `word` at a place, eight bytes at a time.
  ///
  /// - Returns: Their number; 0 if they may be too many for a term or the text may end behind them.
  @inline(__always)
  private mutating func readLetters(at start: Int, into place: Int) -> Int {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let last = bytes.count &- 9
    var length = 0
    while start &+ length <= last, length <= TokenizerBuffers.termLimit &- 8 {
      let eight = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: start &+ length, as: UInt64.self))
      let lower = eight | 0x2020_2020_2020_2020
      // Without the top bits no sum carries into the next byte: 0x80 from "a" on, and from behind "z".
      let ascii = lower & 0x7F7F_7F7F_7F7F_7F7F
      let fromA = ascii &+ 0x1F1F_1F1F_1F1F_1F1F
      let behindZ = ascii &+ 0x0505_0505_0505_0505
      let others = (~fromA | behindZ | eight) & 0x8080_8080_8080_8080
      unsafe UnsafeMutableRawPointer(word + place).storeBytes(
        of: lower.littleEndian, toByteOffset: length, as: UInt64.self)
      guard others != 0 else {
        length &+= 8
        continue
      }
      return length &+ others.trailingZeroBitCount >> 3
    }
    return 0
  }

  /// Reads the number at a byte offset, eight bytes at a time, if no comma groups its digits and it
  /// has not four digits, as a year has.
  ///
  /// - Returns: Its bytes; 0 if there may be more to it.
  @usableFromInline
  mutating func readPlainNumber(at start: Int) -> Int {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let last = bytes.count &- 9
    var length = 0
    var isDecimal = false
    while start &+ length <= last, length <= TokenizerBuffers.termLimit &- 8 {
      let eight = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: start &+ length, as: UInt64.self))
      // A number is what stands in the text; of each byte the top bit is set where it is no digit.
      unsafe UnsafeMutableRawPointer(word).storeBytes(
        of: eight.littleEndian, toByteOffset: length, as: UInt64.self)
      let digits = eight ^ 0x3030_3030_3030_3030
      let others =
        ((digits & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | digits)
        & 0x8080_8080_8080_8080
      guard others != 0 else {
        length &+= 8
        continue
      }
      length &+= others.trailingZeroBitCount >> 3
      let end = start &+ length
      if length == Self.yearLength, !isDecimal { return 0 }
      let next = unsafe bytes[end &+ 1]
      switch unsafe bytes[end] {
      case 0x2E where isASCIIDigit(next):  // A decimal point.
        isDecimal = true
        length &+= 1
      case 0x2C where mayBeDigit(next), 0x2E where mayBeDigit(next):
        return 0
      case 0x80...:
        return endsPart(at: end) ? length : 0
      default:
        return length
      }
    }
    return 0
  }

  /// Reads the number of four digits at a byte offset into `word`; it may be the year of a date.
  ///
  /// - Returns: The date; its month is 0 if there is none. Nil if that, or where the number ends, is
  ///   not known, or if it is another number.
  @usableFromInline
  mutating func readPlainYear(at start: Int) -> DateAhead? {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let end = start &+ Self.yearLength
    guard end <= bytes.count &- 2 else { return nil }
    let four = unsafe loadFourBytes(bytes, at: start)
    unsafe UnsafeMutableRawPointer(word).storeBytes(of: four.littleEndian, as: UInt32.self)
    let digits = four ^ 0x3030_3030
    // Of each byte the top bit is set where it is no digit.
    guard ((digits & 0x7F7F_7F7F) &+ 0x7676_7676 | digits) & 0x8080_8080 == 0 else { return nil }
    let pairs = (digits & 0x0F_000F) &* 10 &+ (digits >> 8 & 0x0F_000F)
    let year = Int((pairs & 0xFF) &* 100 &+ pairs >> 16)
    switch unsafe bytes[end] {
    case 0x30...0x39: return nil
    case 0x2C where unsafe mayBeDigit(bytes[end &+ 1]),
      0x2E where unsafe mayBeDigit(bytes[end &+ 1]):
      return nil
    case 0x80... where !endsPart(at: end): return nil
    default: break
    }
    guard DateAhead.years.contains(year) else { return DateAhead() }
    var plain = unsafe PlainCursor(bytes: bytes, at: end, variants: cursor.variants)
    let date = plain.readDate(ofYear: year, monthAlone: mode == .queryForms)
    return plain.isUnsure ? nil : date ?? DateAhead()
  }

  /// True if the scalar at a byte offset surely ends a word or a number, being neither part of it
  /// nor a joiner or a suffix, nor a comma, point or slash in another width before a digit.
  private mutating func endsPart(at offset: Int) -> Bool {
    guard let next = threeBytes(at: offset) else { return false }
    let entry = scalarEntry(ofThreeBytes: next)
    guard entry.separates, entry.foldKind == .single else { return entry.isApart }
    switch entry.payload {
    case 0x23, 0x2B: return false
    case 0x2C, 0x2E, 0x2F:
      guard let after = threeBytes(at: offset &+ 3) else { return false }
      return scalarEntry(ofThreeBytes: after).isApart
    default: return true
    }
  }
}

extension ScalarEntry {
  /// True if the scalar is neither letter nor digit nor joiner, and combines with nothing.
  fileprivate var isApart: Bool { separates || isPlain(.cjk) || isPlain(.hangul) }

  /// True if the scalar is a joiner that combines with nothing.
  fileprivate var isPlainJoiner: Bool {
    scalarClass == .joiner && !extends && foldKind != .multiple
  }
}

/// True for ASCII but letters, # & ' + - . @ and _.
private func endsWord(_ byte: UInt8) -> Bool {
  let words: (UInt64, UInt64) = (0x0000_68C8_0000_0000, 0x07FF_FFFE_87FF_FFFF)
  let word = byte & 0x40 == 0 ? words.0 : words.1
  return byte < 0x80 && word &>> UInt64(byte & 63) & 1 == 0
}

/// True for an ASCII digit, and for what may be one in another width.
private func mayBeDigit(_ byte: UInt8) -> Bool { byte >= 0x80 || isASCIIDigit(byte) }
