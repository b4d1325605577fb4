/// A growing list of `Occurrences`, without an array's check for uniqueness at each row.
@safe
struct RowBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt64>
  private var capacity = 256
  private(set) var count = 0

  init() { unsafe base = .allocate(capacity: capacity) }

  deinit { unsafe base.deallocate() }

  @inline(__always)
  mutating func append(_ bits: UInt64) {
    if count == capacity { grow() }
    unsafe base[count] = bits
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * 2)
    unsafe larger.initialize(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity *= 2
  }

  var rows: [Occurrences] {
    unsafe UnsafeBufferPointer(start: base, count: count).map { Occurrences(bits: $0) }
  }
}
