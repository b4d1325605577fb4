import Foundation
import SouIndex
import SouSearch

/// Asks an index and takes the time.
struct SearchBench {
  let path: String
  let limit: Int
  let runs: Int
  let threads: Int

  /// What a query found; the same each time that it is asked.
  private struct Answer: Equatable {
    let total: Int
    let exact: Bool
    let ids: [Int64]
    let scores: [Double]
  }

  /// How queries are asked.
  enum State: String, CaseIterable {
    /// One after the other, of one searcher.
    case warm
    /// Each of a searcher of its own, which opens the index anew.
    case cold
  }

  /// Measures the queries of a kind in both states; `mustFind` says that each is to find something,
  /// since it was drawn from the documents.
  func measure(_ queries: [BenchQuery], kind: String, mustFind: Bool) throws -> [SearchTimes] {
    let searcher = Searcher(try IndexReader(path: path))
    // The run that warms up says what the answers are.
    let answers = try queries.map { try ask($0, searcher) }
    if mustFind, let missed = answers.firstIndex(where: { $0.total == 0 }) {
      throw Failure(
        "\(path): '\(queries[missed].text)' stands in a document and is not found; see 'sou check'")
    }
    return try State.allCases.map { state in
      let clock = ContinuousClock()
      var seconds = queries.map { _ in [Double]() }
      var runSeconds: [Double] = []
      for _ in 0..<(state == .warm ? runs : 1) {
        let start = clock.now
        for (place, query) in queries.enumerated() {
          let start = clock.now
          let asked = state == .warm ? searcher : Searcher(try IndexReader(path: path))
          let answer = try ask(query, asked)
          seconds[place].append((clock.now - start) / .seconds(1))
          try compare(answer, answers[place], query)
        }
        runSeconds.append((clock.now - start) / .seconds(1))
      }
      return SearchTimes(
        kind: kind, state: state.rawValue, found: answers.map(\.total), runSeconds: runSeconds,
        seconds: seconds.map { $0.median },
        queriesPerSecond: try queriesPerSecond(queries, answers, state), threads: threads)
    }
  }

  /// Asks on all threads at once, each thread all queries, beginning with another one.
  private func queriesPerSecond(
    _ queries: [BenchQuery], _ answers: [Answer], _ state: State
  ) throws -> Double {
    let failure = FirstFailure()
    let start = ContinuousClock.now
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      do {
        var searcher = Searcher(try IndexReader(path: path))
        for step in queries.indices {
          let place = (step + thread * queries.count / threads) % queries.count
          if state == .cold { searcher = Searcher(try IndexReader(path: path)) }
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

extension [Double] {
  /// The value in the middle; the mean of both where there are two.
  var median: Double {
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
