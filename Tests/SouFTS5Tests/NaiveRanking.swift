import Foundation
import SouAnalysis

/// BM25F by the book over tokens in arrays; shares nothing with `SouRanking`.
struct NaiveRanking {
  /// For each document and field the terms at each position.
  let documents: [[[[[UInt8]]]]]

  init(_ documents: [[String]]) {
    var tokenizer = Tokenizer()
    var analysed: [[[[[UInt8]]]]] = []
    for fields in documents {
      analysed.append([])
      for text in fields {
        var positions: [[[UInt8]]] = []
        for token in tokenizer.tokens(Array(text.utf8)) {
          if !token.colocated { positions.append([]) }
          positions[positions.count - 1].append(token.term)
        }
        analysed[analysed.count - 1].append(positions)
      }
    }
    self.documents = analysed
  }

  func occurrences(_ phrase: Phrase, in field: [[[UInt8]]]) -> Int {
    guard field.count >= phrase.terms.count else { return 0 }
    return (0...(field.count - phrase.terms.count)).count { start in
      phrase.terms.indices.allSatisfy { index in
        let isPrefix = phrase.lastIsPrefix && index == phrase.terms.count - 1
        return field[start + index].contains {
          isPrefix ? $0.starts(with: phrase.terms[index]) : $0 == phrase.terms[index]
        }
      }
    }
  }

  /// True if a document holds any of the phrases.
  func holds(_ id: Int, anyOf phrases: [Phrase]) -> Bool {
    documents[id].contains { field in phrases.contains { occurrences($0, in: field) > 0 } }
  }

  /// The largest length of four significant bits, counted from 24, that is not above the given one.
  func rounded(_ length: Int) -> Double {
    guard length > 40 else { return Double(length) }
    var step = 1
    while (length - 24) / step >= 16 { step *= 2 }
    return Double(24 + (length - 24) / step * step)
  }

  /// Every document's score for leaves of weighted phrases.
  func scores(
    _ leaves: [[(phrase: Phrase, weight: Double)]], fieldWeights: [Double]
  ) -> [Double] {
    let averages = fieldWeights.indices.map { field in
      Double(documents.reduce(0) { $0 + $1[field].count }) / Double(documents.count)
    }
    var scores = documents.map { _ in 0.0 }
    for forms in leaves {
      var documentFrequency = 0
      var frequencies = documents.map { _ in 0.0 }
      for form in forms {
        let counts = documents.map { $0.map { occurrences(form.phrase, in: $0) } }
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
      for (id, frequency) in frequencies.enumerated() {
        scores[id] += idf * frequency / (frequency + 1.0)
      }
    }
    return scores
  }
}
