import SouUnicode

/// The plain stretches of a text, which nearly all of it is: runs of cjk or hangul whose scalars
/// take three bytes and fold to themselves or to their Han variant representative, words of ASCII
/// letters, and what stands between them. No cursor, one look-up and few branches a scalar.
///
/// It gives the tokens that the other scanners would give. Where it cannot tell it stops before the
/// first scalar whose token is not given, and they go on from there: no token depends on those
/// before it.
extension TokenScanner {
  /// Gives the tokens of the plain text from the cursor on, and moves the cursor behind it.
  ///
  /// Wrapping arithmetic: offsets stay below `bytes.count`.
  @inlinable
  mutating func scanPlainText<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    let start = cursor.start
    var offset = start
    while true {
      let stretch = readPlain(at: offset)
      offset = stretch.start
      switch stretch.kind {
      case .word:
        unsafe try give(
          word, stretch.count, start: offset, end: stretch.end, colocated: false, into: &sink)
        offset = stretch.end
      case .runs(let isDone):
        // `word` holds what the stretch folds to, three bytes a scalar, so that each bigram is a
        // slice of it.
        for index in 0..<stretch.count {
          let token = unsafe Int(plain.tokens[index])
          let number = token & 0xFFFF
          let isBigram = unsafe plain.lanes[number] == plain.lanes[number &+ 1]
          let start = offset &+ token >> 16
          let length = isBigram ? 6 : 3
          unsafe try give(
            word + 3 &* number, length, start: start, end: start &+ length, colocated: false,
            into: &sink)
        }
        offset = stretch.end
        if isDone {
          cursor.seek(to: offset)
          return
        }
      case .none:
        if offset > start { cursor.seek(to: offset) }
        return
      }
    }
  }

  /// Passes over what gives no token, and reads the word or the run that follows into `word`.
  @usableFromInline
  mutating func readPlain(at start: Int) -> PlainStretch {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    // Four bytes are loaded only where that many are left.
    let last = bytes.count &- 4
    var offset = start
    while offset <= last {
      let next = unsafe loadFourBytes(bytes, at: offset)
      if next & 0x80 == 0 {
        let byte = UInt8(truncatingIfNeeded: next)
        guard isASCIILetter(byte) || isASCIIDigit(byte) else {
          offset &+= 1
          continue
        }
        let length =
          isASCIILetter(byte) ? readPlainWord(at: offset) : readPlainNumber(at: offset)
        return PlainStretch(
          kind: length > 0 ? .word : .none, start: offset, count: length, end: offset &+ length)
      }
      guard isThreeBytes(next) else { break }
      return readPlainRuns(at: offset)
    }
    return PlainStretch(kind: .none, start: offset, count: 0, end: offset)
  }

  /// Reads the ASCII letters at a byte offset, eight bytes at a time, if no suffix, joined part or
  /// mark follows them.
  ///
  /// - Returns: Their number; 0 if something may follow.
  private mutating func readPlainWord(at start: Int) -> Int {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let last = bytes.count &- 8
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
      unsafe UnsafeMutableRawPointer(word).storeBytes(
        of: lower.littleEndian, toByteOffset: length, as: UInt64.self)
      guard others != 0 else {
        length &+= 8
        continue
      }
      length &+= others.trailingZeroBitCount >> 3
      switch unsafe bytes[start &+ length] {
      case 0x80..., 0x23, 0x2B: return 0  // #, +
      case 0x26, 0x27, 0x2D, 0x2E, 0x40, 0x5F:  // & ' - . @ _
        return followsJoiner(at: start &+ length &+ 1) ? 0 : length
      default: return length
      }
    }
    return 0
  }

  /// True if what stands at a byte offset may be a part that a joiner before it ties.
  private func followsJoiner(at offset: Int) -> Bool {
    guard unsafe offset < cursor.bytes.count else { return false }
    let byte = unsafe cursor.bytes[offset]
    return byte >= 0x80 || isASCIILetter(byte)
  }

  /// Reads the ASCII digits at a byte offset, if they are a whole number and begin no date.
  ///
  /// - Returns: Their number; 0 if they may be more.
  private mutating func readPlainNumber(at start: Int) -> Int {
    let bytes = unsafe cursor.bytes
    let end = min(bytes.count &- 1, start &+ TokenizerBuffers.termLimit)
    var offset = start
    var length = 0
    while offset < end {
      let byte = unsafe bytes[offset]
      guard isASCIIDigit(byte) else {
        if length == 4 { return 0 }  // A year, perhaps.
        switch byte {
        case 0x2C, 0x2E:  // A comma or a point between digits.
          let next = unsafe bytes[offset &+ 1]
          return next >= 0x80 || isASCIIDigit(next) ? 0 : length
        case 0xE4...0xE9: return length  // U+4000 to U+9FFF: neither digits nor marks.
        case 0x80...: return 0
        default: return length
        }
      }
      unsafe word[length] = byte
      length &+= 1
      offset &+= 1
    }
    return 0
  }

  /// Reads plain scalars: those of runs, of three bytes, and the breaks between them. What they fold
  /// to goes into `word`, three bytes a scalar; beside it go their lanes, and those that start a
  /// token.
  ///
  /// There is no branch on what a scalar is: run and break change every few of them, so it would be
  /// mispredicted as often.
  private mutating func readPlainRuns(at start: Int) -> PlainStretch {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let last = min(bytes.count &- 4, start &+ PlainBuffers.byteLimit)
    // Of a plain scalar the payload is what turns its bytes into those that it folds to.
    let foldMask: UInt32 = cursor.variants ? 0xFFFFFF : 0
    let tokens = unsafe plain.tokens
    let laneOfFlags = unsafe plain.laneOfFlags
    var lanes = unsafe plain.lanes
    var folded = unsafe UnsafeMutableRawPointer(word)
    var offset = start
    var count = 0
    var scalar: UInt32 = 0  // as in `tokens`
    var next: UInt32 = 0
    var entry: UInt32 = 0
    while offset <= last {
      next = unsafe loadFourBytes(bytes, at: offset)
      if isThreeBytes(next) {
        entry = scalarEntry(of: unpackThreeBytes(next)).bits
        let lane = unsafe laneOfFlags[Int(entry & PlainBuffers.flags)]
        if lane == PlainBuffers.noLane { break }
        unsafe folded.storeBytes(
          of: (next ^ entry >> 10 & foldMask).littleEndian, as: UInt32.self)
        unsafe lanes.pointee = lane
        unsafe tokens[count] = scalar
        count &+= Int(lane & 1)
        scalar &+= 3 << 16 | 1
        offset &+= 3
      } else {
        entry = 0
        let byte = UInt8(truncatingIfNeeded: next)
        if byte >= 0x80 || isASCIILetter(byte) || isASCIIDigit(byte) { break }
        // A run of cjk may go on over white space.
        if byte <= 0x20, scalar > 0, unsafe (lanes - 1).pointee == PlainBuffers.cjkLane { break }
        unsafe lanes.pointee = PlainBuffers.breakLane
        scalar &+= 1 << 16 | 1
        offset &+= 1
      }
      unsafe lanes += 1
      unsafe folded += 3
    }
    unsafe lanes.pointee = PlainBuffers.noLane
    let number = Int(scalar & 0xFFFF)
    let isAtEnd = offset > bytes.count &- 4
    let isFull = offset > last && !isAtEnd
    if isFull || isAtEnd { next = PlainBuffers.unknownBytes }
    let open = openTokens(number, before: next, ScalarEntry(bits: entry))
    guard open > 0 else {
      return PlainStretch(
        kind: .runs(isDone: next & 0x80 != 0 && !isFull), start: start, count: count, end: offset)
    }
    // Where the buffers are full the next stretch begins with what is open.
    count &-= open
    let end = unsafe start &+ Int(plain.tokens[count] >> 16)
    return PlainStretch(kind: .runs(isDone: !isFull), start: start, count: count, end: end)
  }

  /// How many of the last tokens of a stretch of `number` scalars depend on the scalar after it,
  /// which begins with the bytes `next` and ends the stretch.
  private func openTokens(_ number: Int, before next: UInt32, _ entry: ScalarEntry) -> Int {
    guard number > 0 else { return 0 }
    let lane = unsafe plain.lanes[number &- 1]
    if lane == PlainBuffers.breakLane { return 0 }
    if next & 0x80 != 0, !isThreeBytes(next) || entry.extends {
      // The last scalar is not plain if what follows combines with it; a bigram may end with it.
      return unsafe number > 1 && plain.lanes[number &- 2] == lane ? 2 : 1
    }
    if next & 0x80 == 0 {
      if next & 0xFF > 0x20 || lane == PlainBuffers.hangulLane { return 0 }
      // One blank or line break before what is neither white space nor of more than one byte.
      let isPassed =
        (next & 0xFF != 0x20 && next & 0xFF != 0x0A) || next >> 8 & 0xFF <= 0x20
        || next & 0x8000 != 0
      return isPassed ? 1 : 0
    }
    switch entry.scalarClass {
    case .letter, .digit, .emoji, .joiner, .sea: return entry.foldKind == .multiple ? 1 : 0
    case .break: return entry.foldKind == .multiple || entry.standsInRuns ? 1 : 0
    case .cjk: return lane == PlainBuffers.cjkLane ? 1 : 0
    case .hangul: return lane == PlainBuffers.hangulLane ? 1 : 0
    case .mark, .newline, .ignorable: return 1
    }
  }
}

