import SouAnalysis
import SouIndex
import SouPostings
import SouQuery

/// Answers a compiled query from the postings: the same documents and scores, to the bit, as MATCH
/// with `sou_rank` gives.
struct PostingSearch {
  let postings: Postings
  let scorer: PostingScorer
  let scores: ScoreTable
  private let tokenizer: TokenizerOptions
  /// What is scored, in the order in which scores are added up.
  let leaves: [LeafRows]
  private let expression: QueryExpression
  let limit: Int
  /// True if every document that is found must be counted.
  let countsAll: Bool
  /// Up to so many rows all are read: nothing is saved by reading less.
  let smallRowCount: Int

  /// What was found.
  struct Answer {
    let hits: [IndexReader.Hit]
    /// How many documents are found, or at least so many.
    let total: Int
    let isExact: Bool
    /// How telling each leaf is; nil if that was not found out.
    var idf: [Double]?
  }

  init(
    _ query: CompiledQuery, in postings: Postings, scorer: PostingScorer, scores: ScoreTable,
    tokenizer: TokenizerOptions, options: SearchOptions
  ) throws {
    self.postings = postings
    self.scorer = scorer
    self.scores = scores
    self.tokenizer = tokenizer
    leaves = try query.leaves.map {
      try LeafRows($0, in: postings, unigrams: tokenizer.unigrams)
    }
    expression = query.expression
    limit = max(options.limit, 0)
    countsAll = options.countsAll
    smallRowCount = options.smallRowCount
  }

  /// Finds the best documents.
  func answer() throws -> Answer {
    var answer = try best()
    answer.idf = leaves.map(\.idf)
    return answer
  }

  private func best() throws -> Answer {
    switch expression {
    case .phrase, .any:
      if let numbers = expression.scoredLeaves { return try best(ofAny: numbers, except: []) }
    case .near, .filter:
      throw NotInPostings()
    case .all(let children, let excluded):
      if children.count == 1, let numbers = children[0].scoredLeaves {
        return try best(ofAny: numbers, except: excluded)
      }
    }
    return try best(among: documents(expression, isTop: true))
  }

  /// Scores documents, ascending, and picks the best.
  private func best(among documents: [UInt32]) throws -> Answer {
    var sums = Array(repeating: 0.0, count: documents.count)
    for leaf in leaves {
      var index = 0
      let rows = try leaf.forms.map { try $0.rows(among: documents) }
      try scorer.forEachScore(of: leaf, rows: rows) { document, score in
        while index < documents.count, documents[index] < document { index += 1 }
        if index < documents.count, documents[index] == document { sums[index] += score }
      }
    }
    var best = BestRows(limit: limit)
    for (document, sum) in zip(documents, sums) { best.insert(document, sum) }
    return Answer(hits: best.hits, total: documents.count, isExact: true)
  }

  // MARK: - Which documents

  /// The documents that an expression finds, ascending. Where it is all there is, `isTop`, leaves may
  /// forget what it does not find.
  private func documents(_ expression: QueryExpression, isTop: Bool = false) throws -> [UInt32] {
    switch expression {
    case .phrase(let leaf, let number):
      return try rows(of: leaf, number).documents()
    case .near, .filter:
      throw NotInPostings()
    case .any(let children):
      return try union(of: children.map { try documents($0) })
    case .all(let children, let excluded):
      // The rarest first: the others are looked up in its documents.
      var rest = children.map { ($0, cost(of: $0)) }.sorted { $0.1 < $1.1 }[...]
      guard let first = rest.popFirst() else { return [] }
      var found = try documents(first.0)
      for (child, _) in rest where !found.isEmpty {
        if isTop, case .phrase(_, let number) = child, number >= 0 {
          try leaves[number].narrow(to: found)
        }
        found = try documents(child, among: found)
      }
      return try subtract(excluded, from: found)
    }
  }

  /// Those of some documents that an expression finds, ascending.
  private func documents(
    _ expression: QueryExpression, among documents: [UInt32]
  ) throws -> [UInt32] {
    switch expression {
    case .phrase(let leaf, let number):
      return try rows(of: leaf, number).documents(among: documents)
    case .near, .filter:
      throw NotInPostings()
    case .any(let children):
      return try union(of: children.map { try self.documents($0, among: documents) })
    case .all(let children, let excluded):
      let found = try children.reduce(documents) { try self.documents($1, among: $0) }
      return try subtract(excluded, from: found)
    }
  }

  private func subtract(_ excluded: [QueryExpression], from documents: [UInt32]) throws -> [UInt32]
  {
    try excluded.reduce(documents) { rest, expression in
      guard !rest.isEmpty else { return rest }
      return rest.subtracting(try self.documents(expression, among: rest))
    }
  }

  /// The documents that any of some expressions finds, ascending.
  func excludedDocuments(_ excluded: [QueryExpression]) throws -> [UInt32] {
    try union(of: excluded.map { try documents($0) })
  }

  private func rows(of leaf: QueryLeaf, _ number: Int) throws -> LeafRows {
    number >= 0
      ? leaves[number] : try LeafRows(leaf, in: postings, unigrams: tokenizer.unigrams)
  }

  /// About how many documents an expression finds.
  private func cost(of expression: QueryExpression) -> Int {
    switch expression {
    case .phrase(_, let number): number >= 0 ? leaves[number].size : postings.documentCount
    case .near, .filter: postings.documentCount
    case .all(let children, _): children.map { cost(of: $0) }.min() ?? 0
    case .any(let children): children.reduce(0) { $0 + cost(of: $1) }
    }
  }
}

extension QueryExpression {
  /// The leaves of which one must occur, if that is all that is asked.
  fileprivate var scoredLeaves: [Int]? {
    switch self {
    case .phrase(_, let number): return number >= 0 ? [number] : nil
    case .any(let children):
      var numbers: [Int] = []
      for child in children {
        guard case .phrase(_, let number) = child, number >= 0 else { return nil }
        numbers.append(number)
      }
      return numbers
    case .near, .filter, .all: return nil
    }
  }
}
