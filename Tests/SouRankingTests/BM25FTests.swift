import Foundation
import Testing

@testable import SouRanking

@Test func `the natural logarithm is that of the C library`() {
  var x = 1e-9
  while x < 1e12 {
    let expected = log(x)
    #expect(abs(naturalLogarithm(of: x) - expected) <= 4e-16 * max(abs(expected), 1), "ln \(x)")
    x *= 1.00037
  }
  #expect(naturalLogarithm(of: 1) == 0)
}

@Test func `idf falls with document frequency and stays above zero`() {
  for frequency in 0..<1000 {
    let idf = BM25F.idf(documents: 1000, documentFrequency: frequency)
    #expect(idf > BM25F.idf(documents: 1000, documentFrequency: frequency + 1))
  }
  #expect(BM25F.idf(documents: 1000, documentFrequency: 1000) > 0)
  #expect(abs(BM25F.idf(documents: 10, documentFrequency: 2) - log(1 + 8.5 / 2.5)) < 1e-15)
}

@Test func `idf takes impossible counts`() {
  #expect(
    BM25F.idf(documents: 3, documentFrequency: 9) == BM25F.idf(documents: 3, documentFrequency: 3))
  #expect(BM25F.idf(documents: -1, documentFrequency: -1).isFinite)
  #expect(BM25F.idf(documents: .max, documentFrequency: 0).isFinite)
}

@Test func `an occurrence counts less in a longer field`() {
  let scorer = BM25F(fieldWeights: [3, 1])
  #expect(scorer.occurrenceWeight(field: 0, length: 10, averageLength: 10) == 3)
  #expect(scorer.occurrenceWeight(field: 1, length: 10, averageLength: 10) == 1)
  #expect(scorer.occurrenceWeight(field: 2, length: 10, averageLength: 10) == 1)
  #expect(abs(scorer.occurrenceWeight(field: 1, length: 20, averageLength: 10) - 1 / 1.75) < 1e-15)
  #expect(scorer.occurrenceWeight(field: 1, length: 0, averageLength: 0) == 1)
}

@Test func `a leaf saturates at its idf`() {
  let scorer = BM25F()
  #expect(scorer.score(frequency: 0, idf: 5) == 0)
  #expect(abs(scorer.score(frequency: 1.0, idf: 5) - 2.5) < 1e-15)
  #expect(scorer.score(frequency: 1, idf: 5) < scorer.score(frequency: 2, idf: 5))
  #expect(scorer.score(frequency: 1e9, idf: 5) < 5)
}
