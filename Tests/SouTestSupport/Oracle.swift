public import SouAnalysis
public import SouQuery
import SouUnicode

/// Answers queries by reading each document once from end to end, looking for every phrase at every
/// place; shares only the tables, and the queries' trees, with what it tests.
public struct Oracle {
  private let options: TokenizerOptions
  private let fields: [[UInt8]]
  private let passes: (QueryFilter, Int) -> Bool
  private let queries: [Query]
  private var phrases: [WantedText] = []
  /// The numbers of the phrases.
  private var numbers: [PhraseKey: Int] = [:]
  /// The phrases that may begin where these terms stand, the second right behind the first.
  private var beginnings: [Beginning: [Int]] = [:]
  /// The phrases of one term that need only begin a token's.
  private var prefixes: [[UInt8]: [Int]] = [:]
  /// How long these are, in bytes.
  private var prefixLengths: Set<Int> = []
  /// The documents that have each phrase, in their order.
  private var found: [[Int]] = []
  /// The phrases of which every place counts.
  private var nearNumbers: Set<Int> = []
  /// Where they stand, by document.
  private var places: [Int: [Int: [Place]]] = [:]
  private var everything: Set<Int> = []

  private struct PhraseKey: Hashable {
    var text: [UInt8]
    var isPrefix: Bool
    var isExact = false
    var field: [UInt8]?

    init(_ text: [UInt8], of leaf: QueryLeaf) {
      self.text = text
      isPrefix = leaf.isPrefix
      isExact = leaf.isExact
      field = leaf.field
    }

    init(_ pair: (second: Int, text: [UInt8], isPrefix: Bool, field: [UInt8]?)) {
      text = pair.text
      isPrefix = pair.isPrefix
      field = pair.field
    }
  }

  private struct Place {
    var field: Int
    var start: Int
    var end: Int
  }

  private struct Beginning: Hashable {
    var first: [UInt8]
    var second: [UInt8]?
  }

  /// Reads documents, each given as its fields, for queries; `passes` says whether a filter takes the
  /// document of a number.
  public init(
    queries: [Query], documents: some Sequence<[[UInt8]]>,
    options: TokenizerOptions = TokenizerOptions(), fields: [[UInt8]] = [],
    passes: @escaping (QueryFilter, Int) -> Bool = { _, _ in true }
  ) {
    self.options = options
    self.fields = fields
    self.passes = passes
    self.queries = queries
    for query in queries {
      if let root = query.root { addPhrases(of: root) }
    }
    for (number, fields) in documents.enumerated() {
      everything.insert(number)
      for (field, text) in fields.enumerated() {
        read(OracleText(text, options: options, mode: .document), field: field, document: number)
      }
    }
  }

  /// The numbers of the documents that a query, given by its own number, asks for.
  public func documents(matching query: Int) -> Set<Int> {
    queries[query].root.map(documents(matching:)) ?? []
  }

  // MARK: - Reading

  private mutating func addPhrases(of node: QueryNode) {
    switch node {
    case .leaf(let leaf):
      for form in leaf.forms { addPhrase(PhraseKey(form.text, of: leaf)) }
    case .near(let leaves, _):
      for leaf in leaves {
        for form in leaf.forms {
          let key = PhraseKey(form.text, of: leaf)
          addPhrase(key)
          if let number = numbers[key] { nearNumbers.insert(number) }
        }
      }
    case .filter:
      break
    case .not(let child, _):
      addPhrases(of: child)
    case .or(let children):
      for child in children { addPhrases(of: child) }
    case .and(let children):
      for child in children { addPhrases(of: child) }
      for pair in joinedPairs(of: children) {
        addPhrase(PhraseKey(pair))
      }
    }
  }

