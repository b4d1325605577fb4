/// Bytes that grow: what `[UInt8]` is, without its check for uniqueness at each write. The one type
/// of this target that owns memory: `count <= capacity` always, and every write reserves first.
@safe
@usableFromInline
struct RawBytes: ~Copyable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var count = 0

  @inlinable
  init(capacity: Int) {
    unsafe base = .allocate(byteCount: capacity, alignment: 1)
    self.capacity = capacity
  }

  @inlinable deinit { unsafe base.deallocate() }

  @inlinable var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base, count: count)
  }

  @inlinable
  mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @usableFromInline
  mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let new = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 1)
    unsafe new.copyMemory(from: base, byteCount: count)
    unsafe base.deallocate()
    unsafe base = new
    capacity = larger
  }

  @inlinable
  mutating func removeAll() { count = 0 }

  @inlinable
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    unsafe (base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  @inlinable
  mutating func appendVarint(_ value: UInt64) {
    reserve(Varint.maximumLength)
    appendVarintUnchecked(value)
  }

  /// Appends a value where `reserve` has made room for it.
  @inlinable
  mutating func appendVarintUnchecked(_ value: UInt64) {
    assert(capacity - count >= Varint.length(of: value))
    if value <= 0x7f {
      unsafe base.storeBytes(
        of: UInt8(truncatingIfNeeded: value), toByteOffset: count, as: UInt8.self)
      count &+= 1
    } else if value <= 0x3fff {
      let bytes = UInt16(truncatingIfNeeded: value >> 7 | 0x80 | (value & 0x7f) << 8)
      unsafe base.storeBytes(of: bytes.littleEndian, toByteOffset: count, as: UInt16.self)
      count &+= 2
    } else {
      let length = Varint.length(of: value)
      setBytes(ofVarint: value, length: length, at: count)
      count += length
    }
  }

  @inlinable
  mutating func setBytes(ofVarint value: UInt64, length: Int, at offset: Int) {
    for index in 0..<length {
      unsafe base.storeBytes(
        of: Varint.byte(index, of: value, length: length), toByteOffset: offset + index,
        as: UInt8.self)
    }
  }

  @inlinable
  mutating func append(zeros: Int) {
    reserve(zeros)
    unsafe (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: zeros)
    count += zeros
  }

  /// Writes a value over the byte before `offset`; what follows moves where one is not enough.
  @inlinable
  mutating func setVarint(_ value: UInt64, before offset: Int) {
    assert(offset > 0 && offset <= count)
    guard value > 0x7f else {
      unsafe base.storeBytes(
        of: UInt8(truncatingIfNeeded: value), toByteOffset: offset - 1, as: UInt8.self)
      return
    }
    let length = Varint.length(of: value)
    let rest = count - offset
    append(zeros: length - 1)
    unsafe (base + offset + length - 1).copyMemory(from: base + offset, byteCount: rest)
    setBytes(ofVarint: value, length: length, at: offset - 1)
  }

  /// How many bytes at the start are equal.
  @inlinable
  func commonPrefix(with other: UnsafeRawBufferPointer) -> Int {
    let end = min(count, other.count)
    var index = 0
    while index < end, unsafe bytes[index] == other[index] { index += 1 }
    return index
  }

  /// Writes a big-endian number over two of the bytes.
  @inlinable
  mutating func setUInt16(_ value: Int, at offset: Int) {
    assert(offset + 2 <= count)
    unsafe base.storeBytes(
      of: UInt16(truncatingIfNeeded: value).bigEndian, toByteOffset: offset, as: UInt16.self)
  }
}
