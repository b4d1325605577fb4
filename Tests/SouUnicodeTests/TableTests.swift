import CSouTables
import SouUnicode
import Testing

/// FNV-1a, 64 bits, over numbers as little-endian bytes.
private struct Checksum {
  var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      value = (value ^ UInt64(truncatingIfNeeded: number >> shift & 0xFF)) &* 0x100_0000_01B3
    }
  }
}

@Test func `the checksum is that of the values`() {
  var checksum = Checksum()
  let index = (0..<0x41000 >> 6).map { unsafe sou_entry_index_pointer()[$0] }
  let blockCount = Int(index.max() ?? 0) + 1
  index.forEach { checksum.add($0) }
  for place in 0..<blockCount * 64 { checksum.add(unsafe sou_entry_blocks_pointer()[place]) }

  // Expansions stand one after the other, up to the last that an entry names.
  let lastExpansion = (0..<0x110000 as Range<UInt32>).map(scalarEntry(of:))
    .filter { $0.foldKind == .multiple }.map(\.payload).max()
  let last = lastExpansion ?? 0
  for place in 0...Int(last) + expansionCount(at: last) {
    checksum.add(unsafe sou_expansions_pointer()[place])
  }

  for place in 0..<Int(sou_composition_count) {
    let pair = unsafe sou_compositions_pointer()[place]
    [pair.first, pair.second, pair.composite].forEach { checksum.add($0) }
  }
  for place in 0..<Int(sou_combining_class_count) {
    let range = unsafe sou_combining_classes_pointer()[place]
    [range.first, range.last, range.value].forEach { checksum.add($0) }
  }
  #expect(checksum.value == tableChecksum)
}

@Test func `the tables name the versions of their inputs`() {
  #expect(tableVersions == "UCD 15.0.0, OpenCC 1.1.6")
}

@Test func `three bytes of UTF-8 have their scalar's entry, and else that of a break`() {
  for scalar in 0..<0x10000 as Range<UInt32> {
    let bytes = 0x8080E0 | scalar >> 12 | (scalar >> 6 & 0x3F) << 8 | (scalar & 0x3F) << 16
    let isWellFormed = scalar >= 0x800 && scalar & 0xF800 != 0xD800
    let expected = isWellFormed ? scalarEntry(of: scalar) : scalarEntry(of: 0xFFFD)
    #expect(scalarEntry(ofThreeBytes: bytes) == expected)
    #expect(scalarEntry(ofThreeBytes: bytes | 0xA500_0000) == expected)
  }
}

@Test func `of runs and breaks the tables know which are plain`() {
  for scalar in 0..<0x110000 as Range<UInt32> {
    let entry = scalarEntry(of: scalar)
    let folds = entry.foldKind == .single || entry.foldKind == .multiple
    let isPlain =
      switch entry.scalarClass {
      case .cjk, .hangul, .sea: !entry.extends && !folds
      case .break: !entry.extends && entry.foldKind != .multiple && !entry.standsInRuns
      default: false
      }
    let hasClass = [.cjk, .hangul, .sea, .break].contains { entry.isPlain($0) }
    #expect(hasClass == isPlain)
  }
}
