import SouUnicode

/// A part of a word: a stretch of letters, as it stands in the scanner's word buffer.
@usableFromInline
struct WordPart {
  @usableFromInline var offset = 0
  @usableFromInline var length = 0
  @usableFromInline var start = 0
  @usableFromInline var end = 0
  /// Bytes of the suffix (`+`, `++`, `#`) that follow the part in the buffer; 0: none.
  @usableFromInline var suffixLength = 0
  /// Where the suffix ends in the source.
  @usableFromInline var suffixEnd = 0

  @inlinable
  init() {}
}

/// Words: letters, held together by single joiners into a chain of parts.
///
/// The parts of a chain stand one after the other in `word`, so that every joined form is a slice of
/// it. At most `partLimit` of them are looked at together; a longer chain has no whole form, and
/// its pairs need one part on each side.
extension TokenScanner {
  @inlinable
  mutating func scanChain<Sink: TokenSink & ~Copyable>(into sink: inout Sink) throws(Sink.Failure) {
    if isQuery { try giveHeld(into: &sink) }
    var count = 0
    var given = 0
    var isLong = false
    var hasMore = true
    while true {
      while hasMore, count < TokenizerBuffers.partLimit {
        let offset = unsafe count == 0 ? 0 : parts[count - 1].offset + parts[count - 1].length
        unsafe parts[count] = readPart(at: offset)
        if unsafe parts[count].suffixLength > 0 {
          // A suffixed part ends the chain and is not in it.
          try giveParts(from: given, to: count, of: count, isLong: isLong, into: &sink)
          unsafe try giveSuffixed(parts[count], into: &sink)
          return
        }
        count += 1
        hasMore = passJoiner()
      }
      isLong = isLong || count == TokenizerBuffers.partLimit
      guard hasMore else { break }
      // The last part's right neighbour is not known yet: keep it, and the one before it.
      try giveParts(from: given, to: count - 1, of: count, isLong: isLong, into: &sink)
      keepLastTwo(of: count)
      count = 2
      given = 1
    }
    try giveParts(from: given, to: count, of: count, isLong: isLong, into: &sink)
  }

  /// Gives the parts `first..<last` of the `count` in the buffer, with their joined forms.
  @inlinable
  mutating func giveParts<Sink: TokenSink & ~Copyable>(
    from first: Int, to last: Int, of count: Int, isLong: Bool, into sink: inout Sink
  ) throws(Sink.Failure) {
    for index in first..<max(first, last) {
      let part = unsafe parts[index]
      unsafe try give(
        word + part.offset, part.length, start: part.start, end: part.end, colocated: false,
        into: &sink)
      if isQuery || count < 2 { continue }
      let hasWhole = !isLong && count > 2 && (index == 0 || index == count - 1)
      if hasWhole { try giveJoined(0, count - 1, into: &sink) }
      let left = unsafe index > 0 ? parts[index - 1].length : -1
      let right = unsafe index + 1 < count ? parts[index + 1].length : -1
      if left >= right, left >= 0 { try giveJoined(index - 1, index, into: &sink) }
      if right >= 0 { try giveJoined(index, index + 1, into: &sink) }
      if left < right, left >= 0 { try giveJoined(index - 1, index, into: &sink) }
    }
  }

  /// Gives the parts `first...last` as one colocated term, unless it would be too long.
  @inlinable
  mutating func giveJoined<Sink: TokenSink & ~Copyable>(
    _ first: Int, _ last: Int, into sink: inout Sink
  ) throws(Sink.Failure) {
    let offset = unsafe parts[first].offset
    let length = unsafe parts[last].offset + parts[last].length - offset
    guard length <= TokenizerBuffers.termLimit else { return }
    unsafe try give(
      word + offset, length, start: parts[first].start, end: parts[last].end, colocated: true,
      into: &sink)
  }

