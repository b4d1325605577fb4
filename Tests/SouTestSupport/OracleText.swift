public import SouAnalysis
import SouUnicode

/// A text in atoms: characters of runs, and parts of words, each at a position of its own.
struct OracleText {
  struct Term: Equatable {
    var bytes: [UInt8]
    var start: Int
    var end: Int
    var isDate = false
  }

  struct Atom {
    /// As written; of a run, the one character.
    var term: Term
    /// Which run the character belongs to.
    var run: Int?
    /// What stands at the position too.
    var others: [Term] = []

    /// The bytes of them all.
    var terms: [[UInt8]] { [term.bytes] + others.map(\.bytes) }
  }

  let text: [UInt8]
  private(set) var atoms: [Atom] = []
  /// What U+0001 begins in a query.
  private(set) var verbatim: Term?

  private var elements: [FoldedText.Element] = []
  private var index = 0
  private var runCount = 0
  private var chain: [Int] = []
  /// Grouped or refused commas are settled up to here.
  private var commasSettled = 0
  private var dateEnd = 0
  private let spelling: DateSpelling
  private let mode: TokenizerMode

  init(_ text: [UInt8], options: TokenizerOptions, mode: TokenizerMode) {
    self.text = text
    self.mode = mode
    spelling = DateSpelling(variants: options.variants)
    var text = text
    if mode == .query, let mark = text.firstIndex(of: 1) {
      let term = Array(text[(mark + 1)...])
      if !term.isEmpty {
        verbatim = Term(bytes: term, start: mark + 1, end: text.count, isDate: true)
      }
      text = Array(text[..<mark])
    }
    elements = FoldedText(text, variants: options.variants).elements
    while index < elements.count {
      let before = index
      switch elements[index].scalarClass {
      case .cjk, .hangul, .sea: readRun()
      case .letter: readLetters()
      case .digit: readNumber()
      case .emoji: readEmoji()
      case .break, .mark, .joiner, .newline, .ignorable: index += 1
      }
      if elements[before].scalarClass != .letter { breakChain(at: before) }
    }
    endChain()
  }

  /// What some atoms are written as, without white space.
  func written(_ range: Range<Int>) -> [UInt8] {
    let bytes = text[atoms[range.lowerBound].term.start..<atoms[range.upperBound - 1].term.end]
    return Array(
      String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { !$0.properties.isWhitespace }
        .map(String.init).joined().utf8)
  }

  private func element(_ index: Int) -> FoldedText.Element? {
    elements.indices.contains(index) ? elements[index] : nil
  }

  private func isClass(_ scalarClass: ScalarClass, at index: Int) -> Bool {
    element(index)?.scalarClass == scalarClass
  }

  private func term(_ range: Range<Int>) -> Term {
    var bytes: [UInt8] = []
    for element in elements[range] { appendUTF8(element.scalar, to: &bytes) }
    return Term(
      bytes: bytes, start: elements[range].map(\.start).min() ?? 0,
      end: elements[range].map(\.end).max() ?? 0)
  }

  // MARK: - Runs

  private mutating func readRun() {
    let scalarClass = elements[index].scalarClass
    while true {
      atoms.append(Atom(term: term(index..<index + 1), run: runCount))
      index += 1
      guard let next = continuation(of: scalarClass) else { break }
      index = next
    }
    runCount += 1
  }

  /// Where the run goes on.
  private func continuation(of scalarClass: ScalarClass) -> Int? {
    if isClass(scalarClass, at: index) { return index }
    guard scalarClass == .cjk, let gap = element(index) else { return nil }
    if isClass(.cjk, at: index + 1) {
      if gap.isBlank { return index + 1 }
      let (left, right) = (elements[index - 1].scalar, elements[index + 1].scalar)
      if gap.scalar == 0x30FB, isKatakana(left), isKatakana(right) { return index + 1 }
      if [0x30FB, 0xB7, 0x2027].contains(gap.scalar), isHan(left), isHan(right) {
        return index + 1
      }
    }
    var next = index
    while let element = element(next), element.isBlank || element.isTab { next += 1 }
    guard let lineBreak = element(next), lineBreak.scalarClass == .newline else { return nil }
    next += lineBreak.written == 0x0D && element(next + 1)?.written == 0x0A ? 2 : 1
    while let element = element(next), element.isBlank || element.isTab {
      if element.written == 0x3000 { return nil }
      next += 1
    }
    return isClass(.cjk, at: next) ? next : nil
  }

