public import SouUnicode

/// Clusters: a source scalar that folds to several, or is followed by scalars that may combine with
/// it. Normalization as in Unicode Standard Annex 15 over a handful of scalars, with the ranges kept.
extension FoldCursor {
  /// Marks beyond this number on one base count as ignorables (as in UAX 15, Stream-Safe Text).
  private static var markLimit: Int { 30 }

  /// Folds `source` and whatever combines with it, up to the scalar that does not, into `pending`.
  ///
  /// The cursor's `start` and `end` are those of `source`; the scalars that combine are read past.
  ///
  /// - Returns: False if nothing came out: an ignorable with nothing before it.
  /// - Complexity: O(1) but for the ignorables that are read past.
  @usableFromInline
  @inline(never)
  mutating func foldCluster(_ source: UInt32, _ entry: ScalarEntry) -> Bool {
    pendingIndex = 0
    pendingCount = 0
    if entry.scalarClass == .ignorable { return false }
    if entry.scalarClass == .mark {
      // No base before it: a break, which nothing combines with.
      pendingCount = 1
      unsafe pending[0] = FoldedScalar(
        scalar: source, bits: UInt32(ScalarClass.break.rawValue), start: start, end: end)
      absorbIgnorables()
      return true
    }
    appendFold(of: source, entry)
    // The last output that is no mark: क़ has its own.
    var baseIndex = pendingCount - 1
    while baseIndex > 0, unsafe ScalarEntry(bits: pending[baseIndex].bits).scalarClass == .mark {
      baseIndex -= 1
    }
    let base = unsafe ScalarEntry(bits: pending[baseIndex].bits)
    switch base.scalarClass {
    case .emoji:
      break  // The emoji scanner reads what follows from the source.
    case .break, .newline, .joiner, .ignorable, .mark:
      absorbIgnorables()
    case .cjk, .hangul, .sea, .letter, .digit:
      absorbMarks(of: base, at: baseIndex)
    }
    return true
  }

  /// Appends what a source scalar folds to; each output has the range `start..<end`.
  private mutating func appendFold(of source: UInt32, _ entry: ScalarEntry) {
    switch entry.foldKind {
    case .same:
      append(source, entry)
    case .variant:
      append(variants ? entry.representative(of: source) : source, entry)
    case .single:
      append(representative(of: entry.payload), entry)
    case .multiple:
      for index in 0..<expansionCount(at: entry.payload) {
        let output = expansionEntry(at: entry.payload, index: index)
        append(representative(of: output.payload), output)
      }
    }
  }

  private mutating func append(_ scalar: UInt32, _ entry: ScalarEntry) {
    guard pendingCount < Self.clusterCapacity else { return }
    unsafe pending[pendingCount] = FoldedScalar(
      scalar: scalar, bits: entry.bits, start: start, end: end)
    pendingCount += 1
  }

  /// Adds the source scalar after the cursor to the range of the last output and of those that came
  /// from the same scalar, and reads past it.
  private mutating func absorbRaw() {
    let start = unsafe pending[pendingCount - 1].start
    var index = pendingCount - 1
    while index >= 0, unsafe pending[index].start == start {
      unsafe pending[index].end = rawEnd
      index -= 1
    }
    readRaw()
  }

  private mutating func absorbIgnorables() {
    while ScalarEntry(bits: rawBits).scalarClass == .ignorable {
      absorbRaw()
    }
  }

  /// Reads every mark, combining jamo and ignorable that follows the last output.
  private mutating func absorbMarks(of base: ScalarEntry, at baseIndex: Int) {
    var marks = pendingCount - 1 - baseIndex
    var keepsSome = false
    while rawBits & Self.extendsBit != 0 {
      let entry = ScalarEntry(bits: rawBits)
      if entry.scalarClass == .ignorable {
        absorbRaw()
        continue
      }
      let isSeaMark =
        entry.scalarClass == .sea && base.scalarClass == .sea && combiningClass(of: rawScalar) != 0
      if entry.scalarClass == .mark || isSeaMark {
        marks += 1
        let counts = marks <= Self.markLimit
        if counts, isSeaMark || (base.scalarClass == .letter && !base.dropsMarks) {
          keepsSome = true
          start = rawStart
          end = rawEnd
          appendFold(of: rawScalar, entry)
          readRaw()
        } else {
          if counts, base.scalarClass == .cjk {
            composeLast(with: entry.foldKind == .same ? rawScalar : entry.payload)
          }
          absorbRaw()
        }
        continue
      }
      // A jamo or a vowel sign that is no mark composes with the scalar right before it, or not.
      guard !keepsSome, composeLast(with: rawScalar) else { break }
      absorbRaw()
    }
    if keepsSome { normalize(from: baseIndex) }
  }

