/// What was found for some queries, best first.
public struct Run: Sendable {
  /// A document that was found.
  public struct Entry: Equatable, Sendable {
    /// The document's name.
    public let locator: String
    /// The larger the better.
    public let score: Double
  }

  /// The ids of the queries, in the order in which they were asked.
  public private(set) var queries: [String] = []
  private var entries: [String: [Entry]] = [:]

  /// Makes a run without queries.
  init() {}

  /// What was found for a query, best first; each locator once.
  public func entries(of query: String) -> [Entry] { entries[query] ?? [] }

  /// Adds what was found for a query that the run does not have yet.
  mutating func append(_ found: [Entry], for query: String) {
    queries.append(query)
    entries[query] = found
  }
}
