/// The tables as numbers, in the layout of CSouTables.h and `SouUnicode.ScalarEntry`.
struct Tables {
  struct Range: Equatable {
    var first: UInt32
    var last: UInt32
    var value: UInt32
  }

  static let blockShift: UInt32 = 6
  /// The scalars that the index holds; all others are breaks that fold to themselves.
  static let indexed: [Swift.Range<UInt32>] = [0..<0x40000, 0xE0000..<0xE1000]

  private(set) var index: [UInt16] = []
  private(set) var blocks: [UInt32] = []
  private(set) var expansions: [UInt32] = []
  let compositions: [(first: UInt32, second: UInt32, composite: UInt32)]
  let combiningClasses: [Range]
  let widths: [Range]

  private enum FoldKind: UInt32 {
    case same = 0
    case variant, single, multiple
  }

  private let database: UnicodeDatabase
  private var expansionOffsets: [[UInt32]: UInt32] = [:]

  init(database: UnicodeDatabase, folder: Folder, variants: HanVariants) throws {
    self.database = database
    compositions = folder.compositions
    combiningClasses = Self.ranges { UInt32(database.combiningClass[Int($0)]) }
      .filter { $0.value != 0 }
    widths = Self.ranges { Self.width(of: $0, database) }.filter { $0.value != 1 }

    var blockNumbers: [[UInt32]: UInt16] = [:]
    let blockSize = 1 << Self.blockShift
    for start in stride(from: 0, to: UnicodeDatabase.scalarCount, by: blockSize) {
      let block = try (start..<start + UInt32(blockSize)).map {
        try entry(of: $0, folder: folder, variants: variants)
      }
      guard Self.indexed.contains(where: { $0.contains(start) }) else {
        if let place = block.firstIndex(where: { $0 != 0 }) {
          throw GeneratorError.notIndexed(scalar: start + UInt32(place))
        }
        continue
      }
      if let number = blockNumbers[block] {
        index.append(number)
      } else {
        let number = UInt16(blocks.count >> Self.blockShift)
        blockNumbers[block] = number
        index.append(number)
        blocks += block
      }
    }
  }

  /// The index again, by the low four bits of a UTF-8 scalar's first byte of three and the low six of
  /// its second (in bits 8 to 13); it gives the place of a block's first entry. What would be overlong
  /// is a break, as a surrogate is.
  var utf8Index: [UInt16] {
    (0..<0x4000).map { key in
      guard key & 0xF0 == 0 else { return 0 }
      let block = (key & 0x0F) << 6 | key >> 8
      let number = index[block < 0x800 >> Self.blockShift ? 0xD800 >> Self.blockShift : block]
      return number << Self.blockShift
    }
  }

  /// Sizes in bytes.
  var summary: String {
    let (single, triple) = (MemoryLayout<UInt32>.size, MemoryLayout<UInt32>.size * 3)
    return """
      Tables: indexes \((index.count + utf8Index.count) * 2), blocks \(blocks.count * single), \
      expansions \(expansions.count * single), \
      compositions \(compositions.count * triple) (\(compositions.count) pairs), \
      combining classes \(combiningClasses.count * triple), widths \(widths.count * triple) bytes
      """
  }