  /// Composes a scalar with the last output, if they do.
  @discardableResult
  private mutating func composeLast(with second: UInt32) -> Bool {
    let first = unsafe pending[pendingCount - 1].scalar
    let hangul = Self.composeHangul(first, second)
    let composed = hangul != 0 ? hangul : composition(of: first, second)
    guard composed != 0 else { return false }
    unsafe pending[pendingCount - 1].scalar = composed
    return true
  }

  /// L + V or LV + T (The Unicode Standard, section 3.12); 0 if they do not compose.
  private static func composeHangul(_ first: UInt32, _ second: UInt32) -> UInt32 {
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0,
      (0x11A8...0x11C2).contains(second)
    {
      return first + (second - 0x11A7)
    }
    return 0
  }

  /// Normalizes a base and its marks in place: decompose, reorder, compose.
  private mutating func normalize(from baseIndex: Int) {
    decompose(from: baseIndex)
    reorder(from: baseIndex)
    compose(from: baseIndex)
  }

  private mutating func decompose(from baseIndex: Int) {
    var index = baseIndex
    while index < pendingCount {
      let item = unsafe pending[index]
      guard let parts = decomposition(of: item.scalar),
        pendingCount < Self.clusterCapacity
      else {
        index += 1
        continue
      }
      var move = pendingCount
      while move > index + 1 {
        unsafe pending[move] = unsafe pending[move - 1]
        move -= 1
      }
      pendingCount += 1
      unsafe pending[index].scalar = parts.first
      unsafe pending[index + 1] = FoldedScalar(
        scalar: parts.second, bits: scalarEntry(of: parts.second).bits,
        start: item.start, end: item.end)
    }
  }

  /// Sorts each row of marks by combining class, stably; those that change places take the range of
  /// all of them.
  private mutating func reorder(from baseIndex: Int) {
    var index = baseIndex + 1
    while index < pendingCount {
      let item = unsafe pending[index]
      let itemClass = combiningClass(of: item.scalar)
      var place = index
      while place > baseIndex, itemClass != 0 {
        let before = unsafe combiningClass(of: pending[place - 1].scalar)
        guard before > itemClass else { break }
        unsafe pending[place] = unsafe pending[place - 1]
        place -= 1
      }
      if place < index {
        unsafe pending[place] = item
        var first = item.start
        var last = item.end
        for moved in place...index {
          first = unsafe min(first, pending[moved].start)
          last = unsafe max(last, pending[moved].end)
        }
        for moved in place...index {
          unsafe pending[moved].start = first
          unsafe pending[moved].end = last
        }
      }
      index += 1
    }
  }

  /// Canonical composition (UAX 15, D117): each mark with the last starter that nothing blocks.
  private mutating func compose(from baseIndex: Int) {
    var starter = baseIndex
    var lastClass: UInt8 = 0
    var target = baseIndex + 1
    for index in (baseIndex + 1)..<pendingCount {
      let item = unsafe pending[index]
      let itemClass = combiningClass(of: item.scalar)
      let isBlocked = target > starter + 1 && (lastClass == 0 || lastClass >= itemClass)
      let composed =
        unsafe isBlocked ? 0 : composition(of: pending[starter].scalar, item.scalar)
      if composed != 0 {
        unsafe pending[starter].scalar = composed
        unsafe pending[starter].start = unsafe min(pending[starter].start, item.start)
        unsafe pending[starter].end = unsafe max(pending[starter].end, item.end)
      } else {
        if itemClass == 0 { starter = target }
        lastClass = itemClass
        unsafe pending[target] = item
        target += 1
      }
    }
    pendingCount = target
  }
}