/// A plain stretch of the text: a word, or runs and what stands between them.
@usableFromInline
struct PlainStretch {
  @usableFromInline
  enum Kind {
    case none
    case word
    /// Whether the text after the stretch is surely not plain.
    case runs(isDone: Bool)
  }

  @usableFromInline let kind: Kind
  @usableFromInline let start: Int
  /// Bytes of a word, tokens of runs.
  @usableFromInline let count: Int
  /// Where the first token begins that was not given.
  @usableFromInline let end: Int
}

/// The buffers of a plain stretch; a tokenizer owns them.
@usableFromInline
@safe
struct PlainBuffers {
  /// Bytes of the text from which on a stretch is full.
  static var byteLimit: Int { 765 }
  /// Scalars of a stretch, at most one a byte, and one behind them.
  static var scalarLimit: Int { byteLimit + 4 }
  /// Bytes for what a stretch folds to.
  static var foldedCapacity: Int { 3 * scalarLimit + 1 }
  /// The bits of a `ScalarEntry` that are not its payload.
  static var flags: UInt32 { 0x3FF }

  /// Bytes that may be anything but a plain scalar.
  static var unknownBytes: UInt32 { 0xFF }

  // A lane is what a plain scalar is: odd if it starts a token.
  static var noLane: UInt8 { 0 }
  static var cjkLane: UInt8 { 1 }
  static var breakLane: UInt8 { 2 }
  static var hangulLane: UInt8 { 3 }

