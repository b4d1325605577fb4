internal import SouAnalysis

/// A term to look for.
struct MatcherTerm: Equatable {
  let bytes: [UInt8]
  /// True if it need only begin a token.
  let isPrefix: Bool

  /// Compares from the end, where bigrams differ most.
  func matches(_ term: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isPrefix ? bytes.count <= term.count : bytes.count == term.count else { return false }
    var index = bytes.count
    while index > 0 {
      index -= 1
      guard unsafe bytes[index] == term[index] else { return false }
    }
    return true
  }
}

/// A token that is a term, or begins with it.
struct TermHit {
  var position: Int
  var start: Int
  var end: Int
  /// True for a joined form at its last part (`nvdaus` at `us`): it begins before its position does.
  var endsChain: Bool
}

/// Keeps the tokens that terms match, and nothing of the others.
struct TermHits: TokenSink {
  let terms: [MatcherTerm]
  /// For each term its hits, one a position: the shortest.
  private(set) var hits: [[TermHit]]
  private var position = -1
  private var positionStart = 0

  init(terms: [MatcherTerm]) {
    self.terms = terms
    hits = Array(repeating: [], count: terms.count)
  }

  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) {
    if !colocated {
      position += 1
      positionStart = start
    }
    for index in terms.indices where unsafe terms[index].matches(term) {
      let hit = TermHit(
        position: position, start: start, end: end, endsChain: start < positionStart)
      if let last = hits[index].last, last.position == position {
        if end - start < last.end - last.start { hits[index][hits[index].count - 1] = hit }
      } else {
        hits[index].append(hit)
      }
    }
  }
}
