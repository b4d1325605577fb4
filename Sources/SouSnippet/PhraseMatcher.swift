public import SouAnalysis

/// Finds where phrases stand in a text, by the tokens that the index holds of it.
///
/// It works with single characters colocated (`unigrams`), whatever the index does, so that a
/// single character or a prefix gives its own bytes and not those of a whole bigram.
public struct PhraseMatcher: ~Copyable {
  private var tokenizer: Tokenizer
  private let terms: [MatcherTerm]
  private let phrases: [NumberedPhrase]

  /// A phrase by the numbers of its terms in `terms`.
  private struct NumberedPhrase {
    var terms: [Int]
    var leaf: Int
    var weight: Double
  }

  /// Makes a matcher.
  ///
  /// - Parameters:
  ///   - phrases: All forms of all leaves; a phrase without terms stands nowhere.
  ///   - options: How the phrases were analysed.
  public init(
    phrases: [(phrase: Phrase, leaf: Int, weight: Double)], options: TokenizerOptions = .init()
  ) {
    var terms: [MatcherTerm] = []
    var numbered: [NumberedPhrase] = []
    for (phrase, leaf, weight) in phrases where !phrase.terms.isEmpty {
      var numbers: [Int] = []
      for (index, bytes) in phrase.terms.enumerated() {
        let isPrefix = phrase.lastIsPrefix && index == phrase.terms.count - 1
        let term = MatcherTerm(bytes: bytes, isPrefix: isPrefix)
        if let known = terms.firstIndex(of: term) {
          numbers.append(known)
        } else {
          numbers.append(terms.count)
          terms.append(term)
        }
      }
      numbered.append(NumberedPhrase(terms: numbers, leaf: leaf, weight: weight))
    }
    self.terms = terms
    self.phrases = numbered
    var options = options
    options.unigrams = true
    tokenizer = Tokenizer(options: options)
  }

  /// The places of all phrases in a text, ordered by start and end.
  ///
  /// - Parameter text: UTF-8.
  /// - Returns: Each byte range once; of several leaves that stand at one, the weightiest.
  /// - Complexity: O(tokens × terms), and an allocation a hit at most.
  public mutating func matches(in text: [UInt8]) -> [PhraseMatch] {
    guard !phrases.isEmpty else { return [] }
    var sink = TermHits(terms: terms)
    unsafe text.withUnsafeBufferPointer { bytes in unsafe tokenizer.tokenize(bytes, into: &sink) }

    var matches: [PhraseMatch] = []
    for phrase in phrases { appendMatches(of: phrase, in: sink.hits, to: &matches) }
    matches.sort {
      ($0.start, $0.end, -$0.weight, $0.leaf) < ($1.start, $1.end, -$1.weight, $1.leaf)
    }
    var distinct: [PhraseMatch] = []
    for match in matches
    where match.start != distinct.last?.start || match.end != distinct.last?.end {
      distinct.append(match)
    }
    return distinct
  }

  /// Merges the hits of a phrase's terms, each list ordered by position.
  private func appendMatches(
    of phrase: NumberedPhrase, in hits: [[TermHit]], to matches: inout [PhraseMatch]
  ) {
    var next = Array(repeating: 0, count: phrase.terms.count)
    search: for first in hits[phrase.terms[0]] {
      // The same range was given at the chain's first part.
      if phrase.terms.count == 1, first.endsChain { continue }
      var match = PhraseMatch(
        start: first.start, end: first.end, leaf: phrase.leaf, weight: phrase.weight)
      for index in phrase.terms.indices.dropFirst() {
        let candidates = hits[phrase.terms[index]]
        while next[index] < candidates.count,
          candidates[next[index]].position < first.position + index
        { next[index] += 1 }
        guard next[index] < candidates.count else { return }
        let hit = candidates[next[index]]
        guard hit.position == first.position + index else { continue search }
        match.start = min(match.start, hit.start)
        match.end = max(match.end, hit.end)
      }
      matches.append(match)
    }
  }
}
