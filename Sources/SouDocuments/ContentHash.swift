/// FNV-1a, 64 bits, over a file's bytes.
///
/// It only has to tell one version of a file from the next one of the same size, which takes no
/// cryptography; it needs no import, and a byte costs one multiplication.
/// Source: RFC 9923, "The FNV Non-Cryptographic Hash Algorithm".
struct ContentHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var value = value
    for index in 0..<bytes.count {
      value = unsafe (value ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
    }
    self.value = value
  }
}
