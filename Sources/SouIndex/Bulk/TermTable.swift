/// Gives each term a number, from 0 in the order of their first occurrence, and counts occurrences.
///
/// Open addressing with linear probing (Knuth, The Art of Computer Programming, volume 3, section
/// 6.4). The first eight bytes of a term stand in its slot, so that a bigram of two Han characters
/// costs one look into memory, and sorting compares integers. A term of more than seven bytes has a
/// last byte there that is not NUL; its bytes stand in `bytes`.
struct TermTable: ~Copyable {
  struct Slot: BitwiseCopyable {
    /// The term's first eight bytes, the first the highest, NUL where there are no more.
    var head: UInt64
    var number: UInt32
    /// How often the term occurred; 0 marks a free slot.
    var count: UInt32

    static let free = Slot(head: 0, number: 0, count: 0)
    var isLong: Bool { head & 0xFF != 0 }
  }

  /// The longest term that a head holds whole, in bytes.
  static let headLength = 7

  private(set) var count = 0
  private var slots = PlainMemory<Slot>(capacity: 0)
  /// For sorting.
  private var spare = PlainMemory<Slot>(capacity: 0)
  private var shift: UInt64 = 0
  /// Length, then bytes, of each term longer than a head.
  private var bytes: [UInt8] = []
  /// By number: where in `bytes`; not set for the others.
  private var offsets = PlainMemory<UInt32>(capacity: 0)

  init() { makeSlots(1 << 16) }

  /// Forgets all terms, and keeps the memory.
  mutating func removeAll() {
    count = 0
    bytes.removeAll(keepingCapacity: true)
    slots.fill(with: .free)
  }

  /// In bytes.
  var memory: Int {
    (slots.capacity + max(spare.capacity, count)) * MemoryLayout<Slot>.stride
      + offsets.capacity * 4 + bytes.count
  }

  /// The number of a term of at most seven bytes.
  ///
  /// - Complexity: O(1), expected.
  @inline(__always)
  private mutating func number(ofHead head: UInt64) -> UInt32 {
    var index = self.index(of: head)
    while true {
      var slot = slots[index]
      if slot.count == 0 { return insert(head, at: index) }
      if slot.head == head {
        slot.count &+= 1
        slots[index] = slot
        return slot.number
      }
      index = (index + 1) & (slots.capacity - 1)
    }
  }

  /// The number of a term of more than seven bytes.
  ///
  /// - Parameter term: 8 to 255 bytes, none of them NUL.
  /// - Returns: The number; the occurrence is counted.
  /// - Complexity: O(length), expected.
  private mutating func number(ofLong term: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let head = unsafe Self.head(of: term)
    var index = self.index(of: unsafe Self.hash(of: term))
    while true {
      let slot = slots[index]
      if slot.count == 0 {
        offsets[count] = UInt32(truncatingIfNeeded: bytes.count)
        bytes.append(UInt8(truncatingIfNeeded: term.count))
        unsafe bytes.append(contentsOf: term)
        return insert(head, at: index)
      }
      if slot.head == head, unsafe isEqual(slot.number, term) {
        slots[index].count &+= 1
        return slot.number
      }
      index = (index + 1) & (slots.capacity - 1)
    }
  }

  /// Gives tokens the numbers of their terms, as `TokenPiece` has the ones and `Inverter` the others.
  ///
  /// The looks into the table are far apart in memory, so each is announced some tokens before.
  mutating func number(
    _ tokens: UnsafeMutableBufferPointer<UInt64>, _ longTerms: UnsafeBufferPointer<UInt8>,
    into stream: inout PlainMemory<UInt32>, at start: Int
  ) {
    var offset = 0
    for index in 0..<tokens.count {
      let token = unsafe tokens[index]
      let ahead = unsafe tokens[min(index + 16, tokens.count - 1)]
      slots.prefetch(self.index(of: ahead & ~0xFF))
      let number: UInt32
      if token & TokenPiece.isLong == 0 {
        number = self.number(ofHead: token & ~0xFF)
      } else {
        let end = unsafe offset + 1 + Int(longTerms[offset])
        number = unsafe self.number(
          ofLong: UnsafeBufferPointer(rebasing: longTerms[offset + 1..<end]))
        offset = end
      }
      stream[start + index] =
        number << 1 | UInt32(truncatingIfNeeded: token & TokenPiece.isColocated)
    }
  }