  private mutating func addPhrase(_ key: PhraseKey) {
    guard numbers[key] == nil else { return }
    let number = phrases.count
    let phrase = WantedText(
      key.text, isPrefix: key.isPrefix, isExact: key.isExact,
      field: key.field.flatMap { fields.firstIndex(of: $0) }, options: options)
    numbers[key] = number
    phrases.append(phrase)
    found.append([])
    guard let first = phrase.terms.first else { return }
    guard phrase.terms.count > 1 || !phrase.isPrefix else {
      prefixes[first, default: []].append(number)
      prefixLengths.insert(first.count)
      return
    }
    // The last term of a prefix is not known, and so no help in finding a place.
    let known = phrase.isPrefix ? phrase.terms.dropLast() : phrase.terms[...]
    beginnings[
      Beginning(first: first, second: known.dropFirst().first), default: []
    ].append(number)
  }

  private mutating func read(_ text: OracleText, field: Int, document: Int) {
    var terms = text.atoms.first?.terms ?? []
    for index in text.atoms.indices {
      let next = index + 1 < text.atoms.count ? text.atoms[index + 1].terms : []
      var candidates: [Int] = []
      for first in terms {
        candidates += beginnings[Beginning(first: first)] ?? []
        for second in next {
          candidates += beginnings[Beginning(first: first, second: second)] ?? []
        }
        for length in prefixLengths where length <= first.count {
          candidates += prefixes[Array(first[..<length])] ?? []
        }
      }
      for number in candidates {
        let isNear = nearNumbers.contains(number)
        let phrase = phrases[number]
        guard isNear || found[number].last != document, phrase.field ?? field == field,
          phrase.isFound(in: text, at: index)
        else { continue }
        if found[number].last != document { found[number].append(document) }
        if isNear {
          places[number, default: [:]][document, default: []].append(
            Place(field: field, start: index, end: index + phrase.terms.count))
        }
      }
      terms = next
    }
  }

  // MARK: - Answering

  private func documents(having key: PhraseKey) -> Set<Int> {
    numbers[key].map { Set(found[$0]) } ?? []
  }

  private func documents(matching node: QueryNode) -> Set<Int> {
    switch node {
    case .leaf(let leaf):
      leaf.forms.reduce(into: []) { found, form in
        found.formUnion(documents(having: PhraseKey(form.text, of: leaf)))
      }
    case .near(let leaves, let distance):
      documents(having: leaves, within: distance)
    case .filter(let filter, _):
      everything.filter { passes(filter, $0) }
    case .not(let child, _):
      everything.subtracting(documents(matching: child))
    case .or(let children):
      children.reduce(into: []) { $0.formUnion(documents(matching: $1)) }
    case .and(let children):
      conjunction(of: children)
    }
  }

  /// Tries every way to spell the leaves, those that change least first and sixteen at most, and every
  /// place of each.
  private func documents(having leaves: [QueryLeaf], within distance: Int) -> Set<Int> {
    var spellings: [[Int]] = [[]]
    for leaf in leaves {
      spellings = leaf.forms.indices.flatMap { form in spellings.map { $0 + [form] } }
      spellings.sort { left, right in
        let sums = (left.reduce(0, +), right.reduce(0, +))
        return sums.0 != sums.1
          ? sums.0 < sums.1 : left.reversed().lexicographicallyPrecedes(right.reversed())
      }
      spellings = Array(spellings.prefix(16))
    }
    var result: Set<Int> = []
    for spelling in spellings {
      let phrases = zip(leaves, spelling).map { leaf, form in
        numbers[PhraseKey(leaf.forms[form].text, of: leaf)].flatMap { places[$0] } ?? [:]
      }
      for (document, first) in phrases[0] {
        let all = [first] + phrases.dropFirst().map { $0[document] ?? [] }
        if areNear(chosen: [], from: all[...], within: distance) { result.insert(document) }
      }
    }
    return result
  }

  private func areNear(
    chosen: [Place], from rest: ArraySlice<[Place]>, within distance: Int
  ) -> Bool {
    guard let next = rest.first else {
      let last = chosen.map(\.start).max() ?? 0
      return chosen.allSatisfy { last - $0.end <= distance && $0.field == chosen[0].field }
    }
    return next.contains {
      areNear(chosen: chosen + [$0], from: rest.dropFirst(), within: distance)
    }
  }

