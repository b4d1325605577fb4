/// The sum of the bytes: what merely reading the text costs.
func sumOfBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  unsafe bytes.reduce(0) { $0 &+ UInt64($1) }
}

/// The sum of the scalars, and nothing else: the limit of anything that looks at scalars.
///
/// As fast as plain code gets: a loop each for stretches of one byte and of three, no check of any
/// kind. The text **must be well formed**; `InputText` refuses any other.
func sumOfScalars(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  guard var next = bytes.baseAddress else { return 0 }
  let end = unsafe next + bytes.count
  var sum: UInt64 = 0
  while unsafe next != end {
    while unsafe next != end && next[0] < 0x80 {
      unsafe sum &+= UInt64(next[0])
      unsafe next += 1
    }
    while unsafe next != end && next[0] & 0xF0 == 0xE0 {
      unsafe sum &+= bits(next[0], 0x0F) << 12 | tail(next[1]) << 6 | tail(next[2])
      unsafe next += 3
    }
    guard unsafe next != end && next[0] >= 0x80 else { continue }
    if unsafe next[0] < 0xE0 {
      unsafe sum &+= bits(next[0], 0x1F) << 6 | tail(next[1])
      unsafe next += 2
    } else {
      let high = unsafe bits(next[0], 0x07) << 18 | tail(next[1]) << 12
      unsafe sum &+= high | tail(next[2]) << 6 | tail(next[3])
      unsafe next += 4
    }
  }
  return sum
}

@inline(__always)
private func bits(_ byte: UInt8, _ mask: UInt8) -> UInt64 { UInt64(byte & mask) }

/// The six bits that a byte after the first adds.
@inline(__always)
private func tail(_ byte: UInt8) -> UInt64 { bits(byte, 0x3F) }