  /// FNV-1a, 64 bits, over every value but the widths as little-endian bytes, in the header's order.
  var checksum: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ value: UInt32, bytes: UInt32 = 4) {
      for byte in 0..<bytes {
        hash = (hash ^ UInt64(value >> (8 * byte) & 0xFF)) &* 0x100_0000_01B3
      }
    }
    for value in index { add(UInt32(value), bytes: 2) }
    for value in blocks + expansions { add(value) }
    for pair in compositions { [pair.first, pair.second, pair.composite].forEach { add($0) } }
    for range in combiningClasses { [range.first, range.last, range.value].forEach { add($0) } }
    return hash
  }

  private mutating func entry(
    of scalar: UInt32, folder: Folder, variants: HanVariants
  ) throws -> UInt32 {
    let fold = folder.fold(scalar)
    for output in fold.scalars where output != scalar || fold.scalars.count > 1 {
      guard folder.fold(output).scalars == [output] else {
        throw GeneratorError.unstableFold(scalar: scalar, output: output)
      }
    }
    let bits =
      flags(of: fold, writtenAs: scalar) | (extends(scalar, fold) ? 1 << 4 : 0)
      | (isSpecial(scalar, fold) ? 1 << 5 : 0)
    if fold.scalars.count > 1 {
      let outputs = fold.scalars.map { output in
        let part = Folder.Fold(scalars: [output], isSeam: fold.isSeam)
        return flags(of: part, writtenAs: scalar) | (extends(output, part) ? 1 << 4 : 0)
          | packed(.same, output)
      }
      return bits | packed(.multiple, offset(ofExpansion: outputs))
    }
    if fold.scalars[0] != scalar { return bits | packed(.single, fold.scalars[0]) }
    guard let representative = variants.representative[scalar] else { return bits }
    return bits | packed(.variant, Self.difference(scalar, representative))
  }

  /// What turns a scalar into its representative: of two scalars of three bytes in UTF-8 the
  /// difference of those bytes (exclusive or, the first byte in the low eight bits), so that text is
  /// folded without decoding; above U+FFFF the representative itself.
  private static func difference(_ scalar: UInt32, _ representative: UInt32) -> UInt32 {
    guard scalar <= 0xFFFF else { return representative }
    let bits = scalar ^ representative
    return bits >> 12 | (bits >> 6 & 0x3F) << 8 | (bits & 0x3F) << 16
  }

  /// Class, case, and of letters whether they drop marks, of digits whether they are a seam, of
  /// breaks whether they may stand in a run.
  private func flags(of fold: Folder.Fold, writtenAs scalar: UInt32) -> UInt32 {
    let scalarClass = database.scalarClass(of: fold.scalars[0])
    let category = database.category[Int(scalar)]
    let dropsMarks = database.dropsMarks(fold.scalars[fold.scalars.count - 1])
    return scalarClass.rawValue
      | (dropsMarks && scalarClass == .letter ? 1 << 5 : 0)
      | (fold.isSeam && scalarClass == .digit ? 1 << 5 : 0)
      | (category == "Lu" || category == "Lt" ? 1 << 6 : 0)
      | (scalarClass == .break && Self.standsInRuns.contains(fold.scalars[0]) ? 1 << 6 : 0)
      | (category == "Ll" ? 1 << 7 : 0)
  }

  /// True for scalars of runs that fold to others than a variant, and for breaks that may be more
  /// than a break: they fold to several scalars, or a run goes on over them.
  private func isSpecial(_ scalar: UInt32, _ fold: Folder.Fold) -> Bool {
    switch database.scalarClass(of: fold.scalars[0]) {
    case .cjk, .hangul, .sea: fold.scalars != [scalar]
    case .break: fold.scalars.count > 1 || Self.standsInRuns.contains(fold.scalars[0])
    default: false
    }
  }

  /// Blanks and middle dots, as they fold.
  private static let standsInRuns: Set<UInt32> = [0x20, 0x3000, 0x30FB, 0xB7, 0x2027]

  private func extends(_ scalar: UInt32, _ fold: Folder.Fold) -> Bool {
    let scalarClass = database.scalarClass(of: fold.scalars[0])
    return database.combiningClass[Int(scalar)] != 0 || database.isNFCMaybe[Int(scalar)]
      || scalarClass == .mark || scalarClass == .ignorable
  }

  private func packed(_ kind: FoldKind, _ payload: UInt32) -> UInt32 {
    kind.rawValue << 8 | payload << 10
  }

  private mutating func offset(ofExpansion outputs: [UInt32]) -> UInt32 {
    if let offset = expansionOffsets[outputs] { return offset }
    let offset = UInt32(expansions.count)
    expansionOffsets[outputs] = offset
    expansions += [UInt32(outputs.count)] + outputs
    return offset
  }

  /// Columns: marks that do not advance, default-ignorables, and the vowels and finals that a
  /// conjoining jamo before them takes in have none.
  private static func width(of scalar: UInt32, _ database: UnicodeDatabase) -> UInt32 {
    switch scalar {
    case _ where ["Mn", "Me"].contains(database.category[Int(scalar)]): 0
    case _ where database.isDefaultIgnorable[Int(scalar)]: 0
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0
    default: database.isWide[Int(scalar)] ? 2 : 1
    }
  }

  private static func ranges(of value: (UInt32) -> UInt32) -> [Range] {
    var ranges: [Range] = []
    for scalar in 0..<UnicodeDatabase.scalarCount {
      let value = value(scalar)
      if ranges.last?.value == value {
        ranges[ranges.count - 1].last = scalar
      } else {
        ranges.append(Range(first: scalar, last: scalar, value: value))
      }
    }
    return ranges
  }
}
