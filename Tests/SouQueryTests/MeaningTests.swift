import GRDB
import SouAnalysis
import SouFTS5
import SouQuery
import SouTestSupport
import Testing

/// A document as the naive twin of FTS5 sees it: the terms at each position.
private struct TermsByPosition {
  var positions: [[[UInt8]]] = []

  init(_ text: String) {
    var tokenizer = Tokenizer()
    for token in tokenizer.tokens(Array(text.utf8)) {
      if token.colocated {
        positions[positions.count - 1].append(token.term)
      } else {
        positions.append([token.term])
      }
    }
  }

  func holds(_ phrase: Phrase) -> Bool { !starts(of: phrase).isEmpty }

  func starts(of phrase: Phrase) -> [Int] {
    let count = phrase.terms.count
    return positions.indices.filter { start in
      start + count <= positions.count
        && phrase.terms.indices.allSatisfy { index in
          positions[start + index].contains { term in
            index == count - 1 && phrase.lastIsPrefix
              ? term.starts(with: phrase.terms[index]) : term == phrase.terms[index]
          }
        }
    }
  }

  func holds(_ leaf: QueryLeaf) -> Bool { leaf.forms.contains { holds($0.phrase) } }

  func answers(_ node: QueryNode) -> Bool {
    switch node {
    case .leaf(let leaf): holds(leaf)
    case .near(let leaves, let distance): holds(leaves, within: distance)
    case .filter: false
    case .not(let child, _): !answers(child)
    case .or(let children): children.contains(where: answers)
    case .and(let children):
      children.allSatisfy(answers) || answersWithJoinedNeighbours(children)
    }
  }

  /// Every form and every place of each leaf with those of the others; a form that ends in a run
  /// covers its last character, too.
  private func holds(_ leaves: [QueryLeaf], within distance: Int) -> Bool {
    var choices: [[Range<Int>]] = [[]]
    var tokenizer = Tokenizer()
    for leaf in leaves {
      var places: [Range<Int>] = []
      for form in leaf.forms {
        let tokens = tokenizer.tokens(form.text).filter { !$0.colocated }
        let extent = form.kind == .date ? form.phrase.terms.count : tokens.count
        places += starts(of: form.phrase).map { $0..<($0 + extent) }
      }
      choices = choices.flatMap { choice in places.map { choice + [$0] } }
    }
    return choices.contains { choice in
      let last = choice.map(\.lowerBound).max() ?? 0
      return choice.allSatisfy { last - $0.upperBound <= distance }
    }
  }

  private func answersWithJoinedNeighbours(_ children: [QueryNode]) -> Bool {
    children.indices.dropFirst().contains { index in
      guard let left = plainWord(children[index - 1]), let right = plainWord(children[index]),
        !left.isPrefix
      else { return false }
      return holds(Phrase(terms: [left.term + right.term], lastIsPrefix: right.isPrefix))
        && children.indices.allSatisfy {
          $0 == index || $0 == index - 1 || answers(children[$0])
        }
    }
  }

  private func plainWord(_ node: QueryNode) -> (term: [UInt8], isPrefix: Bool)? {
    guard case .leaf(let leaf) = node, !leaf.isQuoted,
      let terms = leaf.forms.first?.phrase.terms, terms.count == 1,
      let term = terms.first, TokenKind(term: term, colocated: false) == .word,
      !text(term).hasSuffix("+"), !text(term).hasSuffix("#")
    else { return nil }
    return (term, leaf.isPrefix)
  }
}

private let words = [
  "輝達", "達", "股價下跌", "Deep", "Seek", "DeepSeek", "deepseek", "e-mail", "email", "C++", "c", "H800",
  "人々", "人人", "がらす", "ガラス", "2025-02-28", "2025年2月28日", "2025年2月", "3,200", "한국은", "한", "ไทย",
]

private func randomDocument(_ generator: inout SplitMix64) -> String {
  (0..<Int.random(in: 1...6, using: &generator)).map { _ in
    (words.randomElement(using: &generator) ?? "")
      + (["", " ", "。", "\n"].randomElement(using: &generator) ?? "")
  }.joined()
}

private func randomQuery(_ generator: inout SplitMix64, depth: Int) -> String {
  let joiner = [" ", " ", " OR "].randomElement(using: &generator) ?? " "
  return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
    let sign = Int.random(in: 0..<5, using: &generator) == 0 ? "-" : ""
    if depth > 0, Int.random(in: 0..<3, using: &generator) == 0 {
      return "\(sign)(\(randomQuery(&generator, depth: depth - 1)))"
    }
    let word = words.randomElement(using: &generator) ?? ""
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return "\(sign)\"\(word) \(words.randomElement(using: &generator) ?? "")\""
    case 1: return "\(sign)\(word)*"
    case 2:
      let other = words.randomElement(using: &generator) ?? ""
      return "\(sign)\(word) NEAR/\(Int.random(in: 0...6, using: &generator)) \(other)"
    default: return sign + word
    }
  }.joined(separator: joiner)
}

@Test(arguments: 1...8 as ClosedRange<UInt64>)
func `FTS5 finds what the tree asks for`(seed: UInt64) throws {
  var generator = SplitMix64(seed: seed)
  let documents = (0..<60).map { _ in randomDocument(&generator) }
  let naive = documents.map(TermsByPosition.init)
  var configuration = Configuration()
  configuration.prepareDatabase { database in
    if let connection = unsafe database.sqliteConnection { try unsafe registerSou(on: connection) }
  }
  try DatabaseQueue(configuration: configuration).write { database in
    try database.execute(sql: "CREATE VIRTUAL TABLE note USING fts5(body, tokenize = 'sou')")
    for (index, document) in documents.enumerated() {
      try database.execute(
        sql: "INSERT INTO note(rowid, body) VALUES (?, ?)", arguments: [index, document])
    }
    func found(_ compiled: CompiledQuery?) throws -> [Int] {
      guard let compiled else { return [] }
      return try Int.fetchAll(
        database, sql: "SELECT rowid FROM note WHERE note MATCH ? ORDER BY rowid",
        arguments: [text(compiled.match)])
    }
    for _ in 0..<150 {
      let source = randomQuery(&generator, depth: 3)
      let query = query(source)
      let comment: Comment = "seed \(seed): \(source)"
      let strict = naive.indices.filter { index in query.root.map(naive[index].answers) ?? false }
      #expect(try found(query.compileStrict()) == strict, comment)

      var excluded: [QueryNode] = []
      if case .and(let children) = query.root { excluded = children.filter(\.isNegative) }
      let any = naive.indices.filter { index in
        query.terms.contains { naive[index].holds($0.leaf) }
          && excluded.allSatisfy(naive[index].answers)
      }
      #expect(try found(query.compileAny()) == any, comment)
    }
  }
}
