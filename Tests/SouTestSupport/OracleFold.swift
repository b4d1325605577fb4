import SouUnicode

/// A folded scalar and where it came from.
struct FoldedText {
  struct Element {
    var scalar: UInt32
    var scalarClass: ScalarClass
    /// The scalar as written; of several, the first.
    var written: UInt32
    /// The number of the scalar as written; the elements of one expansion share it.
    var source: Int
    /// The number of the base that the element is or stands on.
    var cluster = 0
    var isSeam: Bool
    var dropsMarks: Bool
    /// A mark as written; U+0345 becomes a letter and is one nevertheless.
    var isMark: Bool
    var start: Int
    var end: Int
    /// The ignorables behind it, and the marks that vanished.
    var ignorables: [(scalar: UInt32, start: Int)] = []

    var combiningClass: UInt8 { SouUnicode.combiningClass(of: scalar) }
  }

  var elements: [Element] = []

  /// Folds a text, one step of ANALYSIS after the other over the whole of it.
  init(_ text: [UInt8], variants: Bool) {
    for (source, piece) in scalars(of: text).enumerated() {
      let entry = scalarEntry(of: piece.scalar)
      if entry.scalarClass == .ignorable {
        guard !elements.isEmpty else { continue }
        elements[elements.count - 1].ignorables.append((piece.scalar, piece.start))
        extendLast(to: piece.end)
        continue
      }
      for part in Self.fold(piece.scalar, variants: variants) {
        elements.append(
          Element(
            scalar: part.scalar, scalarClass: part.entry.scalarClass, written: piece.scalar,
            source: source, isSeam: part.entry.isSeam || entry.isSeam,
            dropsMarks: part.entry.dropsMarks,
            isMark: part.entry.scalarClass == .mark || piece.scalar == 0x345,
            start: piece.start, end: piece.end))
      }
    }
    dropMarks()
    decompose()
    reorder()
    compose()
    dropVoicing()
  }

  /// What the tables make of one scalar.
  private static func fold(
    _ scalar: UInt32, variants: Bool
  ) -> [(scalar: UInt32, entry: ScalarEntry)] {
    let entry = scalarEntry(of: scalar)
    let folded: [(scalar: UInt32, entry: ScalarEntry)] =
      switch entry.foldKind {
      case .same, .variant: [(scalar, entry)]
      case .single: [(entry.payload, entry)]
      case .multiple:
        (0..<expansionCount(at: entry.payload)).map {
          let part = expansionEntry(at: entry.payload, index: $0)
          return (part.payload, part)
        }
      }
    guard variants else { return folded }
    return folded.map { part in
      let own = scalarEntry(of: part.scalar)
      return part.entry.scalarClass == .cjk
        ? (own.representative(of: part.scalar), part.entry) : part
    }
  }

  /// The last character, of which there may be several elements, reaches to `end`.
  private mutating func extendLast(to end: Int) {
    guard let source = elements.last?.source else { return }
    var index = elements.count - 1
    while index >= 0, elements[index].source == source {
      elements[index].end = max(elements[index].end, end)
      index -= 1
    }
  }

  private mutating func vanish(_ mark: Element) {
    extendLast(to: mark.end)
    guard !elements.isEmpty else { return }
    elements[elements.count - 1].ignorables += [(mark.scalar, mark.start)] + mark.ignorables
  }

  /// Marks vanish on what takes none; a mark without a base is a break; the 31st mark on a base and
  /// on are as ignorables. A mark of class SA counts as a mark on a base of that class.
  private mutating func dropMarks() {
    let all = elements
    elements = []
    var base: Element?
    var cluster = 0
    var marks = 0
    for var element in all {
      let isSeaMark =
        element.scalarClass == .sea && base?.scalarClass == .sea && element.combiningClass != 0
      guard element.isMark || isSeaMark else {
        base = [.break, .joiner, .newline].contains(element.scalarClass) ? nil : element
        cluster += 1
        marks = 0
        element.cluster = cluster
        elements.append(element)
        continue
      }
      marks += 1
      element.cluster = cluster
      let vanishes =
        switch base?.scalarClass {
        case .sea: !isSeaMark
        case .digit, .hangul, .emoji: true
        case .cjk: !element.isVoicing
        case .letter: base?.dropsMarks == true
        default: false
        }
      if base != nil, vanishes || marks > 30 {
        vanish(element)
      } else {
        if base == nil {
          element.scalarClass = .break
          element.isMark = false
          cluster += 1
          element.cluster = cluster
        }
        elements.append(element)
      }
    }
  }

