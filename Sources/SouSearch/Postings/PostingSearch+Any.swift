import SouIndex
import SouPostings
import SouQuery

extension PostingSearch {
  /// Bounds are sums in another order than scores are: what rounding may take away.
  private static var slack: Double { 1 - 1e-12 }

  /// The best documents that have any of some leaves.
  ///
  /// MaxScore, a term at a time ("Query Evaluation: Strategies and Optimizations", Turtle and Flood,
  /// 1995): leaves are read whole in the order of what they can give at most, which is their idf. As
  /// soon as all the leaves that are left cannot lift a new document into the best k, they are only
  /// looked up in the documents that they still can lift.
  ///
  /// - Parameters:
  ///   - numbers: The leaves, ascending as all that is scored.
  ///   - excluded: What must not be found.
  /// - Returns: The best; the total is a lower bound where not all was read.
  /// - Throws: What `Postings` throws.
  func best(ofAny numbers: [Int], except excluded: [QueryExpression]) throws -> Answer {
    let excluded = try excludedDocuments(excluded)
    let rowCount = numbers.reduce(0) { $0 + leaves[$1].size }
    if numbers.count == 1 { return try best(of: leaves[numbers[0]], except: excluded) }
    if countsAll || limit == 0 || rowCount <= smallRowCount {
      return try bestOfAll(numbers, except: excluded)
    }

    let order = numbers.sorted { leaves[$0].idf > leaves[$1].idf }
    var bound = order.reduce(0) { $0 + leaves[$1].idf }
    defer { scores.removeAll() }
    var known: [[[Occurrences]]] = Array(repeating: [], count: leaves.count)
    var read = 0.0
    var needed = -Double.infinity
    var next = 0
    while next < order.count {
      if bound < needed * Self.slack { break }
      let number = order[next]
      let rows = try leaves[number].forms.map { try $0.rows() }
      try addScores(of: leaves[number], rows, except: excluded)
      known[number] = rows
      bound -= leaves[number].idf
      next += 1
      read += leaves[number].idf
      // Looking for what is needed costs a pass: only where it may end the reading.
      if bound < read * 0.7, bound < needed * 1.5 || needed < 0 {
        needed = scores.largest(limit)
      }
    }

    // Those that can still be among the best, with what they have so far.
    var candidates: [(document: UInt32, score: Double)] = []
    scores.forEach { document, score in
      if score + bound >= needed * Self.slack { candidates.append((document, score)) }
    }
    candidates.sort { $0.document < $1.document }
    let isExact = next == order.count
    for number in order[next...] {
      let documents = candidates.map(\.document)
      let rows = try leaves[number].forms.map { try $0.rows(among: documents) }
      known[number] = rows
      bound -= leaves[number].idf
      var index = 0
      try scorer.forEachScore(of: leaves[number], rows: rows) { document, score in
        while index < candidates.count, candidates[index].document < document { index += 1 }
        if index < candidates.count, candidates[index].document == document {
          candidates[index].score += score
        }
      }
      var largest = LargestScores(limit: limit)
      for candidate in candidates { largest.insert(candidate.score) }
      needed = max(needed, largest.least)
      candidates.removeAll { $0.score + bound < needed * Self.slack }
    }

    var best = TopHits(limit: limit)
    for (document, _) in candidates {
      best.insert(
        IndexReader.Hit(id: Int64(document), score: try score(of: document, numbers, known)))
    }
    let total = max(
      scores.count, excluded.isEmpty ? numbers.map { leaves[$0].largestForm }.max() ?? 0 : 0)
    return Answer(hits: best.hits, total: total, isExact: isExact)
  }

  /// One leaf alone.
  private func best(of leaf: LeafRows, except excluded: [UInt32]) throws -> Answer {
    var best = BestRows(limit: limit)
    var total = 0
    var index = 0
    try scorer.forEachScore(of: leaf, rows: leaf.forms.map { try $0.rows() }) { document, score in
      while index < excluded.count, excluded[index] < document { index += 1 }
      if index < excluded.count, excluded[index] == document { return }
      total += 1
      best.insert(document, score)
    }
    return Answer(hits: best.hits, total: total, isExact: true)
  }

  /// All leaves, read whole and in their order, so that the sums are the scores.
  private func bestOfAll(_ numbers: [Int], except excluded: [UInt32]) throws -> Answer {
    defer { scores.removeAll() }
    for number in numbers.sorted() {
      let rows = try leaves[number].forms.map { try $0.rows() }
      try addScores(of: leaves[number], rows, except: excluded)
    }
    var best = BestRows(limit: limit)
    scores.forEach { best.insert($0, $1) }
    return Answer(hits: best.hits, total: scores.count, isExact: true)
  }

  private func addScores(
    of leaf: LeafRows, _ rows: [[Occurrences]], except excluded: [UInt32]
  ) throws {
    var index = 0
    try scorer.forEachScore(of: leaf, rows: rows) { document, score in
      while index < excluded.count, excluded[index] < document { index += 1 }
      if index < excluded.count, excluded[index] == document { return }
      scores.add(document, score)
    }
  }

  /// A document's score, with the sums in their order.
  private func score(
    of document: UInt32, _ numbers: [Int], _ known: [[[Occurrences]]]
  ) throws -> Double {
    var sum = 0.0
    for number in numbers.sorted() {
      let leaf = leaves[number]
      var frequency = 0.0
      for (form, rows) in zip(leaf.forms, known[number]) {
        guard let row = rows.row(of: document) else { continue }
        try scorer.add(row, weight: form.weight, to: &frequency)
      }
      sum += scorer.score(frequency: frequency, idf: leaf.idf)
    }
    return sum
  }
}

extension LeafRows {
  /// How many documents have the leaf at least.
  fileprivate var largestForm: Int { forms.map(\.count).max() ?? 0 }
}

extension [Occurrences] {
  /// The row of a document.
  ///
  /// - Complexity: O(log rows).
  fileprivate func row(of document: UInt32) -> Occurrences? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].document < document { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].document == document ? self[low] : nil
  }
}
