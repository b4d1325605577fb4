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
      case .run, .openRun:
        // `word` holds the folded run, three bytes a scalar as in the text: each bigram is a slice.
        var folded = unsafe UnsafePointer(word)
        for _ in 1..<max(1, stretch.count) {
          unsafe try give(
            folded, 6, start: offset, end: offset &+ 6, colocated: false, into: &sink)
          unsafe folded += 3
          offset &+= 3
        }
        guard stretch.kind == .run else {
          cursor.seek(to: offset)
          return
        }
        unsafe try give(
          folded, 3, start: offset, end: offset &+ 3, colocated: false, into: &sink)
        offset &+= 3
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
      let entry = scalarEntry(of: unpackThreeBytes(next))
      if entry.rawClass == ScalarClass.break.rawValue, entry.foldKind != .multiple {
        offset &+= 3
        continue
      }
      let scalarClass = entry.bits & FoldCursor.plainMask
      guard
        scalarClass == ScalarClass.cjk.rawValue || scalarClass == ScalarClass.hangul.rawValue
      else { break }
      return readPlainRun(at: offset, of: scalarClass)
    }
    return PlainStretch(kind: .none, start: offset, count: 0, end: offset)
  }

  /// Reads the ASCII letters at a byte offset, if no suffix, joined part or mark follows them.
  ///
  /// - Returns: Their number; 0 if something may follow.
  private mutating func readPlainWord(at start: Int) -> Int {
    let bytes = unsafe cursor.bytes
    let end = min(bytes.count, start &+ TokenizerBuffers.termLimit)
    var offset = start
    var length = 0
    while offset < end {
      let byte = unsafe bytes[offset]
      guard isASCIILetter(byte) else {
        switch byte {
        case 0x80..., 0x23, 0x2B: return 0  // #, +
        case 0x26, 0x27, 0x2D, 0x2E, 0x40, 0x5F:  // & ' - . @ _
          return followsJoiner(at: offset &+ 1) ? 0 : length
        default: return length
        }
      }
      unsafe word[length] = byte | 0x20
      length &+= 1
      offset &+= 1
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

  /// Folds the plain scalars of a run into `word`.
  private mutating func readPlainRun(at start: Int, of runClass: UInt32) -> PlainStretch {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let last = bytes.count &- 4
    let limit = min(last, start &+ 3 &* (TokenizerBuffers.plainRunLimit &- 1))
    // Of a plain scalar the payload is what turns its bytes into those that it folds to.
    let foldMask: UInt32 = cursor.variants ? 0xFFFFFF : 0
    var folded = unsafe UnsafeMutableRawPointer(word)
    var offset = start
    while offset <= limit {
      let next = unsafe loadFourBytes(bytes, at: offset)
      guard isThreeBytes(next) else {
        return plainRun(start, offset, before: next, ScalarEntry(bits: 0), of: runClass)
      }
      let entry = scalarEntry(of: unpackThreeBytes(next)).bits
      guard entry & FoldCursor.plainMask == runClass else {
        return plainRun(start, offset, before: next, ScalarEntry(bits: entry), of: runClass)
      }
      unsafe folded.storeBytes(
        of: (next ^ entry >> 10 & foldMask).littleEndian, as: UInt32.self)
      unsafe folded += 3
      offset &+= 3
    }
    // What follows the last scalar is not known.
    return PlainStretch(
      kind: .openRun, start: start, count: (offset &- start) / 3 &- 1, end: offset)
  }

  /// The run `start..<end`, which the scalar that begins with the bytes `next` follows.
  private func plainRun(
    _ start: Int, _ end: Int, before next: UInt32, _ entry: ScalarEntry, of runClass: UInt32
  ) -> PlainStretch {
    let count = (end &- start) / 3
    if next & 0x80 != 0, !isThreeBytes(next) || entry.extends {
      // The last scalar is not plain if what follows combines with it.
      return PlainStretch(kind: .openRun, start: start, count: count &- 1, end: end)
    }
    return PlainStretch(
      kind: Self.endsRun(next, entry, runClass) ? .run : .openRun, start: start, count: count,
      end: end)
  }

  /// True if a run of `runClass` surely ends before the scalar that begins with the bytes `next`.
  ///
  /// Not before white space or a middle dot, which a run may go on over, whatever their width, nor
  /// before a scalar of the class.
  private static func endsRun(_ next: UInt32, _ entry: ScalarEntry, _ runClass: UInt32) -> Bool {
    if next & 0x80 == 0 {
      if next & 0xFF > 0x20 || runClass == ScalarClass.hangul.rawValue { return true }
      // One blank or line break before what is neither white space nor of more than one byte.
      return (next & 0xFF == 0x20 || next & 0xFF == 0x0A) && next >> 8 & 0xFF > 0x20
        && next & 0x8000 == 0
    }
    switch next & 0xFFFFFF {
    case 0x80_80E3, 0xBB_83E3, 0xA7_80E2: return false  // U+3000, U+30FB, U+2027
    default: break
    }
    guard entry.rawClass != UInt8(truncatingIfNeeded: runClass),
      entry.rawClass != ScalarClass.newline.rawValue
    else { return false }
    // What folds may fold to white space or a dot, or to several scalars.
    switch entry.foldKind {
    case .same, .variant: return true
    case .single: return entry.payload != 0x20 && entry.payload != 0x30FB
    case .multiple: return false
    }
  }
}

/// A plain stretch of the text: a word, or a run that surely ended, or one that may go on; what
/// `count` bytes or scalars of it fold to is in the scanner's word buffer.
@usableFromInline
struct PlainStretch {
  @usableFromInline
  enum Kind {
    case none, word, run, openRun
  }

  @usableFromInline let kind: Kind
  @usableFromInline let start: Int
  /// Bytes of a word, scalars of a run.
  @usableFromInline let count: Int
  @usableFromInline let end: Int
}

extension FoldCursor {
  /// The bits of a `ScalarEntry` that are only the class in a plain one: it does not extend, and is
  /// of kind `same` or `variant`.
  static var plainMask: UInt32 { 15 | extendsBit | 1 << 9 }
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
