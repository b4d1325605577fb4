/// A field's length in positions as one byte: a small float with a mantissa of four bits.
///
/// Lengths below 40 are exact; above, the error is below one eighth and always downwards. Every
/// scorer uses `decode(encode(length))`, so that all of them agree to the bit, whether the length
/// came from FTS5 or from a stored byte.
///
/// The code is that of Lucene's `SmallFloat.intToByte4` and `byte4ToInt`
/// (`lucene/core/src/java/org/apache/lucene/util/SmallFloat.java`).
public enum Norm {
  /// Codes below this one stand for themselves: what the floats up to `Int32.max` leave of a byte.
  @usableFromInline static let exactCodeCount: UInt32 = 24

  /// Turns a length into its byte.
  ///
  /// - Parameter length: A length in positions; more than `Int32.max` counts as that.
  /// - Returns: The largest code whose length is not above the given one.
  /// - Complexity: O(1).
  @inlinable
  public static func encode(_ length: UInt32) -> UInt8 {
    let length = min(length, UInt32(Int32.max))
    guard length >= exactCodeCount else { return UInt8(truncatingIfNeeded: length) }
    return UInt8(truncatingIfNeeded: exactCodeCount + encodeFloat(length - exactCodeCount))
  }

  /// Turns a byte back into a length.
  ///
  /// - Parameter byte: Any byte.
  /// - Returns: The smallest length in positions that has this code.
  /// - Complexity: O(1).
  @inlinable
  public static func decode(_ byte: UInt8) -> UInt32 {
    let code = UInt32(byte)
    guard code >= exactCodeCount else { return code }
    return exactCodeCount + decodeFloat(code - exactCodeCount)
  }

  /// Lucene's `longToInt4`: exponent above three bits of mantissa, whose leading bit is implied.
  /// Exponent 0 is for the values below 8, which have no leading bit.
  @usableFromInline
  static func encodeFloat(_ value: UInt32) -> UInt32 {
    let bitCount = UInt32(UInt32.bitWidth - value.leadingZeroBitCount)
    guard bitCount >= 4 else { return value }
    let shift = bitCount - 4
    return (shift + 1) << 3 | (value >> shift & 7)
  }

  /// Lucene's `int4ToLong`.
  @usableFromInline
  static func decodeFloat(_ code: UInt32) -> UInt32 {
    let exponent = code >> 3
    guard exponent > 0 else { return code }
    return (code & 7 | 8) << (exponent - 1)
  }
}
