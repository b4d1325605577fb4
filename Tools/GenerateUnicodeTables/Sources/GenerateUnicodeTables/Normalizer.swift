/// Decomposition, canonical order and composition (UAX #15), over a mapping that may be changed.
struct Normalizer {
  private let database: UnicodeDatabase
  private let composites: [[UInt32]: UInt32]

  init(database: UnicodeDatabase) {
    self.database = database
    var composites: [[UInt32]: UInt32] = [:]
    for (scalar, mapping) in database.decomposition
    where mapping.tag.isEmpty && !database.isCompositionExcluded[Int(scalar)] {
      composites[mapping.scalars] = scalar
    }
    self.composites = composites
  }

  /// Every pair that composes, Hangul left out, with its composite.
  var compositions: [[UInt32]: UInt32] { composites }

  /// The full decomposition in canonical order, by `mapping`; Hangul syllables by arithmetic.
  func decomposed(
    _ scalars: [UInt32], by mapping: (UInt32) -> UnicodeDatabase.Decomposition?
  ) -> [UInt32] {
    ordered(scalars.flatMap { fullyDecomposed($0, by: mapping) })
  }

  private func fullyDecomposed(
    _ scalar: UInt32, by mapping: (UInt32) -> UnicodeDatabase.Decomposition?
  ) -> [UInt32] {
    if let jamo = Self.jamo(of: scalar) { return jamo }
    guard let scalars = mapping(scalar)?.scalars else { return [scalar] }
    return scalars.flatMap { fullyDecomposed($0, by: mapping) }
  }

  private func ordered(_ scalars: [UInt32]) -> [UInt32] {
    var result = scalars
    var start = 0
    while start < result.count {
      var end = start
      while end < result.count, combiningClass(result[end]) != 0 { end += 1 }
      let marks = result[start..<end].enumerated().sorted {
        (combiningClass($0.element), $0.offset) < (combiningClass($1.element), $1.offset)
      }
      result.replaceSubrange(start..<end, with: marks.map(\.element))
      start = end + 1
    }
    return result
  }

  /// Canonical composition of scalars in canonical order.
  func composed(_ scalars: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var starter: Int?
    var lastClass: UInt8 = 0
    for scalar in scalars {
      let ccc = combiningClass(scalar)
      let isBlocked = starter != result.count - 1 && lastClass >= ccc
      if let starter, !isBlocked, let composite = composite(of: result[starter], scalar) {
        result[starter] = composite
        continue
      }
      if ccc == 0 { starter = result.count }
      lastClass = ccc
      result.append(scalar)
    }
    return result
  }

  private func composite(of first: UInt32, _ second: UInt32) -> UInt32? {
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0,
      (0x11A8...0x11C2).contains(second)
    {
      return first + (second - 0x11A7)
    }
    return composites[[first, second]]
  }

  private static func jamo(of syllable: UInt32) -> [UInt32]? {
    guard (0xAC00...0xD7A3).contains(syllable) else { return nil }
    let index = syllable - 0xAC00
    let final = index % 28
    return [0x1100 + index / 588, 0x1161 + index % 588 / 28] + (final == 0 ? [] : [0x11A7 + final])
  }

  private func combiningClass(_ scalar: UInt32) -> UInt8 { database.combiningClass[Int(scalar)] }
}
