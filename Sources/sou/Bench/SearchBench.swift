import Foundation
import SouIndex
import SouQuery
import SouSearch

/// Asks an index and takes the time.
struct SearchBench {
  let path: String
  let limit: Int
  let runs: Int
  let threads: Int
  /// True to ask FTS5 too.
  let asksFTS5: Bool

  /// What a query found; the same each time that it is asked.
  private struct Answer: Equatable {
    let total: Int
    let exact: Bool
    let ids: [Int64]
    let scores: [Double]
  }

  /// Measures the queries of a kind, warm and cold; `mustFind` says that each is to find something,
  /// since it was drawn from the documents.
  func measure(_ queries: [BenchQuery], kind: String, mustFind: Bool) throws -> [SearchTimes] {
    let reader = try IndexReader(path: path)
    let searcher = Searcher(reader)
    // The run that warms up says what the answers are.
    let answers = try queries.map { try ask($0, searcher) }
    if mustFind, let missed = answers.firstIndex(where: { $0.total == 0 }) {
      throw Failure(
        "\(path): '\(queries[missed].text)' stands in a document and is not found; see 'sou check'")
    }
    let expressions = asksFTS5 ? try expressions(queries, answers, searcher, reader) : nil
    var warm = SearchTimes(kind: kind, state: "warm", queries: queries.map(\.text))
    warm.found = answers.map(\.total)
    warm.threads = threads
    var cold = warm
    cold.state = "cold"
    var fts5 = warm
    fts5.state = "fts5"

    for run in 0..<runs {
      for (place, query) in queries.enumerated() {
        // One after the other on each query, the first one in turns, so that both meet the same load.
        let asksSouFirst = run.isMultiple(of: 2)
        func askSou() throws {
          try warm.time(place) {
            try compare(ask(query, searcher), answers[place], query)
          }
        }
        if asksSouFirst { try askSou() }
        if let match = expressions?[place] {
          try fts5.time(place) {
            _ = try reader.idsByFTS5Rank(match: match, limit: limit)
          }
        }
        if !asksSouFirst { try askSou() }
      }
    }
    for (place, query) in queries.enumerated() {
      try cold.time(place) {
        let searcher = Searcher(try IndexReader(path: path))
        try compare(ask(query, searcher), answers[place], query)
      }
    }
    warm.queriesPerSecond = try queriesPerSecond(queries, answers, isCold: false)
    cold.queriesPerSecond = try queriesPerSecond(queries, answers, isCold: true)
    guard asksFTS5 else { return [warm, cold] }
    warm.setRatios(to: fts5)
    return [warm, cold, fts5]
  }

  /// The MATCH expressions of the queries, once their answers have been compared with FTS5's; `nil`
  /// for one that asks for more than an expression says.
  private func expressions(
    _ queries: [BenchQuery], _ answers: [Answer], _ searcher: Searcher, _ reader: IndexReader
  ) throws -> [[UInt8]?] {
    try zip(queries, answers).map { query, answer in
      let asked = searcher.query(Array(query.text.utf8))
      guard let compiled = query.step == .any ? asked.compileAny() : asked.compileStrict() else {
        return nil
      }
      let plain = try searcher.plainSearch(compiled, limit: limit)
      guard plain.hits.map(\.id) == answer.ids, plain.hits.map(\.score) == answer.scores,
        answer.exact ? plain.total == answer.total : plain.total >= answer.total
      else {
        throw Failure("\(path): '\(query.text)' has another answer by way of FTS5; see 'sou check'")
      }
      return compiled.condition == nil ? compiled.match : nil
    }
  }

  /// Asks on all threads at once, each thread all queries, beginning with another one.
  private func queriesPerSecond(
    _ queries: [BenchQuery], _ answers: [Answer], isCold: Bool
  ) throws -> Double {
    let failure = FirstFailure()
    let start = ContinuousClock.now
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      do {
        var searcher = Searcher(try IndexReader(path: path))
        for step in queries.indices {
          let place = (step + thread * queries.count / threads) % queries.count
          if isCold { searcher = Searcher(try IndexReader(path: path)) }
          try compare(ask(queries[place], searcher), answers[place], queries[place])
        }
      } catch {
        failure.set(error)
      }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try failure.rethrow()
    return Double(queries.count * threads) / seconds
  }

  private func ask(_ query: BenchQuery, _ searcher: Searcher) throws -> Answer {
    var options = SearchOptions(limit: limit)
    options.step = query.step
    options.snippetWidth = 0
    let result = try searcher.search(query.text, options: options)
    return Answer(
      total: result.total, exact: result.exact, ids: result.hits.map(\.id),
      scores: result.hits.map(\.score))
  }

  private func compare(_ answer: Answer, _ first: Answer, _ query: BenchQuery) throws {
    guard answer == first else {
      throw Failure("\(path): '\(query.text)' has another answer than before; is it being written?")
    }
  }
}

/// The first error of several threads; the lock guards it.
private final class FirstFailure: @unchecked Sendable {
  private let lock = NSLock()
  private var error: (any Error)?

  func set(_ error: any Error) { lock.withLock { self.error = self.error ?? error } }

  func rethrow() throws {
    if let error = lock.withLock({ error }) { throw error }
  }
}
