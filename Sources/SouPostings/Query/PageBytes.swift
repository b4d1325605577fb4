/// A page of `%_data` in memory that its owner keeps in place until it is asked for another one.
///
/// Decoding loops read a few bytes before they check an end, so `padding` bytes behind the page
/// belong to the same memory.
@safe
public struct PageBytes {
  /// How many bytes behind a page must be readable; their values do not matter.
  public static let padding = 16

  let base: UnsafePointer<UInt8>
  /// The page's size, in bytes.
  public let count: Int

  /// Names a page; the memory reaches `padding` bytes beyond it.
  ///
  /// - Parameters:
  ///   - base: The page's first byte.
  ///   - count: The page's size, in bytes.
  public init(base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// A big-endian number of the page's header.
  func uint16(at offset: Int) -> Int {
    assert(offset + 2 <= count)
    return unsafe Int(base[offset]) << 8 | Int(base[offset + 1])
  }

  /// Reads a varint and moves `offset` behind it; nil where it is not whole before `end`.
  @inline(__always)
  func varint(at offset: inout Int, end: Int) -> UInt64? {
    assert(offset >= 0 && offset <= end && end <= count)
    let first = unsafe base[offset]
    if first < 0x80 {
      offset += 1
      return offset <= end ? UInt64(first) : nil
    }
    let second = unsafe base[offset + 1]
    if second < 0x80 {
      offset += 2
      return offset <= end ? UInt64(first & 0x7f) << 7 | UInt64(second) : nil
    }
    return longVarint(at: &offset, end: end)
  }

  @inline(never)
  private func longVarint(at offset: inout Int, end: Int) -> UInt64? {
    unsafe Varint.decode(UnsafeRawBufferPointer(start: base, count: end), at: &offset)
  }
}

/// Gives the pages of `%_data` to those who look terms up.
public protocol PageProvider: AnyObject {
  /// Gives a page, which stays in place until the next call.
  ///
  /// - Parameter id: The row's id.
  /// - Returns: The page; nil if there is none, or an error keeps it away, which the provider
  ///   remembers.
  func page(_ id: Int64) -> PageBytes?
}