  /// Gives `c++`, and `c` beside it.
  @inlinable
  mutating func giveSuffixed<Sink: TokenSink & ~Copyable>(
    _ part: WordPart, into sink: inout Sink
  ) throws(Sink.Failure) {
    unsafe try give(
      word + part.offset, part.length + part.suffixLength, start: part.start, end: part.suffixEnd,
      colocated: false, into: &sink)
    if isQuery { return }
    unsafe try give(
      word + part.offset, part.length, start: part.start, end: part.end, colocated: true,
      into: &sink)
  }

  /// Reads letters and their marks, up to the term limit, and a suffix; the cursor is on a letter.
  @usableFromInline
  mutating func readPart(at offset: Int) -> WordPart {
    var part = WordPart()
    part.offset = offset
    part.start = cursor.start
    while cursor.rawClass == ScalarClass.letter.rawValue
      || cursor.rawClass == ScalarClass.mark.rawValue
    {
      // Marks go with their base: it is taken only if they fit too.
      let needed = utf8Length(cursor.scalar) + cursor.pendingMarkBytes()
      if part.length + needed > TokenizerBuffers.termLimit, part.length > 0 { return part }
      unsafe part.length += encodeUTF8(cursor.scalar, into: word + offset + part.length)
      part.end = max(part.end, cursor.end)
      cursor.advance()
    }
    readSuffix(of: &part)
    return part
  }

  /// `#`, or exactly one or two `+`, if neither a letter, `+` nor `#` follows.
  private mutating func readSuffix(of part: inout WordPart) {
    let sign = cursor.scalar
    guard sign == 0x2B || sign == 0x23 else { return }
    var ahead = cursor.fork()
    var count = 0
    var end = 0
    while ahead.scalar == sign, count < (sign == 0x2B ? 2 : 1) {
      count += 1
      end = ahead.end
      ahead.advance()
    }
    guard ahead.rawClass != ScalarClass.letter.rawValue, ahead.scalar != 0x2B,
      ahead.scalar != 0x23, part.length + count <= TokenizerBuffers.termLimit
    else { return }
    for index in 0..<count {
      unsafe word[part.offset + part.length + index] = UInt8(truncatingIfNeeded: sign)
    }
    part.suffixLength = count
    part.suffixEnd = end
    cursor = ahead
  }

  /// Moves over a single joiner if a letter follows; a part that was cut goes on without one.
  @usableFromInline
  mutating func passJoiner() -> Bool {
    if cursor.rawClass == ScalarClass.letter.rawValue { return true }
    guard cursor.rawClass == ScalarClass.joiner.rawValue else { return false }
    var ahead = cursor.fork()
    ahead.advance()
    guard ahead.rawClass == ScalarClass.letter.rawValue else { return false }
    cursor = ahead
    return true
  }

  /// Moves the last two parts to the front of the buffer.
  @usableFromInline
  mutating func keepLastTwo(of count: Int) {
    let from = unsafe parts[count - 2].offset
    let length = unsafe parts[count - 1].offset + parts[count - 1].length - from
    for index in 0..<length { unsafe word[index] = unsafe word[from + index] }
    unsafe parts[0] = unsafe parts[count - 2]
    unsafe parts[1] = unsafe parts[count - 1]
    unsafe parts[0].offset = 0
    unsafe parts[1].offset = unsafe parts[0].length
  }
}

extension FoldCursor {
  /// The bytes of the marks that wait behind the scalar under the cursor.
  func pendingMarkBytes() -> Int {
    var count = 0
    var index = pendingIndex
    while index < pendingCount, unsafe pending[index].bits & 15 == markClassBits {
      unsafe count += utf8Length(pending[index].scalar)
      index += 1
    }
    return count
  }

  private var markClassBits: UInt32 { UInt32(ScalarClass.mark.rawValue) }
}

/// The bytes that a scalar takes in UTF-8.
func utf8Length(_ scalar: UInt32) -> Int {
  scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
}
