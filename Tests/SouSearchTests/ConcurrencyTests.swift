import Foundation
import SouSearch
import SouTestSupport
import Testing

@testable import SouIndex

/// Each batch of the writer gives all markers the same new number, so a reader that sees two numbers
/// sees two states at once. By hand: `SOU_TEST_SECONDS=120`.
@Test func `eight readers and a writer see no error and no mix of two states`() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "sou-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "sou.db").path
  let seconds = amount("SOU_TEST_SECONDS", usual: 3)
  let log = Log()
  let end = ContinuousClock.now + .seconds(seconds)
  try writeBatches(from: 1, count: 1, at: path)

  let readers = (0..<8).map { number in
    startThread {
      var random = SplitMix64(seed: UInt64(number))
      do {
        while ContinuousClock.now < end, !log.hasProblem {
          // Some stay open over many batches, some are opened anew.
          let reader = Reader(Searcher(try IndexReader(path: path)))
          for _ in 0..<Int.random(in: 1...400, using: &random)
          where ContinuousClock.now < end && !log.hasProblem {
            try reader.look(log)
          }
        }
      } catch {
        log.problem("reader \(number): \(error)")
      }
    }
  }
  let writer = startThread {
    do {
      var batch = 2
      while ContinuousClock.now < end, !log.hasProblem {
        // With every writer the log is cut, if no reader is in its way.
        try writeBatches(from: batch, count: 20, at: path)
        batch += 20
        log.batches = batch
      }
    } catch {
      log.problem("writer: \(error)")
    }
  }
  for thread in readers + [writer] { thread.wait() }
  #expect(log.problems == [])
  #expect(log.batches > 20 && log.looks > 8)
  try expectWhole(path)
  print("\(seconds) s: \(log.batches) batches, \(log.looks) looks, the longest \(log.longest)")
}

private let markerCount = 20

/// Writes batches of one transaction each: the markers with the batch's number, and a few documents
/// that come and change.
private func writeBatches(from first: Int, count: Int, at path: String) throws {
  let others = 5
  let limits = IndexWriter.Limits(batchAllDocuments: markerCount + others)
  let writer = try IndexWriter(
    path: path, options: nil, rebuild: false, busyTimeout: 60, limits: limits)
  for batch in first..<first + count {
    for marker in 0..<markerCount {
      let filler = String(repeating: "晶片的護城河", count: (batch + marker) % 7)
      try writer.add(locator: "m\(marker)", title: "第\(batch)批", body: "記號\(marker)。\(filler)")
    }
    for other in 0..<others {
      try writer.add(locator: "o\(batch % 40)-\(other)", body: "晶片第\(batch)批的其他")
    }
  }
  try writer.finish()
}

/// A searcher, and the newest batch that it saw.
private final class Reader {
  private let searcher: Searcher
  private var newest = 0

  init(_ searcher: Searcher) { self.searcher = searcher }

  func look(_ log: Log) throws {
    let start = ContinuousClock.now
    var options = SearchOptions(limit: 2 * markerCount)
    options.step = .strict
    let markers = try searcher.search("記號", options: options)
    let batches = Set(markers.hits.map(\.title))
    guard markers.total == markerCount, batches.count == 1, let title = batches.first,
      let batch = Int(title.dropFirst().dropLast()), batch >= newest
    else {
      return log.problem("\(markers.total) markers of \(batches.sorted()) after \(newest)")
    }
    newest = batch
    // The postings of this batch, or none where the next one is there.
    let found = try searcher.search("title:第\(batch)批 記號", options: options)
    let titles = try searcher.search("\"第\(batch)批\" 記號", options: options)
    for result in [found, titles] where result.total > 0 {
      guard result.total == markerCount, result.hits.allSatisfy({ $0.title == title }) else {
        return log.problem("\(result.total) of batch \(batch), \(Set(result.hits.map(\.title)))")
      }
    }
    options.step = .any
    _ = try searcher.search("晶片的護城河 其他", options: options)
    log.look(took: ContinuousClock.now - start)
  }
}

/// What the threads say; the lock guards all of it.
private final class Log: @unchecked Sendable {
  private let lock = NSLock()
  private var said: [String] = []
  private var lookCount = 0
  private var batchCount = 0
  private var longestLook = Duration.zero

  var problems: [String] { lock.withLock { said } }
  var hasProblem: Bool { lock.withLock { !said.isEmpty } }
  var looks: Int { lock.withLock { lookCount } }
  var longest: Duration { lock.withLock { longestLook } }
  var batches: Int {
    get { lock.withLock { batchCount } }
    set { lock.withLock { batchCount = newValue } }
  }

  func problem(_ text: String) { lock.withLock { said.append(text) } }

  func look(took duration: Duration) {
    lock.withLock {
      lookCount += 1
      longestLook = max(longestLook, duration)
    }
  }
}

/// A thread of its own: a queue would run no more of them at once than there are cores.
private func startThread(_ body: @escaping @Sendable () -> Void) -> DispatchGroup {
  let group = DispatchGroup()
  group.enter()
  let thread = Thread {
    body()
    group.leave()
  }
  thread.stackSize = 8 << 20
  thread.start()
  return group
}

private func expectWhole(_ path: String) throws {
  let check = try IndexReader(path: path).check()
  #expect(check.problems == [])
}
