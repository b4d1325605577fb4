internal import SouUnicode

// The module's unsafe code is here: the decoder wants a buffer, a query is an array.

/// Decodes the scalar at `offset` and moves `offset` past it.
///
/// - Parameters:
///   - bytes: UTF-8, well formed or not.
///   - offset: In bytes, less than `bytes.count`.
/// - Returns: The scalar; U+FFFD for each maximal ill-formed part.
func nextScalar(in bytes: [UInt8], at offset: inout Int) -> UInt32 {
  unsafe bytes.withUnsafeBufferPointer { unsafe decodeScalar($0, at: &offset) }
}

/// The number of scalars in well-formed UTF-8.
func scalarCount(of bytes: [UInt8]) -> Int {
  bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
}

extension [UInt8] {
  /// The text with `replacement` in the place of a byte range.
  func replacing(_ range: Range<Int>, with replacement: [UInt8]) -> [UInt8] {
    var text = Array(self[..<range.lowerBound])
    text.append(contentsOf: replacement)
    text.append(contentsOf: self[range.upperBound...])
    return text
  }
}

extension [UInt8] {
  /// The text's bytes.
  init(_ text: StaticString) {
    self = text.withUTF8Buffer { unsafe [UInt8]($0) }
  }

  /// A number's digits, with zeros before them if there are fewer than `digits`.
  init(decimal number: Int, digits: Int = 1) {
    var rest = number
    var text: [UInt8] = []
    while rest > 0 || text.count < digits {
      text.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    self = text.reversed()
  }
}
