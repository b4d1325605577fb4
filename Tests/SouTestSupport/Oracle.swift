public import SouAnalysis
public import SouQuery
import SouUnicode

/// Finds documents by reading them from end to end for each query; shares only the tables, and the
/// query's tree, with what it tests.
public struct Oracle {
  private let options: TokenizerOptions
  /// The fields of each document.
  private let documents: [[OracleText]]
  /// Where each term stands, so that a phrase is looked for only where it may begin.
  private var places: [[UInt8]: [Place]] = [:]

  private struct Place {
    var document: Int
    var field: Int
    var atom: Int
  }

  /// Reads documents, each given as its fields.
  public init(documents: [[[UInt8]]], options: TokenizerOptions = TokenizerOptions()) {
    self.options = options
    self.documents = documents.map { fields in
      fields.map { OracleText($0, options: options, mode: .document) }
    }
    for (document, fields) in self.documents.enumerated() {
      for (field, text) in fields.enumerated() {
        for (number, atom) in text.atoms.enumerated() {
          for term in Set(([atom.term] + atom.others).map(\.bytes)) {
            places[term, default: []].append(Place(document: document, field: field, atom: number))
          }
        }
      }
    }
  }

  /// The numbers of the documents that a query asks for.
  public func documents(matching query: Query) -> Set<Int> {
    guard let root = query.root else { return [] }
    return documents(matching: root)
  }

  /// The numbers of the documents that have a form of a phrase in one of their fields.
  public func documents(form text: [UInt8], isPrefix: Bool) -> Set<Int> {
    let wanted = WantedText(text, isPrefix: isPrefix, options: options)
    guard let first = wanted.first else { return [] }
    let begins =
      wanted.length == 1 && isPrefix
      ? places.filter { $0.key.starts(with: first) }.flatMap(\.value) : places[first] ?? []
    var found: Set<Int> = []
    for place in begins where !found.contains(place.document) {
      if wanted.isFound(in: documents[place.document][place.field], at: place.atom) {
        found.insert(place.document)
      }
    }
    return found
  }

  private func documents(matching node: QueryNode) -> Set<Int> {
    switch node {
    case .leaf(let leaf):
      leaf.forms.reduce(into: []) { found, form in
        found.formUnion(documents(form: form.text, isPrefix: leaf.isPrefix))
      }
    case .not(let child, _):
      Set(documents.indices).subtracting(documents(matching: child))
    case .or(let children):
      children.reduce(into: []) { $0.formUnion(documents(matching: $1)) }
    case .and(let children):
      conjunction(of: children)
    }
  }

  /// All children; or all but two neighbours, and these joined.
  private func conjunction(of children: [QueryNode]) -> Set<Int> {
    let found = children.map(documents(matching:))
    let everything = Set(documents.indices)
    var result = found.reduce(everything) { $0.intersection($1) }
    var pairs = 0
    for index in children.indices.dropFirst() where pairs < 15 {
      guard let left = plainWord(children[index - 1]), let right = plainWord(children[index]),
        left.count + right.count <= 255
      else { continue }
      pairs += 1
      var others = documents(form: left + right, isPrefix: false)
      for (other, documents) in found.enumerated() where other != index && other != index - 1 {
        others.formIntersection(documents)
      }
      result.formUnion(others)
    }
    return result
  }

  /// The term of an unquoted word that is one letter part without suffix or star.
  private func plainWord(_ node: QueryNode) -> [UInt8]? {
    guard case .leaf(let leaf) = node, !leaf.isQuoted, !leaf.isPrefix else { return nil }
    let atoms = OracleText(leaf.text, options: options, mode: .query).atoms
    guard atoms.count == 1, atoms[0].run == nil, atoms[0].others.isEmpty,
      TokenKind(term: atoms[0].term.bytes, colocated: false) == .word
    else { return nil }
    return atoms[0].term.bytes
  }
}

/// A phrase as atoms.
private struct WantedText {
  let text: OracleText
  let isPrefix: Bool

  init(_ text: [UInt8], isPrefix: Bool, options: TokenizerOptions) {
    self.text = OracleText(text, options: options, mode: .query)
    self.isPrefix = isPrefix
  }

  /// In positions.
  var length: Int { text.atoms.count + (text.verbatim == nil ? 0 : 1) }
  /// The first term.
  var first: [UInt8]? { text.atoms.first?.term.bytes ?? text.verbatim?.bytes }

  func isFound(in document: OracleText, at start: Int) -> Bool {
    guard start + length <= document.atoms.count else { return false }
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
      let terms = [found.term] + found.others
      guard
        terms.contains(where: {
          $0.bytes == wanted.term.bytes
            || isLast && isPrefix && $0.bytes.starts(with: wanted.term.bytes)
        }), found.run == nil
      else { return false }
    }
    guard let verbatim = text.verbatim else { return true }
    return document.atoms[start + text.atoms.count].others.contains {
      $0.isDate && $0.bytes == verbatim.bytes
    }
  }
}
