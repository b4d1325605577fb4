import Foundation

/// A number from 0 to 1 that says how well a ranking answers a judged query; the larger the better.
///
/// A document is relevant if its grade is above 0; one that was not judged is not relevant. All
/// agree with trec_eval 9 and 10 (`ndcg_cut_10`, `recip_rank` of ten documents, `recall_10`,
/// `recall_100`).
public enum Measure: String, CaseIterable, Sendable {
  /// The discounted gain of the first ten over that of the best ranking of all judged documents:
  /// Järvelin, Kekäläinen, *Cumulated Gain-Based Evaluation of IR Techniques* (ACM TOIS 20:4,
  /// 2002). The gain is the grade itself (linear), the discount log2(rank + 1), as in trec_eval;
  /// with the grades 0 and 1 the exponential gain, 2^grade - 1, is the same.
  case ndcg10 = "ndcg@10"
  /// One over the rank of the first relevant document among ten, else 0: Voorhees, *The TREC-8
  /// Question Answering Track Report* (1999).
  case mrr10 = "mrr@10"
  /// The share of the relevant documents that are among the first ten.
  case recall10 = "recall@10"
  /// The share of the relevant documents that are among the first hundred.
  case recall100 = "recall@100"

  /// The measure of one query's ranking.
  ///
  /// - Parameters:
  ///   - found: The grade of each document found, best first; 0 for one that was not judged.
  ///   - judged: The grades of all documents judged for the query, in any order.
  /// - Returns: A number from 0 to 1; 0 where no judged document is relevant.
  public func value(found: [Int], judged: [Int]) -> Double {
    guard judged.contains(where: { $0 > 0 }) else { return 0 }
    return switch self {
    case .ndcg10: Self.gain(of: found) / Self.gain(of: judged.sorted(by: >))
    case .mrr10: found.prefix(10).firstIndex { $0 > 0 }.map { 1 / Double($0 + 1) } ?? 0
    case .recall10: Self.recall(found.prefix(10), of: judged)
    case .recall100: Self.recall(found.prefix(100), of: judged)
    }
  }

  /// The discounted gain of the first ten.
  private static func gain(of grades: [Int]) -> Double {
    grades.prefix(10).enumerated().reduce(0) { sum, entry in
      sum + Double(max(entry.element, 0)) / log2(Double(entry.offset + 2))
    }
  }

  private static func recall(_ found: ArraySlice<Int>, of judged: [Int]) -> Double {
    Double(found.count { $0 > 0 }) / Double(judged.count { $0 > 0 })
  }
}
