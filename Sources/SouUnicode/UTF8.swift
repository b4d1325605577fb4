/// Decodes the scalar at `offset` and moves `offset` past it.
///
/// Each maximal ill-formed part gives one U+FFFD (The Unicode Standard, section 3.9, "U+FFFD
/// Substitution of Maximal Subparts", table 3-7).
///
/// - Parameters:
///   - bytes: UTF-8, well formed or not.
///   - offset: Where to start, in bytes; less than `bytes.count`.
/// - Returns: The scalar.
/// - Complexity: O(1); one to four bytes are read.
@inlinable
public func decodeScalar(_ bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> UInt32 {
  assert(offset >= 0 && offset < bytes.count)
  let first = unsafe bytes[offset]
  if first < 0x80 {
    offset += 1
    return UInt32(first)
  }
  // Most CJK characters: three bytes, and neither overlong nor a surrogate.
  if first & 0xF0 == 0xE0, bytes.count - offset >= 3 {
    let second = unsafe bytes[offset + 1]
    let third = unsafe bytes[offset + 2]
    let scalar = UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
    if second & 0xC0 == 0x80, third & 0xC0 == 0x80, scalar >= 0x800, scalar & 0xF800 != 0xD800 {
      offset += 3
      return scalar
    }
  }
  return unsafe decodeAnyScalar(bytes, at: &offset)
}

/// Decodes what `decodeScalar` finds no short way for.
@usableFromInline
func decodeAnyScalar(_ bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> UInt32 {
  let first = unsafe bytes[offset]
  offset += 1
  // What the second byte may be, and how many bytes follow the first.
  var low: UInt8 = 0x80
  var high: UInt8 = 0xBF
  var following: Int
  var scalar: UInt32
  switch first {
  case 0xC2...0xDF:
    following = 1
    scalar = UInt32(first & 0x1F)
  case 0xE0...0xEF:
    following = 2
    scalar = UInt32(first & 0x0F)
    if first == 0xE0 { low = 0xA0 }
    if first == 0xED { high = 0x9F }
  case 0xF0...0xF4:
    following = 3
    scalar = UInt32(first & 0x07)
    if first == 0xF0 { low = 0x90 }
    if first == 0xF4 { high = 0x8F }
  default:
    return 0xFFFD
  }
  while following > 0 {
    guard offset < bytes.count else { return 0xFFFD }
    let next = unsafe bytes[offset]
    guard next >= low, next <= high else { return 0xFFFD }
    scalar = scalar << 6 | UInt32(next & 0x3F)
    offset += 1
    following -= 1
    low = 0x80
    high = 0xBF
  }
  return scalar
}

/// Encodes a scalar as UTF-8.
///
/// - Parameters:
///   - scalar: At most U+10FFFF, and no surrogate.
///   - buffer: Has room for four bytes.
/// - Returns: The bytes written, one to four.
@inlinable
public func encodeUTF8(_ scalar: UInt32, into buffer: UnsafeMutablePointer<UInt8>) -> Int {
  if scalar < 0x80 {
    unsafe buffer[0] = UInt8(truncatingIfNeeded: scalar)
    return 1
  }
  if scalar < 0x800 {
    unsafe buffer[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
    unsafe buffer[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    return 2
  }
  if scalar < 0x10000 {
    unsafe buffer[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
    unsafe buffer[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
    unsafe buffer[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    return 3
  }
  unsafe buffer[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
  unsafe buffer[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
  unsafe buffer[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
  unsafe buffer[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
  return 4
}

/// Appends a scalar as UTF-8.
public func appendUTF8(_ scalar: UInt32, to bytes: inout [UInt8]) {
  unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { buffer in
    guard let base = buffer.baseAddress else { return }
    let count = unsafe encodeUTF8(scalar, into: base)
    unsafe bytes.append(contentsOf: buffer[..<count])
  }
}
