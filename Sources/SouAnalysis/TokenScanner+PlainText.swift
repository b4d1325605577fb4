public import SouUnicode

/// The plain text, which nearly all is: runs of cjk or hangul whose scalars take three bytes and
/// fold to themselves or to their Han variant representative, words of ASCII letters, numbers of
/// ASCII digits, and what stands between them. No cursor, and one look-up a scalar.
///
/// It gives the tokens that the other scanners would give. Where it cannot tell it stops before the
/// first scalar whose token is not given, and they go on from there: no token depends on those
/// before it.
extension TokenScanner {
  /// Scalars of a plain stretch; fewer than the bits of `PlainStretch.starts`.
  static var stretchLimit: Int { 62 }
  /// Bytes for what a stretch folds to, one scalar before its limit is seen, and one behind it.
  static var stretchCapacity: Int { 3 * stretchLimit + 16 }
  /// Offsets of a stretch, of which eight are written at a time.
  static var offsetCapacity: Int { stretchLimit + 8 }

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
    scanning: while offset <= bytes.count &- 4 {
      let next = unsafe loadFourBytes(bytes, at: offset)
      if next & 0x80 == 0 {
        let byte = UInt8(truncatingIfNeeded: next)
        let isLetter = isASCIILetter(byte)
        guard isLetter || isASCIIDigit(byte) else {
          offset &+= 1
          continue
        }
        let length = isLetter ? readPlainWord(at: offset) : readPlainNumber(at: offset)
        if length > 0 {
          let end = offset &+ length
          unsafe try give(word, length, start: offset, end: end, colocated: false, into: &sink)
          offset = end
          continue
        }
        let count = isLetter ? readPlainChain(at: offset) : 0
        guard count > 0 else { break }
        try giveParts(from: 0, to: count, of: count, isLong: false, into: &sink)
        offset = unsafe parts[count &- 1].end
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

  /// Gives the tokens of a stretch that begins at a byte offset: `word` holds what it folds to,
  /// three bytes a scalar, so that each bigram is a slice of it.
  @inlinable
  mutating func giveRuns<Sink: TokenSink & ~Copyable>(
    _ stretch: PlainStretch, at offset: Int, into sink: inout Sink
  ) throws(Sink.Failure) {
    var starts = stretch.starts
    while starts != 0 {
      let index = starts.trailingZeroBitCount
      let isBigram = Int(truncatingIfNeeded: stretch.bigrams &>> UInt64(index) & 1)
      let start = unsafe offset &+ Int(offsets[index])
      let end = unsafe offset &+ Int(offsets[index &+ isBigram]) &+ 3
      unsafe try give(
        word + 3 &* index, 3 &+ 3 &* isBigram, start: start, end: end, colocated: false,
        into: &sink)
      starts &= starts &- 1
    }
  }

  /// Reads plain scalars: those of one run class, which take three bytes, and breaks. What they fold
  /// to goes into `word`, three bytes a scalar, and where they begin into `offsets`, in bytes from
  /// the start of the stretch.
  ///
  /// There is no branch on which of both a scalar is: run and break change every few of them, so it
  /// would be mispredicted as often.
  @usableFromInline
  mutating func readPlainRuns(at start: Int, of runClass: UInt32) -> PlainStretch {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    var stretch = PlainStretch(end: start)
    var plain = PlainScalars(offset: start)
    reading: while plain.count < Self.stretchLimit {
      let count = plain.count
      if runClass == UInt32(ScalarClass.cjk.rawValue) {
        plain = readCJK(after: plain, from: start)
      } else {
        plain = readHangul(after: plain, from: start)
      }
      guard plain.offset <= bytes.count &- 4 else {
        stretch.isLast = true
        break
      }
      let next = unsafe loadFourBytes(bytes, at: plain.offset)
      let byte = UInt8(truncatingIfNeeded: next)
      if byte < 0x80, byte > 0x20 || !plain.endsInRun {
        if isASCIILetter(byte) || isASCIIDigit(byte) {
          stretch.isWhole = true
          break
        }
        guard plain.count < Self.stretchLimit else { break }
        unsafe offsets[plain.count] = UInt16(truncatingIfNeeded: plain.offset &- start)
        plain.offset &+= 1
        plain.count &+= 1
        continue
      }
      if plain.count > count { continue }
      guard plain.endsInRun else { break }
      switch follower(next, at: plain.offset, of: runClass) {
      case .unknown:
        stretch.isLast = true
        break reading
      case .passed(let length):
        plain.offset &+= length
      case .other:
        stretch.isWhole = true
        break reading
      }
    }
    stretch.starts = plain.starts
    stretch.bigrams = plain.starts >> 1
    stretch.end = plain.offset
    if plain.endsInRun, !stretch.isWhole {
      // The last scalar is not plain if what follows combines with it; a bigram may end with it.
      let last: UInt64 = 1 &<< UInt64(plain.count &- 1)
      let isPair = plain.starts & last >> 1 != 0
      stretch.starts &= ~(last | last >> 1)
      stretch.end = unsafe start &+ Int(offsets[plain.count &- (isPair ? 2 : 1)])
    }
    return stretch
  }

  /// Reads plain scalars of three bytes, of cjk or breaks: Chinese and Japanese text has few breaks of
  /// one byte.
  @inline(never)
  private mutating func readCJK(after plain: PlainScalars, from start: Int) -> PlainScalars {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    guard let base = bytes.baseAddress else { return plain }
    let otherMask = ScalarEntry.plainMask & ~UInt32(ScalarClass.cjk.rawValue)
    let foldMask = self.foldMask
    let limit = min(
      bytes.count &- 8, plain.offset &+ 3 &* (Self.stretchLimit &- 2 &- plain.count))
    var folded = unsafe UnsafeMutableRawPointer(word) + 3 &* plain.count
    var starts = plain.starts
    var offset = plain.offset
    var index = UInt64(truncatingIfNeeded: plain.count)
    // Two at a time.
    while offset <= limit {
      let next = unsafe UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      guard next & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0 else { break }
      let one = scalarEntry(ofThreeBytes: UInt32(truncatingIfNeeded: next)).bits
      let other = scalarEntry(ofThreeBytes: UInt32(truncatingIfNeeded: next >> 24)).bits
      guard (one | other) & otherMask == 0 else { break }
      let change = (UInt64(one >> 10) | UInt64(other >> 10) << 24) & foldMask
      unsafe folded.storeBytes(of: (next ^ change).littleEndian, as: UInt64.self)
      // Of the class of cjk the lowest bit is set, of break it is not.
      starts |= UInt64((one & 1) &+ (other & 1) << 1) &<< index
      index &+= 2
      offset &+= 6
      unsafe folded += 6
    }
    // Their offsets, four at a time, and one more.
    let count = Int(truncatingIfNeeded: index)
    let from = UInt64(truncatingIfNeeded: plain.offset &- start)
    var places = from &* 0x1_0001_0001_0001 &+ 0x9_0006_0003_0000
    var place = plain.count
    while place <= count {
      unsafe UnsafeMutableRawPointer(offsets + place).storeBytes(
        of: places.littleEndian, as: UInt64.self)
      places &+= 0xC_000C_000C_000C
      place &+= 4
    }
    // Every other time one is left: no branch.
    guard count < Self.stretchLimit, offset <= bytes.count &- 4 else {
      return PlainScalars(count: count, starts: starts, offset: offset)
    }
    let next = unsafe UInt32(
      littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    let bits = scalarEntry(ofThreeBytes: next).bits
    let change = bits >> 10 & UInt32(truncatingIfNeeded: foldMask)
    unsafe folded.storeBytes(of: (next ^ change).littleEndian, as: UInt32.self)
    let isLeft = (next & 0xC0C0F0 ^ 0x8080E0) | bits & otherMask == 0 ? 1 : 0
    starts |= UInt64(bits & UInt32(truncatingIfNeeded: isLeft)) &<< index
    return PlainScalars(count: count &+ isLeft, starts: starts, offset: offset &+ 3 &* isLeft)
  }

  /// Reads plain scalars of three bytes, of hangul or breaks, and ASCII breaks.
  @inline(never)
  private mutating func readHangul(after plain: PlainScalars, from start: Int) -> PlainScalars {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    guard let base = bytes.baseAddress else { return plain }
    let otherMask = ScalarEntry.plainMask & ~UInt32(ScalarClass.hangul.rawValue)
    let last = bytes.count &- 4
    var folded = unsafe UnsafeMutableRawPointer(word) + 3 &* plain.count
    var starts = plain.starts
    var offset = plain.offset
    var count = plain.count
    while count < Self.stretchLimit, offset <= last {
      let next = unsafe UInt32(
        littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      let byte = UInt8(truncatingIfNeeded: next)
      let isThree: UInt32 = isThreeBytes(next) ? .max : 0
      let isOther: UInt32 = byte >= 0x80 || isASCIILetter(byte) || isASCIIDigit(byte) ? 4 : 0
      let bits = scalarEntry(ofThreeBytes: next).bits & isThree | isOther & ~isThree
      guard bits & otherMask == 0 else { break }
      // Hangul has no variants.
      unsafe folded.storeBytes(of: next.littleEndian, as: UInt32.self)
      unsafe offsets[count] = UInt16(truncatingIfNeeded: offset &- start)
      starts |= UInt64(bits >> 1 & 1) &<< UInt64(truncatingIfNeeded: count)
      unsafe folded += 3
      count &+= 1
      offset &+= Int(1 &+ isThree & 2)
    }
    return PlainScalars(count: count, starts: starts, offset: offset)
  }

  /// Tells how what stands at a byte offset, and begins with the bytes `next`, goes with the run
  /// before it. It is not a plain scalar of that run.
  private mutating func follower(_ next: UInt32, at offset: Int, of runClass: UInt32)
    -> PlainRunFollower
  {
    let isCJK = runClass == UInt32(ScalarClass.cjk.rawValue)
    if next & 0x80 == 0 {
      guard next & 0xFF <= 0x20, isCJK else { return .other }
      return next & 0xFF == 0x20 || next & 0xFF == 0x0A ? followerOfWhite(1, at: offset) : .unknown
    }
    guard isThreeBytes(next) else { return .unknown }
    let entry = scalarEntry(ofThreeBytes: next)
    if entry.standsInRuns, isCJK {
      switch next & 0xFFFFFF {
      case 0x8080E3: return followerOfWhite(3, at: offset)  // U+3000
      case 0xBB83E3: return followerOfMiddleDot(at: offset)
      default: return .unknown
      }
    }
    return entry.separates || entry.beginsAnother(than: runClass) ? .other : .unknown
  }

  /// The same for one blank or line break of `count` bytes, and what follows it.
  private mutating func followerOfWhite(_ count: Int, at offset: Int) -> PlainRunFollower {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    guard offset &+ count <= bytes.count &- 4 else { return .unknown }
    let next = unsafe loadFourBytes(bytes, at: offset &+ count)
    if next & 0x80 == 0 { return next & 0xFF > 0x20 ? .other : .unknown }
    guard isThreeBytes(next) else { return .unknown }
    let entry = scalarEntry(ofThreeBytes: next)
    if entry.isPlain(.cjk) { return .passed(count) }
    let cjk = UInt32(ScalarClass.cjk.rawValue)
    let isApart = (entry.separates && !entry.standsInRuns) || entry.beginsAnother(than: cjk)
    return isApart ? .other : .unknown
  }

  /// The same for a katakana middle dot.
  private mutating func followerOfMiddleDot(at offset: Int) -> PlainRunFollower {
    guard let last = threeBytes(at: offset &- 3), let next = threeBytes(at: offset &+ 3),
      scalarEntry(ofThreeBytes: next).isPlain(.cjk)
    else { return .unknown }
    let (left, right) = (unpackThreeBytes(last), unpackThreeBytes(next))
    let isPassed = (isKatakana(left) && isKatakana(right)) || (isHan(left) && isHan(right))
    return isPassed ? .passed(3) : .other
  }

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
  /// begins no date.
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
      let mayBeYear = length == 4 && !isDecimal
      let next = unsafe bytes[end &+ 1]
      let mayBeDigit = next >= 0x80 || isASCIIDigit(next)
      switch unsafe bytes[end] {
      case 0x2E where isASCIIDigit(next) && !mayBeYear:  // A decimal point.
        isDecimal = true
        length &+= 1
      case 0x2C where mayBeDigit, 0x2E where mayBeDigit:
        return 0
      case 0x2D...0x2F where mayBeYear && (mayBeDigit || next == 0x20):
        return 0
      case 0x20 where mayBeYear:
        let mayBeDate = next >= 0x80 ? mayBeginMonth(at: end &+ 1) : (0x2D...0x2F).contains(next)
        return mayBeDate ? 0 : length
      case 0x80...:
        return endsPart(at: end) && !(mayBeYear && mayBeginMonth(at: end)) ? length : 0
      default:
        return length
      }
    }
    return 0
  }

  /// True if the scalar at a byte offset surely ends a word or a number, being neither part of it
  /// nor a joiner or a suffix, nor a comma, point or slash in another width before a digit.
  private func endsPart(at offset: Int) -> Bool {
    guard let next = threeBytes(at: offset) else { return false }
    let entry = scalarEntry(ofThreeBytes: next)
    if entry.isPlain(.cjk) || entry.isPlain(.hangul) { return true }
    guard entry.separates, entry.foldKind == .single else { return entry.separates }
    switch entry.payload {
    case 0x23, 0x2B: return false
    case 0x2C, 0x2E, 0x2F: return endsPart(at: offset &+ 3)
    default: return true
    }
  }

  /// True if the sign or blank at a byte offset may make the four digits before it a date's year.
  private func mayBeginMonth(at offset: Int) -> Bool {
    guard let next = threeBytes(at: offset) else { return true }
    let entry = scalarEntry(ofThreeBytes: next)
    if entry.standsInRuns { return true }
    let sign = (cursor.variants ? next ^ entry.bits >> 10 : next) & 0xFFFFFF
    guard sign == 0xB4B9E5 || sign == 0x8485EB else { return false }  // 年, 년
    let follower = UInt8(truncatingIfNeeded: next >> 24)
    if follower < 0x80 { return follower == 0x20 || isASCIIDigit(follower) }
    guard let after = threeBytes(at: offset &+ 3) else { return true }
    return after & 0xFFFFFF == 0x8080E3 || !endsPart(at: offset &+ 3)
  }

  /// The bytes at an offset if they look like a scalar of three.
  private func threeBytes(at offset: Int) -> UInt32? {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    guard offset <= bytes.count &- 4 else { return nil }
    let next = unsafe loadFourBytes(bytes, at: offset)
    return isThreeBytes(next) ? next : nil
  }
}

/// A stretch of plain scalars: runs and the breaks between them.
@usableFromInline
struct PlainStretch {
  /// Where the first token begins that is not given.
  @usableFromInline var end: Int
  /// True if what follows is not plain.
  @usableFromInline var isLast = false
  /// True if what follows is surely no part of the last run.
  var isWhole = false
  /// The scalars that start a token, the first in the lowest bit, and those of them whose token is a
  /// bigram.
  @usableFromInline var starts: UInt64 = 0
  @usableFromInline var bigrams: UInt64 = 0
}

/// The plain scalars of a stretch, while it is read.
private struct PlainScalars {
  var count = 0
  /// Those that start a token, the first in the lowest bit.
  var starts: UInt64 = 0
  /// The offset in bytes behind them.
  var offset: Int

  /// True if the last one is of a run.
  var endsInRun: Bool { count > 0 && starts &>> UInt64(truncatingIfNeeded: count &- 1) != 0 }
}

/// What stands behind the plain scalars of a run.
enum PlainRunFollower {
  /// What ends the run.
  case other
  /// What takes so many bytes, and the run goes on over it.
  case passed(Int)
  /// What may be part of the run, or combine with it.
  case unknown
}

extension ScalarEntry {
  /// True if the scalar is one break: it gives no token and combines with nothing.
  @usableFromInline
  var separates: Bool { scalarClass == .break && !extends && foldKind != .multiple }

  /// True if the scalar is a joiner that combines with nothing.
  var isPlainJoiner: Bool { scalarClass == .joiner && !extends && foldKind != .multiple }

  /// True if the scalar begins a token of its own after a run of a class.
  func beginsAnother(than runClass: UInt32) -> Bool {
    guard !extends, foldKind != .multiple else { return false }
    switch scalarClass {
    case .letter, .digit, .emoji, .joiner, .sea: return true
    case .cjk, .hangul: return UInt32(rawClass) != runClass
    case .break, .mark, .newline, .ignorable: return false
    }
  }
}

@inlinable
func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// True for ASCII but letters, # & ' + - . @ and _.
private func endsWord(_ byte: UInt8) -> Bool {
  let words: (UInt64, UInt64) = (0x0000_68C8_0000_0000, 0x07FF_FFFE_87FF_FFFF)
  let word = byte & 0x40 == 0 ? words.0 : words.1
  return byte < 0x80 && word &>> UInt64(byte & 63) & 1 == 0
}

@inlinable
func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Four bytes at an offset, the first in the low byte.
@inlinable
func loadFourBytes(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
  unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
}

/// True if `next` begins with three bytes that look like a scalar in UTF-8. If they are overlong or
/// a surrogate, each of them is a break, and their entry is one too.
@inlinable
func isThreeBytes(_ next: UInt32) -> Bool { next & 0xC0C0F0 == 0x8080E0 }

/// The scalar whose three bytes `next` begins with.
func unpackThreeBytes(_ next: UInt32) -> UInt32 {
  (next & 0x0F) << 12 | (next >> 2 & 0xFC0) | (next >> 16 & 0x3F)
}
