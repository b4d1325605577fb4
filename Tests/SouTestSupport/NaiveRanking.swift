import Foundation
public import SouAnalysis

/// BM25F by the book over tokens in arrays; shares nothing with `SouRanking`.
public final class NaiveRanking {
  private struct Place {
    let document: Int
    let field: Int
    let position: Int
  }

  private struct Asked: Hashable {
    let terms: [[UInt8]]
    let lastIsPrefix: Bool
  }

  /// For each document and field the terms at each position.
  private var documents: [[[[[UInt8]]]]] = []
  /// Where each term stands.
  private var places: [[UInt8]: [Place]] = [:]
  private var known: [Asked: [[[Int]]]] = [:]

  /// Reads documents, each given as its fields.
  public init(_ documents: some Sequence<[String]>) {
    var tokenizer = Tokenizer()
    for (document, fields) in documents.enumerated() {
      self.documents.append([])
      for (field, text) in fields.enumerated() {
        var positions: [[[UInt8]]] = []
        for token in tokenizer.tokens(Array(text.utf8)) {
          if !token.colocated { positions.append([]) }
          positions[positions.count - 1].append(token.term)
          places[token.term, default: []].append(
            Place(document: document, field: field, position: positions.count - 1))
        }
        self.documents[document].append(positions)
      }
    }
  }

  /// How often a phrase stands in each document's fields.
  public func counts(of phrase: Phrase) -> [[Int]] {
    positions(of: phrase).map { $0.map(\.count) }
  }

  /// Where a phrase begins in each document's fields, in no particular order.
  public func positions(of phrase: Phrase) -> [[[Int]]] {
    let asked = Asked(terms: phrase.terms, lastIsPrefix: phrase.lastIsPrefix)
    if let positions = known[asked] { return positions }
    var positions = documents.map { $0.map { _ in [Int]() } }
    var seen: Set<[Int]> = []
    for place in beginnings(of: phrase) {
      let terms = documents[place.document][place.field][place.position...]
      guard terms.count >= phrase.terms.count else { continue }
      let isHere = zip(phrase.terms.indices, terms).allSatisfy { index, found in
        let isPrefix = phrase.lastIsPrefix && index == phrase.terms.count - 1
        return found.contains {
          isPrefix ? $0.starts(with: phrase.terms[index]) : $0 == phrase.terms[index]
        }
      }
      // Two terms at one position may begin alike.
      let isNew = seen.insert([place.document, place.field, place.position]).inserted
      if isHere, isNew { positions[place.document][place.field].append(place.position) }
    }
    if known.count > 1_000 { known = [:] }
    known[asked] = positions
    return positions
  }

  private func beginnings(of phrase: Phrase) -> [Place] {
    guard let first = phrase.terms.first else { return [] }
    guard phrase.terms.count == 1, phrase.lastIsPrefix else { return places[first] ?? [] }
    return places.filter { $0.key.starts(with: first) }.flatMap(\.value)
  }

  /// True if a document holds any of the phrases.
  public func holds(_ id: Int, anyOf phrases: [Phrase]) -> Bool {
    phrases.contains { counts(of: $0)[id].contains { $0 > 0 } }
  }

  /// The largest length of four significant bits, counted from 24, that is not above the given one.
  private func rounded(_ length: Int) -> Double {
    guard length > 40 else { return Double(length) }
    var step = 1
    while (length - 24) / step >= 16 { step *= 2 }
    return Double(24 + (length - 24) / step * step)
  }

  /// Every document's score for leaves of weighted phrases, each of which counts in one field alone
  /// or in all.
  public func scores(
    _ leaves: [[(phrase: Phrase, weight: Double)]], inFields fields: [Int?]? = nil,
    fieldWeights: [Double]
  ) -> [Double] {
    let averages = fieldWeights.indices.map { field in
      Double(documents.reduce(0) { $0 + $1[field].count }) / Double(documents.count)
    }
    var scores = documents.map { _ in 0.0 }
    for (leaf, forms) in leaves.enumerated() {
      var documentFrequency = 0
      var frequencies = documents.map { _ in 0.0 }
      for form in forms {
        var counts = counts(of: form.phrase)
        if let asked = fields?[leaf] {
          counts = counts.map { $0.enumerated().map { $0.offset == asked ? $0.element : 0 } }
        }
        documentFrequency = max(documentFrequency, counts.count { $0.contains { $0 > 0 } })
        for (id, fields) in counts.enumerated() {
          for (field, count) in fields.enumerated() where count > 0 {
            let length = rounded(documents[id][field].count)
            let norm = 1 - 0.75 + 0.75 * length / averages[field]
            frequencies[id] += form.weight * fieldWeights[field] * Double(count) / norm
          }
        }
      }
      let without = Double(documents.count - documentFrequency)
      let idf = log(1 + (without + 0.5) / (Double(documentFrequency) + 0.5))
      for (id, frequency) in frequencies.enumerated() where frequency > 0 {
        scores[id] += idf * frequency / (frequency + 1.0)
      }
    }
    return scores
  }
}
