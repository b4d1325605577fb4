public import SouUnicode

/// The plain stretch of a run, which nearly all CJK text is: scalars of three bytes in UTF-8 that
/// fold to one such scalar, and that nothing combines with. It does what `scanRun` does, with the
/// cursor's state in local variables and without a branch on the length of a scalar.
extension TokenScanner {
  /// Gives bigrams for as long as the text is plain, the cursor on a scalar of the run.
  ///
  /// Afterwards the cursor stands on the last scalar that a bigram ended with, as if `advance` had
  /// led there, and that scalar's three bytes are in `bigram`.
  ///
  /// - Returns: False if nothing was given, and nothing changed.
  @inlinable
  mutating func scanPlainRun<Sink: TokenSink & ~Copyable>(
    _ runClass: UInt32, into sink: inout Sink
  ) throws(Sink.Failure) -> Bool {
    guard cursor.pendingIndex == cursor.pendingCount, isThreeBytes(cursor.scalar),
      isThreeBytes(cursor.rawScalar)
    else { return false }
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let variants: UInt32 = cursor.variants ? 3 : 4
    var scalar = cursor.scalar
    var previous = packThreeBytes(scalar)
    var previousStart = cursor.start
    var source = cursor.rawScalar
    var entry = cursor.rawBits
    var start = cursor.rawStart
    var end = cursor.rawEnd
    let first = previousStart
    // Wrapping: offsets stay below `bytes.count`, and a load of four bytes is made only before it.
    let last = bytes.count &- 4
    while end <= last {
      let word = unsafe UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self))
      let follower = (word & 0x0F) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F)
      guard word & 0xC0C0F0 == 0x8080E0, isThreeBytes(follower) else { break }
      let followerEntry = scalarEntry(of: follower).bits
      let kind = entry >> 9 & 3
      guard entry & 15 == runClass, kind == 0 || kind == 3,
        (entry | followerEntry) & FoldCursor.extendsBit == 0
      else { break }
      // A representative is its class's lowest scalar, so it takes no more bytes.
      scalar = kind == variants ? entry >> 11 : source
      let current = packThreeBytes(scalar)
      unsafe UnsafeMutableRawPointer(bigram).storeBytes(
        of: (previous | current << 24).littleEndian, as: UInt64.self)
      unsafe try give(bigram, 6, start: previousStart, end: end, colocated: false, into: &sink)
      previous = current
      previousStart = start
      source = follower
      entry = followerEntry
      start = end
      end &+= 3
    }
    guard previousStart != first else { return false }
    unsafe UnsafeMutableRawPointer(bigram).storeBytes(of: previous.littleEndian, as: UInt64.self)
    cursor.scalar = scalar
    cursor.bits = runClass
    cursor.start = previousStart
    cursor.end = start
    cursor.rawScalar = source
    cursor.rawBits = entry
    cursor.rawStart = start
    cursor.rawEnd = end
    return true
  }
}

/// True for scalars, surrogates aside, that take three bytes in UTF-8.
@inlinable
func isThreeBytes(_ scalar: UInt32) -> Bool {
  scalar >= 0x800 && scalar <= 0xFFFF && scalar & 0xF800 != 0xD800
}

/// The three bytes of a scalar in UTF-8, the first in the low byte.
@inlinable
func packThreeBytes(_ scalar: UInt32) -> UInt64 {
  UInt64(0x8080E0 | scalar >> 12 | (scalar << 2 & 0x3F00) | (scalar & 0x3F) << 16)
}
