/// SQLite's variable-length integers: seven bits a byte, the highest first, the top bit set on all
/// but the last; a ninth byte has eight bits (`sqlite3Fts5PutVarint`, ext/fts5/fts5_varint.c).
public enum Varint {
  /// The most bytes that one value takes.
  public static let maximumLength = 9

  /// Appends a value.
  ///
  /// - Parameters:
  ///   - value: The value; a signed one goes in as its bit pattern.
  ///   - bytes: What the 1 to 9 bytes are appended to.
  @inlinable
  public static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    guard value > 0x7f else { return bytes.append(UInt8(truncatingIfNeeded: value)) }
    let count = length(of: value)
    for index in 0..<count { bytes.append(byte(index, of: value, length: count)) }
  }

  /// How many bytes a value takes.
  ///
  /// - Parameter value: The value.
  /// - Returns: 1 to 9.
  @inlinable
  public static func length(of value: UInt64) -> Int {
    let bits = UInt64.bitWidth - value.leadingZeroBitCount
    return bits > 56 ? maximumLength : max(1, (bits + 6) / 7)
  }

  /// Reads a value.
  ///
  /// - Parameters:
  ///   - bytes: What to read from.
  ///   - offset: Where the value begins, in bytes; moved behind it, unless it is cut short.
  /// - Returns: The value; nil if the bytes end before it does or `offset` is outside them.
  @inlinable
  public static func decode(_ bytes: UnsafeRawBufferPointer, at offset: inout Int) -> UInt64? {
    guard offset >= 0, offset < bytes.count else { return nil }
    let first = unsafe bytes[offset]
    guard first > 0x7f else {
      offset += 1
      return UInt64(first)
    }
    var value: UInt64 = 0
    for index in 0..<min(maximumLength, bytes.count - offset) {
      let byte = unsafe bytes[offset + index]
      if index == maximumLength - 1 {
        value = value << 8 | UInt64(byte)
      } else {
        value = value << 7 | UInt64(byte & 0x7f)
        if byte > 0x7f { continue }
      }
      offset += index + 1
      return value
    }
    return nil
  }

  /// One byte of a value's encoding.
  @inlinable
  static func byte(_ index: Int, of value: UInt64, length: Int) -> UInt8 {
    let isLast = index == length - 1
    guard length == maximumLength else {
      return UInt8(truncatingIfNeeded: value >> (7 * (length - 1 - index))) & 0x7f
        | (isLast ? 0 : 0x80)
    }
    return isLast
      ? UInt8(truncatingIfNeeded: value)
      : UInt8(truncatingIfNeeded: value >> (8 + 7 * (length - 2 - index))) | 0x80
  }
}
