import SouEvaluation
import Testing

/// Each expected number was worked out by hand; 1/log2(3) is 0.63093, 1/log2(11) is 0.28906.
struct MeasureTests {
  private func value(_ measure: Measure, _ found: [Int], _ judged: [Int]) -> Double {
    measure.value(found: found, judged: judged)
  }

  @Test func `a single relevant document at rank three`() {
    // Gain 1/log2(4) = 0.5, ideal 1.
    #expect(value(.ndcg10, [0, 0, 1], [1]) == 0.5)
    #expect(value(.mrr10, [0, 0, 1], [1]) == 1.0 / 3)
    #expect(value(.recall10, [0, 0, 1], [1]) == 1)
    #expect(value(.recall100, [0, 0, 1], [1]) == 1)
  }

  @Test func `two of three relevant documents at ranks two and four`() {
    // Gain 1/log2(3) + 1/log2(5) = 0.63093 + 0.43068 = 1.06161;
    // ideal 1 + 1/log2(3) + 1/log2(4) = 2.13093; the quotient is 0.49819.
    let found = [0, 1, 0, 1]
    #expect(abs(value(.ndcg10, found, [1, 0, 1, 1]) - 0.49819) < 0.00001)
    #expect(value(.mrr10, found, [1, 0, 1, 1]) == 0.5)
    #expect(value(.recall10, found, [1, 0, 1, 1]) == 2.0 / 3)
  }

  @Test func `a grade is a linear gain`() {
    // Gain 2 + 0 + 3/log2(4) = 3.5; ideal 3 + 2/log2(3) + 1/log2(4) = 4.76186; 0.73501.
    // With the exponential gain 2^grade - 1 it would be (3 + 3.5) / (7 + 1.89279 + 0.5) = 0.69202.
    #expect(abs(value(.ndcg10, [2, 0, 3], [3, 2, 1, 0]) - 0.73501) < 0.00001)
  }

  @Test func `rank ten counts and rank eleven does not`() {
    let nine = Array(repeating: 0, count: 9)
    #expect(abs(value(.ndcg10, nine + [1], [1]) - 0.28906) < 0.00001)
    #expect(value(.mrr10, nine + [1], [1]) == 0.1)
    #expect(value(.recall10, nine + [1], [1]) == 1)
    for measure in [Measure.ndcg10, .mrr10, .recall10] {
      #expect(value(measure, nine + [0, 1], [1]) == 0)
    }
    #expect(value(.recall100, nine + [0, 1], [1]) == 1)
    #expect(value(.recall100, Array(repeating: 0, count: 100) + [1], [1]) == 0)
  }

  @Test func `the ideal has ten ranks too`() {
    // Of twelve relevant documents ten can be among the first ten.
    let judged = Array(repeating: 1, count: 12)
    #expect(value(.ndcg10, Array(repeating: 1, count: 10), judged) == 1)
    #expect(value(.recall10, Array(repeating: 1, count: 10), judged) == 10.0 / 12)
  }

  @Test(arguments: Measure.allCases)
  func `nothing found and nothing relevant are 0`(measure: Measure) {
    #expect(value(measure, [], [1]) == 0)
    #expect(value(measure, [0], [0]) == 0)
    #expect(value(measure, [-1, 0], [-1]) == 0)
    #expect(value(measure, [], []) == 0)
  }

  @Test func `a grade below 0 takes nothing away`() {
    // 1/log2(3).
    #expect(abs(value(.ndcg10, [-1, 1], [-1, 1]) - 0.63093) < 0.00001)
  }
}
