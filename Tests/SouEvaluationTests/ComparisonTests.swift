import Testing

@testable import SouEvaluation

struct ComparisonTests {
  @Test func `three wins of the same size`() {
    // Of the 8 ways to choose signs +++ and --- are as far from 0: 2/8.
    let comparison = Comparison([1, 1, 0.5], [0.5, 0.5, 0])
    #expect(comparison.difference == 0.5)
    #expect(comparison.better == 3)
    #expect(comparison.worse == 0)
    #expect(comparison.p == 0.25)
  }

  @Test func `queries that do not differ count in the mean alone`() {
    // The sums of ±0.5 ±0.25 ±0.25 are 1, 0.5, 0.5, 0 and their negatives; seen is
    // 0.5 - 0.25 + 0.25 = 0.5, and six of the eight are as far from 0.
    let comparison = Comparison([0.5, 0, 0.5, 0.75], [0, 0.25, 0.25, 0.75])
    #expect(comparison.difference == 0.125)
    #expect(comparison.better == 2)
    #expect(comparison.worse == 1)
    #expect(comparison.p == 0.75)
  }

  @Test func `equal runs have p 1`() {
    #expect(Comparison([0.3, 0.7], [0.3, 0.7]).p == 1)
    #expect(Comparison([], []).p == 1)
  }

  @Test func `rounding makes no difference`() {
    // 0.1 + 0.2 and 0.3 are not the same in binary; all four sums are 0 or as far as the one seen.
    let comparison = Comparison([0.1 + 0.2, 0], [0, 0.3])
    #expect(comparison.p == 1)
  }

  @Test func `the other way round the sign changes and p stays`() {
    let first = (0..<20).map { Double($0 % 7) / 7 }
    let second = (0..<20).map { Double($0 % 5) / 5 }
    let forth = Comparison(first, second)
    let back = Comparison(second, first)
    #expect(forth.difference == -back.difference)
    #expect(forth.p == back.p)
    #expect(forth == Comparison(first, second))
  }

  @Test func `random signs agree with all signs`() {
    // One query more than are tried in full.
    let count = Comparison.exactLimit + 1
    let sizes = [0.4, -0.3, 0.25, 0.1, -0.2]
    let differences = (0..<count).map { sizes[$0 % sizes.count] }
    var extreme = 0
    let seen = abs(differences.reduce(0, +)) - 1e-9
    for signs in 0..<(1 << count) {
      var sum = 0.0
      for index in 0..<count {
        sum += signs >> index & 1 == 0 ? differences[index] : -differences[index]
      }
      if abs(sum) >= seen { extreme += 1 }
    }
    let exact = Double(extreme) / Double(1 << count)
    #expect((0.05..<0.95).contains(exact))
    // Five standard errors of a share of 100,000 samples are below 0.008.
    #expect(abs(Comparison(differences, Array(repeating: 0, count: count)).p - exact) < 0.008)
  }

  @Test func `p is never 0`() {
    // Two of 2^30 ways are as far from 0, and no sample is one of them.
    let p = Comparison(Array(repeating: 1, count: 30), Array(repeating: 0, count: 30)).p
    #expect(p == 1.0 / 100_001)
  }
}
