package import SouIndex
package import SouQuery
import SouRanking

extension IndexReader {
  /// The best documents for a query, as FTS5 and SQL find them.
  ///
  /// Where no word is asked for, the newest come first, and those whose date can't be read last.
  ///
  /// - Parameters:
  ///   - query: What is asked for.
  ///   - fieldWeights: What an occurrence in title and body is worth.
  ///   - limit: At most so many are returned.
  /// - Returns: The hits, and the number of all documents found.
  /// - Throws: `IndexError`.
  package func plainSearch(
    _ query: CompiledQuery, fieldWeights: [Double], limit: Int
  ) throws(IndexError) -> (hits: [Hit], total: Int) {
    let plan = RankPlan(phrases: query.plan, fieldWeights: fieldWeights).bytes
    let condition = query.condition.map { DocumentCondition($0, options: options) }
    guard let condition, !query.requiresMatch else {
      return try search(match: query.match, plan: plan, limit: limit, condition: condition)
    }
    guard query.leaves.isEmpty else {
      return try search(condition: condition, scoring: query.match, plan: plan, limit: limit)
    }
    return try list(condition: condition, limit: limit) { date in
      DateSpan(firstIn: date).map { Double($0.first) }
    }
  }
}