  /// The lane of each scalar of the stretch, and `noLane` behind them.
  @usableFromInline let lanes: UnsafeMutablePointer<UInt8>
  /// The scalars that start a token: their number in the low 16 bits, and above it where they
  /// begin, in bytes from the start of the stretch.
  @usableFromInline let tokens: UnsafeMutablePointer<UInt32>
  /// The lane of an entry, by its flags.
  let laneOfFlags: UnsafeMutablePointer<UInt8>

  init() {
    unsafe lanes = .allocate(capacity: Self.scalarLimit)
    unsafe lanes.initialize(repeating: 0, count: Self.scalarLimit)
    unsafe tokens = .allocate(capacity: Self.scalarLimit)
    unsafe tokens.initialize(repeating: 0, count: Self.scalarLimit)
    unsafe laneOfFlags = .allocate(capacity: Int(Self.flags) + 1)
    for flags in 0...Self.flags {
      unsafe (laneOfFlags + Int(flags)).initialize(to: Self.lane(of: ScalarEntry(bits: flags)))
    }
  }

  func deallocate() {
    unsafe lanes.deallocate()
    unsafe tokens.deallocate()
    unsafe laneOfFlags.deallocate()
  }

  /// Plain is what combines with nothing, and folds to itself or to a variant if it starts a token.
  private static func lane(of entry: ScalarEntry) -> UInt8 {
    if entry.extends { return noLane }
    let foldsPlainly = entry.foldKind == .same || entry.foldKind == .variant
    switch entry.scalarClass {
    case .cjk: return foldsPlainly ? cjkLane : noLane
    case .hangul: return foldsPlainly ? hangulLane : noLane
    case .break: return entry.foldKind == .multiple || entry.standsInRuns ? noLane : breakLane
    default: return noLane
    }
  }
}

private func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
private func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Four bytes at an offset, the first in the low byte.
private func loadFourBytes(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
  unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
}

/// True if `next` begins with three bytes that look like a scalar in UTF-8 and are not overlong;
/// they may be a surrogate, whose entry is a break as is that of what it is decoded to.
private func isThreeBytes(_ next: UInt32) -> Bool {
  next & 0xC0C0F0 == 0x8080E0 && next & 0x200F != 0
}

/// The scalar whose three bytes `next` begins with.
private func unpackThreeBytes(_ next: UInt32) -> UInt32 {
  (next & 0x0F) << 12 | (next >> 2 & 0xFC0) | (next >> 16 & 0x3F)
}
