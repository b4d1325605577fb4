import SouUnicode

/// Walks over plain text as `FoldCursor` does, at little cost: ASCII, and scalars of three bytes that
/// combine with nothing and are of a run or one break.
///
/// Elsewhere `isUnsure` is set, and what was read is worth nothing.
@safe
struct PlainCursor: FoldedSource {
  private let bytes: UnsafeRawBufferPointer
  let variants: Bool
  private(set) var scalar: UInt32 = 0
  private(set) var end: Int
  private(set) var isUnsure = false

  /// A cursor on the scalar at a byte offset.
  init(bytes: UnsafeRawBufferPointer, at offset: Int, variants: Bool) {
    unsafe self.bytes = unsafe bytes
    self.variants = variants
    end = offset
    advance()
  }

  /// A digit in another width makes the cursor unsure.
  var isDigit: Bool { scalar &- 0x30 < 10 }
  var isPlainDigit: Bool { isDigit }

  mutating func advance() {
    scalar = 0
    guard let next = plainBytes(at: end) else {
      isUnsure = true
      return
    }
    if next & 0x80 == 0 {
      end &+= 1
      scalar = next & 0x7F
    } else {
      let entry = scalarEntry(ofThreeBytes: next)
      end &+= 3
      scalar = unpackThreeBytes(
        variants && entry.foldKind == .variant ? next ^ entry.payload : next)
      if entry.foldKind == .single { scalar = entry.payload }
    }
    // What follows must not combine with it.
    if plainBytes(at: end) == nil { isUnsure = true }
  }

  /// Four bytes at an offset, the first in the low byte, if a plain scalar begins there.
  private func plainBytes(at offset: Int) -> UInt32? {
    guard unsafe offset <= bytes.count &- 4 else { return nil }
    let next = unsafe loadFourBytes(bytes, at: offset)
    if next & 0x80 == 0 { return next }
    guard isThreeBytes(next) else { return nil }
    let entry = scalarEntry(ofThreeBytes: next)
    return entry.isPlain(.cjk) || entry.isPlain(.hangul) || entry.separates ? next : nil
  }
}