  /// All children; or all but two neighbours, and these joined.
  private func conjunction(of children: [QueryNode]) -> Set<Int> {
    let found = children.map(documents(matching:))
    var result = found.reduce(everything) { $0.intersection($1) }
    for pair in joinedPairs(of: children) {
      var others = documents(having: PhraseKey(pair))
      for (other, documents) in found.enumerated()
      where other != pair.second && other != pair.second - 1 {
        others.formIntersection(documents)
      }
      result.formUnion(others)
    }
    return result
  }

  /// The neighbours that may be one word, as that word and the second one's place; it is a prefix if
  /// the second one is.
  private func joinedPairs(
    of children: [QueryNode]
  ) -> [(second: Int, text: [UInt8], isPrefix: Bool, field: [UInt8]?)] {
    Array(
      children.indices.dropFirst().lazy.compactMap { index in
        guard let left = plainWord(children[index - 1]), let right = plainWord(children[index]),
          !left.isPrefix, left.field == right.field, left.term.count + right.term.count <= 255
        else { return nil }
        return (index, left.term + right.term, right.isPrefix, left.field)
      }.prefix(15))
  }

  /// The term of an unquoted word that is one letter part without suffix.
  private func plainWord(
    _ node: QueryNode
  ) -> (term: [UInt8], isPrefix: Bool, field: [UInt8]?)? {
    guard case .leaf(let leaf) = node, !leaf.isQuoted, !leaf.isExact else { return nil }
    let atoms = OracleText(leaf.text, options: options, mode: .query).atoms
    guard atoms.count == 1, atoms[0].run == nil, atoms[0].others.isEmpty,
      TokenKind(term: atoms[0].term.bytes, colocated: false) == .word
    else { return nil }
    return (atoms[0].term.bytes, leaf.isPrefix, leaf.field)
  }
}

/// A phrase as atoms.
private struct WantedText {
  let text: OracleText
  let isPrefix: Bool
  let isExact: Bool
  /// The one field that it is wanted in.
  let field: Int?
  /// One a position.
  let terms: [[UInt8]]

  init(
    _ text: [UInt8], isPrefix: Bool, isExact: Bool, field: Int?, options: TokenizerOptions
  ) {
    self.text = OracleText(text, options: options, mode: .query)
    self.isPrefix = isPrefix
    self.isExact = isExact
    self.field = field
    terms = self.text.atoms.map(\.term.bytes) + [self.text.verbatim?.bytes].compactMap(\.self)
  }

  func isFound(in document: OracleText, at start: Int) -> Bool {
    guard start + terms.count <= document.atoms.count else { return false }
    for (index, wanted) in text.atoms.enumerated() {
      let found = document.atoms[start + index]
      let isLast = text.verbatim == nil && index == text.atoms.count - 1
      guard wanted.run == nil else {
        guard found.run != nil, found.term.bytes == wanted.term.bytes else { return false }
        if isLast { continue }
        // Within a run the document's goes on; at the end of one it ends too.
        let goesOn = index + 1 < text.atoms.count && text.atoms[index + 1].run == wanted.run
        let next = start + index + 1
        let documentGoesOn =
          next < document.atoms.count && document.atoms[next].run == found.run
        guard goesOn == documentGoesOn else { return false }
        continue
      }
      guard found.run == nil,
        found.terms.contains(where: {
          $0 == wanted.term.bytes || isLast && isPrefix && $0.starts(with: wanted.term.bytes)
        })
      else { return false }
    }
    guard !isExact || isWritten(in: document, at: start) else { return false }
    guard let verbatim = text.verbatim else { return true }
    return document.atoms[start + text.atoms.count].others.contains {
      $0.isDate && $0.bytes == verbatim.bytes
    }
  }

  private func isWritten(in document: OracleText, at start: Int) -> Bool {
    let found = document.written(start..<start + terms.count)
    let wanted = text.written(0..<terms.count)
    return isPrefix ? found.starts(with: wanted) : found == wanted
  }
}
