/// Whether one run is better than another, by one measure over the same queries.
///
/// The test is Fisher's paired randomization, two-sided: were both runs alike, each query's
/// difference could as well have the other sign, so `p` is the share of all ways to choose the
/// signs whose mean is at least as far from 0 as the one seen. It assumes nothing about how
/// differences are distributed (Smucker, Allan, Carterette, *A Comparison of Statistical
/// Significance Tests for Information Retrieval Evaluation*, CIKM 2007).
public struct Comparison: Equatable, Sendable {
  /// The mean of the first minus that of the second.
  public let difference: Double
  /// The number of queries for which the first is better.
  public let better: Int
  /// The number of queries for which the second is better.
  public let worse: Int
  /// How likely a difference of this size is where there is none: small if the runs do differ.
  public let p: Double

  /// Up to so many queries that differ, all ways to choose the signs are tried.
  static let exactLimit = 16
  /// How many random ways are tried where there are more.
  static let sampleCount = 100_000

  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - first: A value for each query.
  ///   - second: A value for each of the same queries, in the same order.
  /// - Complexity: O(queries that differ), some 100,000 times.
  public init(_ first: [Double], _ second: [Double]) {
    let differences = zip(first, second).map { $0 - $1 }
    difference = differences.reduce(0, +) / Double(max(differences.count, 1))
    better = differences.count { $0 > 0 }
    worse = differences.count { $0 < 0 }
    // A difference of 0 is the same with either sign.
    p = Self.significance(of: differences.filter { $0 != 0 })
  }

  private static func significance(of differences: [Double]) -> Double {
    // Below what is seen by more than rounding can make of equal sums.
    let seen = abs(differences.reduce(0, +)) - 1e-9
    if differences.count <= exactLimit {
      let all = UInt64(1) << UInt64(differences.count)
      let extreme = (0..<all).count { signs in abs(sum(of: differences) { signs }) >= seen }
      return Double(extreme) / Double(all)
    }
    var random = SignSource()
    let extreme = (0..<sampleCount).count { _ in
      abs(sum(of: differences) { random.next() }) >= seen
    }
    // The signs seen are one way more, so p is never 0: Phipson, Smyth, *Permutation P-values Should
    // Never Be Zero* (2010).
    return Double(extreme + 1) / Double(sampleCount + 1)
  }

  /// The sum with some signs turned: those whose bit is set, 64 differences a word of bits.
  private static func sum(of differences: [Double], signs: () -> UInt64) -> Double {
    var sum = 0.0
    var word: UInt64 = 0
    for (index, difference) in differences.enumerated() {
      if index.isMultiple(of: 64) { word = signs() }
      sum += word & 1 == 0 ? difference : -difference
      word >>= 1
    }
    return sum
  }
}

/// Random bits, the same at each run: wyrand (Wang Yi).
private struct SignSource {
  private var state: UInt64 = 0

  mutating func next() -> UInt64 {
    state &+= 0xA076_1D64_78BD_642F
    let product = state.multipliedFullWidth(by: state ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