  /// The first eight bytes of a term, the first the highest.
  @inline(__always)
  static func head(of term: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let base = term.baseAddress else { return 0 }
    let bytes = unsafe UnsafeRawPointer(base)
    // Two loads that overlap or meet.
    switch term.count {
    case 8...:
      return unsafe UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    case 4...7:
      let first = unsafe UInt64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
      let last = unsafe UInt64(
        UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: term.count - 4, as: UInt32.self)))
      return first << 32 | last << UInt64(8 * (8 - term.count))
    case 2...3:
      let first = unsafe UInt64(UInt16(bigEndian: bytes.loadUnaligned(as: UInt16.self)))
      let last = unsafe UInt64(term[term.count - 1])
      return first << 48 | last << UInt64(8 * (8 - term.count))
    case 1:
      return unsafe UInt64(term[0]) << 56
    default:
      return 0
    }
  }

  /// Puts the slots into the order of their terms' bytes, at the front. After it only `slot(_:)`,
  /// `append` and `removeAll` have a meaning.
  ///
  /// - Complexity: O(n): a radix sort by the heads' bytes, the last first; then those of equal heads.
  mutating func sort() {
    var end = 0
    for index in 0..<slots.capacity where slots[index].count > 0 {
      slots[end] = slots[index]
      end += 1
    }
    if spare.capacity < count { spare = PlainMemory(capacity: count) }
    var isInSpare = false
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      var starts = [Int](repeating: 0, count: 257)
      for index in 0..<count { starts[Int(slots[index].head >> shift & 0xFF) + 1] += 1 }
      if starts.contains(count) { continue }  // All have the same byte here.
      for byte in 0..<256 { starts[byte + 1] += starts[byte] }
      for index in 0..<count {
        let slot = slots[index]
        let byte = Int(slot.head >> shift & 0xFF)
        spare[starts[byte]] = slot
        starts[byte] += 1
      }
      swap(&slots, &spare)
      isInSpare.toggle()
    }
    if isInSpare {
      for index in 0..<count { spare[index] = slots[index] }
      swap(&slots, &spare)
    }
    sortLongTerms()
  }

  /// Sorts those whose heads are equal.
  private mutating func sortLongTerms() {
    var start = 0
    while start < count {
      var end = start + 1
      let head = slots[start].head
      while end < count, slots[end].head == head { end += 1 }
      if end - start > 1 {
        let sorted = (start..<end).map { slots[$0] }.sorted { first, second in
          bytes[range(of: first.number)].lexicographicallyPrecedes(
            bytes[range(of: second.number)])
        }
        for (index, slot) in sorted.enumerated() { slots[start + index] = slot }
      }
      start = end
    }
  }

  /// A slot by its place in the order.
  func slot(_ index: Int) -> Slot { slots[index] }

  /// Appends a slot's term.
  func append(_ slot: Slot, to key: inout [UInt8]) {
    if slot.isLong {
      key += bytes[range(of: slot.number)]
    } else {
      var rest = slot.head
      while rest != 0 {
        key.append(UInt8(truncatingIfNeeded: rest >> 56))
        rest <<= 8
      }
    }
  }

  private func range(of number: UInt32) -> Range<Int> {
    let offset = Int(offsets[Int(number)])
    return offset + 1..<offset + 1 + Int(bytes[offset])
  }

  private func isEqual(_ number: UInt32, _ term: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe bytes[range(of: number)].elementsEqual(term)
  }

  private mutating func insert(_ head: UInt64, at index: Int) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: count)
    slots[index] = Slot(head: head, number: number, count: 1)
    count += 1
    if count > Self.limit(slots.capacity) { grow() }
    return number
  }

  /// How many terms so many slots may have.
  private static func limit(_ slots: Int) -> Int { slots / 4 * 3 }

  private mutating func makeSlots(_ capacity: Int) {
    slots = PlainMemory(capacity: capacity)
    slots.fill(with: .free)
    shift = UInt64(64 - capacity.trailingZeroBitCount)
    offsets.grow(to: Self.limit(capacity) + 1, keeping: min(count, offsets.capacity))
  }

  private mutating func grow() {
    var old = PlainMemory<Slot>(capacity: 0)
    swap(&old, &slots)
    makeSlots(old.capacity < 1 << 20 ? old.capacity * 4 : old.capacity * 2)
    for place in 0..<old.capacity where old[place].count > 0 {
      var index = index(of: hash(of: old[place]))
      while slots[index].count > 0 { index = (index + 1) & (slots.capacity - 1) }
      slots[index] = old[place]
    }
  }

  @inline(__always)
  private func index(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  private func hash(of slot: Slot) -> UInt64 {
    guard slot.isLong else { return slot.head }
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe Self.hash(of: UnsafeBufferPointer(rebasing: $0[range(of: slot.number)]))
    }
  }

  private static func hash(of term: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0
    for index in 0..<term.count {
      hash = unsafe (hash ^ UInt64(term[index])) &* 0x9E37_79B9_7F4A_7C15
    }
    return hash
  }
}
