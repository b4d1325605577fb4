import SouRanking
import Testing

@Test func `every byte is the code of the length that it stands for`() {
  for byte in UInt8.min...UInt8.max {
    #expect(Norm.encode(Norm.decode(byte)) == byte)
  }
}

@Test func `a larger byte stands for a larger length`() {
  for byte in UInt8.min..<UInt8.max {
    #expect(Norm.decode(byte) < Norm.decode(byte + 1))
  }
}

@Test func `a length has the largest code that is not above it`() {
  for byte in UInt8.min..<UInt8.max {
    let next = Norm.decode(byte + 1)
    #expect(Norm.encode(next - 1) == byte)
  }
  #expect(Norm.encode(UInt32.max) == 255)
  #expect(Norm.encode(UInt32(Int32.max)) == 255)
}

@Test func `lengths below forty are exact`() {
  for length: UInt32 in 0...40 { #expect(Norm.decode(Norm.encode(length)) == length) }
  #expect(Norm.decode(Norm.encode(41)) == 40)
}

@Test func `a length loses less than one eighth`() {
  var length: UInt32 = 1
  while length < 1_000_000_000 {
    let rounded = Norm.decode(Norm.encode(length))
    #expect(rounded <= length)
    #expect(Double(length - rounded) < Double(length) / 8)
    length += length / 97 + 1
  }
}

// Checked against the table that tantivy generates from the same code (`fieldnorm/code.rs`).
@Test(arguments: [
  (0, 0), (23, 23), (24, 24), (39, 39), (40, 40), (41, 42), (47, 54), (48, 56), (100, 3096),
  (255, 2_013_265_944),
])
func `the code is that of Lucene`(byte: UInt8, length: UInt32) {
  #expect(Norm.decode(byte) == length)
}
