/// Reads a record that is a list of varints, and throws its error where the list ends too soon.
struct VarintReader {
  let bytes: [UInt8]
  var offset: Int
  let error: PostingsError

  var isAtEnd: Bool { offset == bytes.count }

  mutating func next() throws(PostingsError) -> UInt64 {
    guard let value = Varint.decode(bytes, upTo: bytes.count, at: &offset) else { throw error }
    return value
  }

  mutating func next(upTo maximum: Int) throws(PostingsError) -> Int {
    guard let value = Int(exactly: try next()), value <= maximum else { throw error }
    return value
  }
}

extension Varint {
  /// Reads a value of an array's first `end` bytes.
  @inlinable
  static func decode(_ bytes: [UInt8], upTo end: Int, at offset: inout Int) -> UInt64? {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe decode(
        UnsafeRawBufferPointer(rebasing: bytes[..<max(0, min(end, bytes.count))]), at: &offset)
    }
  }
}