  private func isKatakana(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF: true
    default: false
    }
  }

  private func isHan(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E80...0x2FDF, 0x3005, 0x3007, 0x3021...0x3029, 0x3038...0x303B, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  // MARK: - Words

  private mutating func readLetters() {
    let start = index
    var end = start
    var length = 0
    while isClass(.letter, at: end) {
      // A letter and its marks.
      var next = end + 1
      while isClass(.mark, at: next) { next += 1 }
      let bytes = term(end..<next).bytes.count
      if length + bytes > 255 { break }
      length += bytes
      end = next
    }
    index = max(end, start + 1)
    let bare = term(start..<index)
    let suffix = suffixLength(at: index)
    if suffix > 0, bare.bytes.count + suffix <= 255 {
      endChain()
      index += suffix
      atoms.append(Atom(term: term(start..<index), others: [bare]))
      return
    }
    if !continuesChain(at: start) { endChain() }
    atoms.append(Atom(term: bare))
    chain.append(atoms.count - 1)
  }

  /// True behind a single joiner that follows the chain's last part, or where that part was cut.
  private func continuesChain(at start: Int) -> Bool {
    guard let last = chain.last, last == atoms.count - 1 else { return false }
    let end = isClass(.joiner, at: start - 1) ? start - 2 : start - 1
    return isClass(.letter, at: end) || isClass(.mark, at: end)
  }

  private func suffixLength(at index: Int) -> Int {
    let isSuffix = { (index: Int) in
      self.element(index)?.scalar == 0x2B || self.element(index)?.scalar == 0x23
    }
    var length = 0
    if element(index)?.scalar == 0x23 {
      length = 1
    } else {
      while element(index + length)?.scalar == 0x2B { length += 1 }
    }
    guard length == 1 || length == 2, !isSuffix(index + length),
      !isClass(.letter, at: index + length)
    else { return 0 }
    return length
  }

  private mutating func breakChain(at index: Int) {
    if elements[index].scalarClass != .joiner { endChain() }
  }

  /// The pairs, and the whole if it has up to four parts, at their first and last parts.
  private mutating func endChain() {
    var joins: [ClosedRange<Int>] = chain.dropFirst().map { $0 - 1...$0 }
    if chain.count == 3 || chain.count == 4, let first = chain.first, let last = chain.last {
      joins.append(first...last)
    }
    for join in joins {
      let parts = atoms[join].map(\.term)
      let joined = Term(
        bytes: parts.flatMap(\.bytes), start: parts[0].start, end: parts[parts.count - 1].end)
      guard joined.bytes.count <= 255 else { continue }
      atoms[join.lowerBound].others.append(joined)
      atoms[join.upperBound].others.append(joined)
    }
    chain = []
  }

  // MARK: - Numbers

  /// The end of the digits at `index` that may stand together.
  private func digitsEnd(_ start: Int) -> Int {
    guard let first = element(start), first.scalarClass == .digit else { return start }
    var end = start + 1
    while let next = element(end), next.scalarClass == .digit,
      next.isSeam == first.isSeam, !next.isSeam || next.source == first.source
    { end += 1 }
    return end
  }

  private func isPlainDigit(at index: Int) -> Bool {
    isClass(.digit, at: index) && element(index)?.isSeam == false
  }

  /// The end of the number at `start`; `start` is where a number begins.
  private func numberEnd(_ start: Int, commasSettled: inout Int) -> Int {
    var end = digitsEnd(start)
    guard isPlainDigit(at: start) else { return end }
    if start >= commasSettled {
      var groups = [end - start]
      var stretch = end
      while element(stretch)?.scalar == 0x2C, isPlainDigit(at: stretch + 1) {
        let next = digitsEnd(stretch + 1)
        groups.append(next - stretch - 1)
        stretch = next
      }
      commasSettled = stretch
      if groups.count > 1, groups[0] <= 3, groups.dropFirst().allSatisfy({ $0 == 3 }) {
        end = stretch
      }
    }
    while element(end)?.scalar == 0x2E, isPlainDigit(at: end + 1) {
      end = digitsEnd(end + 1)
      // No groups after a point.
      var stretch = end
      while element(stretch)?.scalar == 0x2C, isPlainDigit(at: stretch + 1) {
        stretch = digitsEnd(stretch + 1)
      }
      commasSettled = max(commasSettled, stretch)
    }
    return end
  }

  private mutating func readNumber() {
    let end = numberEnd(index, commasSettled: &commasSettled)
    while index < end {
      let start = index
      let dates = start >= dateEnd ? self.dates(at: start) : nil
      // At most 255 bytes a term; a sign stands between two digits of a term or is a break.
      var bytes: [UInt8] = []
      while index < end {
        let scalar = elements[index].scalar
        if bytes.count + (scalar == 0x2E ? 2 : 1) > 255 { break }
        if scalar != 0x2C { bytes.append(UInt8(truncatingIfNeeded: scalar)) }
        index += 1
      }
      var part = term(start..<index)
      part.bytes = bytes
      atoms.append(Atom(term: part, others: dates?.terms ?? []))
      if let dates { dateEnd = dates.end }
      if index < end, !isClass(.digit, at: index) { index += 1 }
    }
  }

  // MARK: - Dates

  /// The canonical terms of the date that begins at `start`.
  private func dates(at start: Int) -> (terms: [Term], end: Int)? {
    var year = Field(start, in: self)
    guard year.digits == 4, (1000...2999).contains(year.value), isPlainDigit(at: start) else {
      return nil
    }
    for form in spelling.forms {
      year.end = digitsEnd(start)
      let first = skipBlank(year.end)
      guard let separator = element(first)?.scalar, form.first.contains(separator) else { continue }
      let month = Field(skipBlank(first + 1), in: self)
      guard month.digits == 1 || month.digits == 2, (1...12).contains(month.value) else { continue }
      let monthText = "\(year.value)-\(month.value < 10 ? "0" : "")\(month.value)"
      let second = skipBlank(month.end)
      if let separator = element(second)?.scalar, form.second.contains(separator) {
        let day = Field(skipBlank(second + 1), in: self)
        let last = form.third.isEmpty ? day.end - 1 : skipBlank(day.end)
        if day.digits == 1 || day.digits == 2, (1...31).contains(day.value),
          form.third.isEmpty
            ? endsNumber(day.start, day.end, from: start) && !isClass(.digit, at: day.end)
            : form.third.contains(element(last)?.scalar ?? 0)
        {
          let dayText = "\(monthText)-\(day.value < 10 ? "0" : "")\(day.value)"
          return ([date(dayText, start...last), date(monthText, start...last)], last + 1)
        }
        if !form.third.isEmpty { return ([date(monthText, start...second)], second + 1) }
      }
      if mode == .queryForms, form.third.isEmpty, separator != 0x2E,
        endsNumber(month.start, month.end, from: start), !isClass(.digit, at: month.end)
      {
        return ([date(monthText, start...month.end - 1)], month.end)
      }
    }
    return nil
  }

  /// A number of a date.
  private struct Field {
    let start: Int
    var end: Int
    var value = 0
    var digits: Int { end - start }

    init(_ start: Int, in text: OracleText) {
      self.start = start
      end = text.isPlainDigit(at: start) ? text.digitsEnd(start) : start
      guard end - start <= 4 else { return }
      for element in text.elements[start..<end] { value = value * 10 + Int(element.scalar) - 0x30 }
    }
  }

  /// True if a number token ends at `end`; `start` is where the last digits begin.
  private func endsNumber(_ start: Int, _ end: Int, from first: Int) -> Bool {
    var settled = commasSettled
    var index = first
    while index < end {
      guard isClass(.digit, at: index) else {
        index += 1
        continue
      }
      index = numberEnd(index, commasSettled: &settled)
    }
    return index == end
  }

  private func skipBlank(_ index: Int) -> Int {
    element(index)?.isBlank == true ? index + 1 : index
  }

  private func date(_ text: String, _ range: ClosedRange<Int>) -> Term {
    var term = term(range.lowerBound..<range.upperBound + 1)
    term.bytes = Array(text.utf8)
    term.isDate = true
    return term
  }

  // MARK: - Emoji

  private mutating func readEmoji() {
    let start = index
    let first = elements[start]
    index += 1
    var whole = Term(bytes: [], start: first.start, end: first.end)
    appendUTF8(first.scalar, to: &whole.bytes)
    if first.isRegionalIndicator {
      if first.ignorables.isEmpty, let second = element(index), second.isRegionalIndicator {
        appendUTF8(second.scalar, to: &whole.bytes)
        whole.end = second.end
        index += 1
      }
      atoms.append(Atom(term: whole))
      return
    }
    // The rest of the sequence, as long as it fits: tags and modifiers, and ZWJ with what it ties.
    var alone = whole
    var isFull = false
    var last = first
    while !isFull {
      // A ZWJ ties what is right behind it, or ends the sequence.
      let loose = last.ignorables.prefix { $0.scalar != 0x200D }
      let isTied = last.ignorables.count == loose.count + 1
      for ignorable in loose where (0xE0020...0xE007F).contains(ignorable.scalar) {
        isFull = isFull || whole.bytes.count + 4 > 255
        if !isFull { appendUTF8(ignorable.scalar, to: &whole.bytes) }
      }
      guard !isFull, let next = element(index), next.scalarClass == .emoji,
        isTied || last.ignorables.count == loose.count && next.isEmojiModifier
      else { break }
      var more: [UInt8] = []
      if isTied { appendUTF8(0x200D, to: &more) }
      appendUTF8(next.scalar, to: &more)
      guard whole.bytes.count + more.count <= 255 else { break }
      whole.bytes += more
      whole.end = next.end
      last = next
      index += 1
    }
    if let inSequence = first.ignorables.first(where: {
      $0.scalar == 0x200D || (0xE0020...0xE007F).contains($0.scalar)
    }) {
      alone.end = inSequence.start
    }
    atoms.append(Atom(term: whole, others: whole.bytes == alone.bytes ? [] : [alone]))
  }
}

