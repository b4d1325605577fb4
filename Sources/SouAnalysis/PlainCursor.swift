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
  /// The scalar behind the cursor, folded: it must not combine with that under it.
  private var next: UInt32 = 0
  private var nextEnd: Int

  /// A cursor on the scalar at a byte offset.
  init(bytes: UnsafeRawBufferPointer, at offset: Int, variants: Bool) {
    unsafe self.bytes = unsafe bytes
    self.variants = variants
    end = offset
    nextEnd = offset
    readNext()
    advance()
  }

  /// A digit in another width makes the cursor unsure.
  var isDigit: Bool { scalar &- 0x30 < 10 }
  var isPlainDigit: Bool { isDigit }

  mutating func advance() {
    scalar = next
    end = nextEnd
    readNext()
  }

  private mutating func readNext() {
    next = 0
    guard unsafe nextEnd <= bytes.count &- 4 else {
      isUnsure = true
      return
    }
    let four = unsafe loadFourBytes(bytes, at: nextEnd)
    if four & 0x80 == 0 {
      next = four & 0x7F
      nextEnd &+= 1
      return
    }
    let entry = scalarEntry(ofThreeBytes: four)
    guard isThreeBytes(four),
      entry.isPlain(.cjk) || entry.isPlain(.hangul) || entry.separates
    else {
      isUnsure = true
      return
    }
    switch entry.foldKind {
    case .single: next = entry.payload
    case .variant where variants: next = unpackThreeBytes(four ^ entry.payload)
    default:
      // An overlong form is no digit.
      next = max(0x800, unpackThreeBytes(four))
    }
    nextEnd &+= 3
  }
}
