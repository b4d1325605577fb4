import SouUnicode

/// Where `bytes` stop being well-formed UTF-8, as a byte offset; `nil` if they never do.
func invalidUTF8Offset(in bytes: [UInt8]) -> Int? {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    var offset = 0
    while offset < buffer.count {
      let start = offset
      let scalar = unsafe decodeScalar(buffer, at: &offset)
      // A U+FFFD that stands in the text is EF BF BD; no ill-formed part of three bytes begins so.
      guard unsafe scalar != 0xFFFD || (offset - start == 3 && buffer[start] == 0xEF) else {
        return start
      }
    }
    return nil
  }
}

/// Drops the byte order mark that some editors write.
func dropByteOrderMark(_ bytes: inout [UInt8]) {
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
}
