public import SouUnicode

/// The plain stretch of a run, which nearly all CJK text is: scalars of three bytes in UTF-8 that
/// fold to themselves or to their Han variant representative, and that nothing combines with. It
/// does what `scanRun` does, with the cursor's state in local variables, one look-up and few
/// branches a scalar.
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
    guard cursor.pendingIndex == cursor.pendingCount, cursor.scalar >= 0x800,
      cursor.scalar <= 0xFFFF, cursor.rawEnd - cursor.rawStart == 3
    else { return false }
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    let bigram = unsafe UnsafeMutableRawPointer(self.bigram)
    // A plain entry has the run's class, does not extend, and is of kind same or variant: see the
    // bits of `ScalarEntry`.
    let plainMask: UInt32 = 15 | FoldCursor.extendsBit | 1 << 10
    let variantFlag: UInt32 = cursor.variants ? 1 : 0
    var previous = packThreeBytes(cursor.scalar)
    var previousStart = cursor.start
    var source = packThreeBytes(cursor.rawScalar)
    var entry = cursor.rawBits
    let first = cursor.rawEnd
    var end = first
    // Wrapping: offsets stay below `bytes.count`, and a load of four bytes is made only before it.
    let last = bytes.count &- 4
    while end <= last {
      let word = unsafe UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self))
      let follower = (word & 0x0F) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F)
      // Surrogates need no test: their entry is a break, which ends the stretch before it.
      guard word & 0xC0C0F0 == 0x8080E0, follower >= 0x800 else { break }
      let followerEntry = scalarEntry(of: follower).bits
      guard entry & plainMask | followerEntry & FoldCursor.extendsBit == runClass else { break }
      // A representative is its class's lowest scalar, so it takes no more bytes. By arithmetic: one
      // character in four is a variant, and a branch would be mispredicted as often.
      let isVariant = 0 &- (entry >> 9 & variantFlag)
      source = packThreeBytes(entry >> 11) & isVariant | source & ~isVariant
      unsafe bigram.storeBytes(
        of: (UInt64(previous) | UInt64(source) << 24).littleEndian, as: UInt64.self)
      unsafe try give(
        self.bigram, 6, start: previousStart, end: end, colocated: false, into: &sink)
      previous = source
      previousStart = end &- 3
      source = word & 0xFFFFFF
      entry = followerEntry
      end &+= 3
    }
    guard end > first else { return false }
    unsafe bigram.storeBytes(of: UInt64(previous).littleEndian, as: UInt64.self)
    cursor.scalar = (previous & 0x0F) << 12 | (previous >> 2 & 0xFC0) | (previous >> 16 & 0x3F)
    cursor.bits = runClass
    cursor.start = previousStart
    cursor.end = end &- 3
    cursor.rawEnd = cursor.end
    cursor.readRaw()
    return true
  }
}

/// The three bytes of a scalar of U+0800 to U+FFFF in UTF-8, the first in the low byte.
@inlinable
func packThreeBytes(_ scalar: UInt32) -> UInt32 {
  0x8080E0 | scalar >> 12 | (scalar << 2 & 0x3F00) | (scalar & 0x3F) << 16
}
