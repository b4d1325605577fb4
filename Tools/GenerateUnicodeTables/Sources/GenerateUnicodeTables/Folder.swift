/// The fold of one scalar (DESIGN, section 3; docs/analysis.md, "The fold").
struct Folder {
  /// What a scalar folds to, before Han variants.
  struct Fold: Equatable {
    var scalars: [UInt32]
    /// True where digits among the scalars join none beside them.
    var isSeam: Bool
  }

  let database: UnicodeDatabase
  private let normalizer: Normalizer

  init(database: UnicodeDatabase) {
    self.database = database
    normalizer = Normalizer(database: database)
  }

  /// The canonical pairs whose composite folds to itself, Hangul left out; ordered.
  var compositions: [(first: UInt32, second: UInt32, composite: UInt32)] {
    normalizer.compositions.filter { fold($0.value).scalars == [$0.value] }
      .map { ($0.key[0], $0.key[1], $0.value) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  /// The fold, which is final: each of its scalars folds to itself.
  func fold(_ scalar: UInt32) -> Fold {
    let itself = Fold(scalars: [scalar], isSeam: false)
    // Marks keep their identity (U+0345 would case-fold to a letter and outlive the base's other
    // marks); ignorables vanish as they are.
    guard !isSurrogate(scalar), database.scalarClass(of: scalar) != .ignorable else {
      return itself
    }
    var scalars = [scalar]
    while case let next = step(scalars), next != scalars { scalars = next }
    let classes = scalars.map(database.scalarClass)
    // ´ is a space and a mark to NFKC: a mark without a base, so a break.
    if scalars.count > 1, classes[0] == .break, classes.dropFirst().allSatisfy({ $0 == .mark }) {
      return itself
    }
    return Fold(scalars: scalars, isSeam: classes.contains(.digit) && isFromSeam(scalar))
  }

  /// Decomposes, drops marks, folds case and digits, and composes.
  private func step(_ scalars: [UInt32]) -> [UInt32] {
    let decomposed = normalizer.decomposed(scalars, by: mapping)
    let folded = withoutDroppedMarks(decomposed).flatMap { scalar -> [UInt32] in
      if let value = database.decimal[scalar] { return [0x30 + value] }
      if database.scalarClass(of: scalar) == .mark { return [scalar] }
      return database.caseFolding[scalar] ?? [scalar]
    }
    return normalizer.composed(folded)
  }

  /// Marks vanish on Latin, Greek and Cyrillic letters, on digits, hangul and emoji, and on cjk but
  /// for the voicing marks of kana.
  private func withoutDroppedMarks(_ scalars: [UInt32]) -> [UInt32] {
    var base: UInt32?
    return scalars.filter { scalar in
      guard database.scalarClass(of: scalar) == .mark else {
        base = scalar
        return true
      }
      guard let base else { return true }
      switch database.scalarClass(of: base) {
      case .digit, .hangul, .emoji: return false
      case .cjk: return scalar == 0x3099 || scalar == 0x309A
      default: return !database.dropsMarks(base)
      }
    }
  }

  /// NFKC's mapping with Sou's exceptions.
  private func mapping(of scalar: UInt32) -> UnicodeDatabase.Decomposition? {
    switch scalar {
    case 0x3131...0x318E: nil  // compatibility jamo stay: ㅋㅋ
    case 0x02D9: nil  // ˙ is bopomofo's light tone
    case 0x309B, 0xFF9E: .init(tag: "<wide>", scalars: [0x3099])  // ゛ as the combining mark
    case 0x309C, 0xFF9F: .init(tag: "<wide>", scalars: [0x309A])  // ゜
    case 0x25CB, 0x25EF: .init(tag: "<wide>", scalars: [0x3007])  // ○ ◯ are written for 〇
    case 0x3000: nil  // the tokenizer tells the ideographic space from others
    case _ where database.category[Int(scalar)] == "Zs" && scalar != 0x20:
      .init(tag: "<wide>", scalars: [0x20])
    default: database.decomposition[scalar]
    }
  }

  /// True if a mapping other than canonical, wide, narrow or font is on the way.
  private func isFromSeam(_ scalar: UInt32) -> Bool {
    guard let mapping = mapping(of: scalar) else { return false }
    return !["", "<wide>", "<narrow>", "<font>"].contains(mapping.tag)
      || mapping.scalars.contains(where: isFromSeam)
  }

  private func isSurrogate(_ scalar: UInt32) -> Bool { (0xD800...0xDFFF).contains(scalar) }
}
