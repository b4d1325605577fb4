public import SouAnalysis
public import SouQuery
import SouUnicode

/// Answers queries by reading each document once from end to end, looking for every phrase at every
/// place; shares only the tables, and the queries' trees, with what it tests.
public struct Oracle {
  private let options: TokenizerOptions
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
  private var everything: Set<Int> = []

  private struct PhraseKey: Hashable {
    var text: [UInt8]
    var isPrefix: Bool
  }

  private struct Beginning: Hashable {
    var first: [UInt8]
    var second: [UInt8]?
  }

  /// Reads documents, each given as its fields, for queries.
  public init(
    queries: [Query], documents: some Sequence<[[UInt8]]>,
    options: TokenizerOptions = TokenizerOptions()
  ) {
    self.options = options
    self.queries = queries
    for query in queries {
      if let root = query.root { addPhrases(of: root) }
    }
    for (number, fields) in documents.enumerated() {
      everything.insert(number)
      for field in fields {
        read(OracleText(field, options: options, mode: .document), document: number)
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
      for form in leaf.forms { addPhrase(PhraseKey(text: form.text, isPrefix: leaf.isPrefix)) }
    case .not(let child, _):
      addPhrases(of: child)
    case .or(let children):
      for child in children { addPhrases(of: child) }
    case .and(let children):
      for child in children { addPhrases(of: child) }
      for pair in joinedPairs(of: children) {
        addPhrase(PhraseKey(text: pair.text, isPrefix: pair.isPrefix))
      }
    }
  }

  private mutating func addPhrase(_ key: PhraseKey) {
    guard numbers[key] == nil else { return }
    let number = phrases.count
    let phrase = WantedText(key.text, isPrefix: key.isPrefix, options: options)
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

  private mutating func read(_ text: OracleText, document: Int) {
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
      for number in candidates where found[number].last != document {
        if phrases[number].isFound(in: text, at: index) { found[number].append(document) }
      }
      terms = next
    }
  }

  // MARK: - Answering

  private func documents(having text: [UInt8], isPrefix: Bool) -> Set<Int> {
    numbers[PhraseKey(text: text, isPrefix: isPrefix)].map { Set(found[$0]) } ?? []
  }

  private func documents(matching node: QueryNode) -> Set<Int> {
    switch node {
    case .leaf(let leaf):
      leaf.forms.reduce(into: []) { found, form in
        found.formUnion(documents(having: form.text, isPrefix: leaf.isPrefix))
      }
    case .not(let child, _):
      everything.subtracting(documents(matching: child))
    case .or(let children):
      children.reduce(into: []) { $0.formUnion(documents(matching: $1)) }
    case .and(let children):
      conjunction(of: children)
    }
  }

  /// All children; or all but two neighbours, and these joined.
  private func conjunction(of children: [QueryNode]) -> Set<Int> {
    let found = children.map(documents(matching:))
    var result = found.reduce(everything) { $0.intersection($1) }
    for pair in joinedPairs(of: children) {
      var others = documents(having: pair.text, isPrefix: pair.isPrefix)
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
  ) -> [(second: Int, text: [UInt8], isPrefix: Bool)] {
    Array(
      children.indices.dropFirst().lazy.compactMap { index in
        guard let left = plainWord(children[index - 1]), let right = plainWord(children[index]),
          !left.isPrefix, left.term.count + right.term.count <= 255
        else { return nil }
        return (index, left.term + right.term, right.isPrefix)
      }.prefix(15))
  }

  /// The term of an unquoted word that is one letter part without suffix.
  private func plainWord(_ node: QueryNode) -> (term: [UInt8], isPrefix: Bool)? {
    guard case .leaf(let leaf) = node, !leaf.isQuoted else { return nil }
    let atoms = OracleText(leaf.text, options: options, mode: .query).atoms
    guard atoms.count == 1, atoms[0].run == nil, atoms[0].others.isEmpty,
      TokenKind(term: atoms[0].term.bytes, colocated: false) == .word
    else { return nil }
    return (atoms[0].term.bytes, leaf.isPrefix)
  }
}

/// A phrase as atoms.
private struct WantedText {
  let text: OracleText
  let isPrefix: Bool
  /// One a position.
  let terms: [[UInt8]]

  init(_ text: [UInt8], isPrefix: Bool, options: TokenizerOptions) {
    self.text = OracleText(text, options: options, mode: .query)
    self.isPrefix = isPrefix
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
    guard let verbatim = text.verbatim else { return true }
    return document.atoms[start + text.atoms.count].others.contains {
      $0.isDate && $0.bytes == verbatim.bytes
    }
  }
}
