public import SouUnicode

// Text as bytes that are not decoded: ASCII, and scalars of three bytes in UTF-8, held in 32 bits
// with the first byte in the lowest.

@inlinable
func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

@inlinable
func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// One branch where two would be mispredicted as often as one.
@inlinable
func isASCIIAlphanumeric(_ byte: UInt8) -> Bool { isASCIILetter(byte) != isASCIIDigit(byte) }

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

extension TokenScanner {
  /// The bytes at an offset if they look like a scalar of three.
  mutating func threeBytes(at offset: Int) -> UInt32? {
    let bytes = unsafe UnsafeRawBufferPointer(cursor.bytes)
    guard offset <= bytes.count &- 4 else { return nil }
    let next = unsafe loadFourBytes(bytes, at: offset)
    return isThreeBytes(next) ? next : nil
  }
}

extension ScalarEntry {
  /// True if the scalar is one break: it gives no token and combines with nothing.
  @usableFromInline
  var separates: Bool { scalarClass == .break && !extends && foldKind != .multiple }
}
