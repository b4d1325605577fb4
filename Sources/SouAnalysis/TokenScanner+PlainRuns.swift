import SouUnicode

/// Plain runs: stretches of cjk or hangul and breaks, read as a whole before their tokens are given.
///
/// There is no branch on whether a scalar is of the run or a break: that changes every few scalars,
/// so it would be mispredicted as often. Whether a scalar starts a token is a bit instead.
extension TokenScanner {
  /// Scalars of a stretch; fewer than the bits of `PlainStretch.starts`.
  static var stretchLimit: Int { 62 }
  /// Bytes for what a stretch folds to, and behind it those of two more scalars.
  static var stretchCapacity: Int { 3 * stretchLimit + 8 }
  /// The offsets of a stretch, of which four are written at a time.
  static var offsetCapacity: Int { stretchLimit + 4 }

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
  @usableFromInline
  mutating func readPlainRuns(at start: Int, of runClass: UInt32) -> PlainStretch {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let isCJK = runClass == UInt32(ScalarClass.cjk.rawValue)
    var stretch = PlainStretch(end: start)
    var plain = PlainScalars(offset: start)
    reading: while plain.count < Self.stretchLimit {
      let count = plain.count
      plain =
        isCJK ? readCJK(after: plain, from: start) : readHangul(after: plain, from: start)
      guard plain.count < Self.stretchLimit else { break }
      guard plain.offset <= bytes.count &- 4 else {
        stretch.isLast = true
        break
      }
      let next = unsafe loadFourBytes(bytes, at: plain.offset)
      let byte = UInt8(truncatingIfNeeded: next)
      if byte >= 0x80 {
        // Where the text ends soon there may be one more that is plain.
        if plain.count > count, plain.offset > bytes.count &- 8 { continue }
      } else if byte > 0x20 || !isCJK || !plain.endsInRun {
        if isASCIIAlphanumeric(byte) {
          stretch.isWhole = true
          break
        }
        unsafe offsets[plain.count] = UInt16(truncatingIfNeeded: plain.offset &- start)
        plain.offset &+= 1
        plain.count &+= 1
        continue
      }
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
    // Two at a time, and their offsets.
    let from = UInt32(truncatingIfNeeded: plain.offset &- start)
    var places = from | (from &+ 3) << 16
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
      unsafe UnsafeMutableRawPointer(offsets + Int(truncatingIfNeeded: index)).storeBytes(
        of: places.littleEndian, as: UInt32.self)
      places &+= 0x6_0006
      index &+= 2
      offset &+= 6
      unsafe folded += 6
    }
    let count = Int(truncatingIfNeeded: index)
    // Every other time one is left: no branch.
    guard count < Self.stretchLimit, offset <= bytes.count &- 4 else {
      return PlainScalars(count: count, starts: starts, offset: offset)
    }
    let next = unsafe UInt32(
      littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    let bits = scalarEntry(ofThreeBytes: next).bits
    let change = bits >> 10 & UInt32(truncatingIfNeeded: foldMask)
    unsafe folded.storeBytes(of: (next ^ change).littleEndian, as: UInt32.self)
    unsafe offsets[count] = UInt16(truncatingIfNeeded: places)
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
      let isOther: UInt32 = byte >= 0x80 || isASCIIAlphanumeric(byte) ? 4 : 0
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
