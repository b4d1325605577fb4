import SouUnicode
import Testing

/// Random bytes, most of them such as UTF-8 is made of, so that near misses are frequent.
private func randomBytes(seed: UInt64) -> [UInt8] {
  var state = seed
  func next() -> UInt64 {  // SplitMix64
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
  let edges: [UInt8] = [
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE4, 0xED,
    0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
  ]
  return (0..<Int(next() % 4000)).map { _ in
    next() % 4 == 0 ? UInt8(truncatingIfNeeded: next()) : edges[Int(next() % UInt64(edges.count))]
  }
}

private func decoded(_ bytes: [UInt8]) -> [UInt32] {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    var scalars: [UInt32] = []
    var offset = 0
    while offset < buffer.count { scalars.append(unsafe decodeScalar(buffer, at: &offset)) }
    return scalars
  }
}

@Test(arguments: 1...200 as ClosedRange<UInt64>)
func `random bytes decode as Swift decodes them`(seed: UInt64) {
  let bytes = randomBytes(seed: seed)
  #expect(
    decoded(bytes) == String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value),
    "seed \(seed)")
}

@Test(
  arguments: [
    ([0xE8, 0xBC], [0xFFFD]),  // cut short: one part
    ([0xE8, 0xBC, 0x41], [0xFFFD, 0x41]),
    ([0xC0, 0xAF], [0xFFFD, 0xFFFD]),  // overlong
    ([0xED, 0xA0, 0x80], [0xFFFD, 0xFFFD, 0xFFFD]),  // a surrogate
    ([0xF4, 0x90, 0x80, 0x80], [0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD]),  // above U+10FFFF
    ([0xF0, 0xA0, 0xAE, 0x9F], [0x20B9F]),
  ] as [([UInt8], [UInt32])])
func `each maximal ill-formed part is one replacement`(bytes: [UInt8], scalars: [UInt32]) {
  #expect(decoded(bytes) == scalars)
}

@Test func `every scalar survives encoding and decoding`() {
  var bytes: [UInt8] = []
  let scalars = Array(0..<0xD800) + Array(0xE000...0x10FFFF as ClosedRange<UInt32>)
  for scalar in scalars { appendUTF8(scalar, to: &bytes) }
  #expect(decoded(bytes) == scalars)
}