  private mutating func decompose() {
    let all = elements
    elements = []
    for (index, element) in all.enumerated() {
      let isBase = index + 1 < all.count && all[index + 1].isMark
      elements += isBase || element.isMark ? Self.parts(of: element) : [element]
    }
  }

  private static func parts(of element: Element) -> [Element] {
    guard let (first, second) = decomposition(of: element.scalar) else { return [element] }
    var head = element
    head.scalar = first
    head.ignorables = []
    var tail = element
    tail.scalar = second
    tail.isMark = true
    tail.scalarClass = .mark
    return parts(of: head) + parts(of: tail)
  }

  /// Canonical order: each mark goes before those of a higher class, and takes the range of all that
  /// change places with it, as they do.
  private mutating func reorder() {
    for index in elements.indices where elements[index].combiningClass != 0 {
      var place = index
      while place > 0, elements[place - 1].cluster == elements[index].cluster,
        elements[place - 1].combiningClass > elements[index].combiningClass
      { place -= 1 }
      guard place < index else { continue }
      elements.insert(elements.remove(at: index), at: place)
      let start = elements[place...index].map(\.start).min() ?? 0
      let end = elements[place...index].map(\.end).max() ?? 0
      for moved in place...index {
        elements[moved].start = start
        elements[moved].end = end
      }
    }
  }

  /// Canonical composition, and that of Hangul.
  private mutating func compose() {
    let all = elements
    elements = []
    var starter: Int?
    for element in all {
      let ownClass = element.combiningClass
      if let index = starter {
        let last = elements.count - 1
        // Of several voicing marks each takes what the one before left.
        let isBlocked =
          last > index && elements[last].combiningClass >= ownClass
          && !(element.isVoicing && elements[last].isVoicing)
        let composite =
          isBlocked ? 0 : Self.compose(elements[index], element, isNext: last == index)
        if composite != 0 {
          elements[index].scalar = composite
          if index == last {
            extendLast(to: element.end)
          } else {
            elements[index].end = max(elements[index].end, element.end)
          }
          elements[index].start = min(elements[index].start, element.start)
          elements[index].ignorables += element.ignorables
          continue
        }
      }
      elements.append(element)
      if ownClass == 0 { starter = elements.count - 1 }
    }
  }

  private static func compose(_ first: Element, _ second: Element, isNext: Bool) -> UInt32 {
    let (left, right) = (first.scalar, second.scalar)
    if isNext, (0x1100...0x1112).contains(left), (0x1161...0x1175).contains(right) {
      return 0xAC00 + ((left - 0x1100) * 21 + right - 0x1161) * 28
    }
    if isNext, (0xAC00...0xD7A3).contains(left), (left - 0xAC00) % 28 == 0,
      (0x11A8...0x11C2).contains(right)
    {
      return left + right - 0x11A7
    }
    return second.isMark || isNext ? composition(of: left, right) : 0
  }

  /// A voicing mark that found no kana to voice vanishes.
  private mutating func dropVoicing() {
    let all = elements
    elements = []
    for element in all {
      if element.isMark, element.isVoicing, elements.last?.scalarClass == .cjk {
        vanish(element)
      } else {
        elements.append(element)
      }
    }
  }
}

extension FoldedText.Element {
  var isVoicing: Bool { scalar == 0x3099 || scalar == 0x309A }
  /// White space but tabs and line breaks.
  var isBlank: Bool {
    switch written {
    case 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
  var isTab: Bool { written == 0x09 }
}

/// The scalars of a text with their bytes; an ill-formed part is U+FFFD.
private func scalars(of text: [UInt8]) -> [(scalar: UInt32, start: Int, end: Int)] {
  var result: [(scalar: UInt32, start: Int, end: Int)] = []
  unsafe text.withUnsafeBufferPointer { bytes in
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let scalar = unsafe decodeScalar(bytes, at: &offset)
      result.append((scalar, start, offset))
    }
  }
  return result
}