extension FoldedText.Element {
  fileprivate var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(scalar) }
  fileprivate var isEmojiModifier: Bool { (0x1F3FB...0x1F3FF).contains(scalar) }
}

/// The signs of the forms of a date: behind year, month and day.
private struct DateSpelling {
  let forms: [(first: [UInt32], second: [UInt32], third: [UInt32])]

  init(variants: Bool) {
    let fold = { (scalar: UInt32) -> UInt32 in
      let entry = scalarEntry(of: scalar)
      return variants ? entry.representative(of: scalar) : scalar
    }
    let day: [UInt32] = [0x65E5, 0x865F, 0x53F7].map(fold)  // 日 號 号
    forms = [
      ([0x2D, 0x2010], [0x2D, 0x2010], []), ([0x2F], [0x2F], []), ([0x2E], [0x2E], []),
      ([fold(0x5E74), 0xB144], [fold(0x6708), 0xC6D4], day + [0xC77C]),
    ]
  }
}

/// The tokens of a text, naively: what `Tokenizer` must give, in its order.
public func naiveTokens(
  _ text: [UInt8], options: TokenizerOptions = TokenizerOptions(), mode: TokenizerMode = .document
) -> [Token] {
  let text = OracleText(text, options: options, mode: mode)
  var tokens: [Token] = []
  for (index, atom) in text.atoms.enumerated() {
    var first = atom.term
    var others = atom.others
    if let run = atom.run {
      if index + 1 < text.atoms.count, text.atoms[index + 1].run == run {
        let next = text.atoms[index + 1].term
        first.bytes += next.bytes
        first.end = max(first.end, next.end)
        if options.unigrams { others.append(atom.term) }
      } else if mode == .query, index == text.atoms.count - 1, text.verbatim == nil, index > 0,
        text.atoms[index - 1].run == run
      {
        continue
      }
    }
    if mode == .query { others = [] }
    others.sort { ($1.bytes.count, $0.start) < ($0.bytes.count, $1.start) }
    for (number, term) in ([first] + others).enumerated() {
      tokens.append(
        Token(
          term: term.bytes, position: index, start: term.start, end: term.end,
          colocated: number > 0))
    }
  }
  if let verbatim = text.verbatim {
    tokens.append(
      Token(
        term: verbatim.bytes, position: text.atoms.count, start: verbatim.start, end: verbatim.end,
        colocated: false))
  }
  return tokens
}
