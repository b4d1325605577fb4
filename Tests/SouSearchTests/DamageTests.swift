import Foundation
import GRDB
import SouSearch
import SouTestSupport
import Testing

@testable import SouIndex

/// Bits of FTS5's pages are flipped, and pages cut short: what comes is an answer or a clear error,
/// and it comes soon. By hand: `SOU_TEST_DAMAGES=10000`.
@Test(arguments: [IndexVariant.fresh, .worn])
func `damaged postings are answered with an error or an answer`(variant: IndexVariant) throws {
  let seed: UInt64 = 15
  var random = SplitMix64(seed: seed)
  let folder = FileManager.default.temporaryDirectory.appending(path: "sou-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "sou.db").path
  let texts = try passages(count: 150, &random)
  try variant.make(texts, at: path, &random)
  let pages = try DamagedPages(path)
  let longLived = Searcher(try IndexReader(path: path))

  let count = amount("SOU_TEST_DAMAGES", usual: 250)
  var outcomes = (answers: 0, errors: 0)
  for number in 0..<count {
    var random = SplitMix64(seed: seed &+ UInt64(number))
    try pages.damageOne(&random)
    for _ in 0..<3 {
      let text = randomTree(of: texts, &random)
      let comment: Comment = "\(variant), seed \(seed), damage \(number): \(text.debugDescription)"
      let start = processorSeconds()
      for isNew in [false, true] {
        do {
          let searcher = isNew ? Searcher(try IndexReader(path: path)) : longLived
          _ = try searcher.search(text)
          outcomes.answers += 1
        } catch let error as IndexError {
          outcomes.errors += 1
          guard case .damaged = error else {
            Issue.record("\(error) \(comment)")
            continue
          }
        }
      }
      #expect(processorSeconds() - start < 10, comment)
    }
    try pages.mend()
  }
  print("\(variant): \(count) damages, \(outcomes.answers) answers, \(outcomes.errors) errors")
  // Mended, the pages are whole again, and whoever read the damaged ones sees it.
  #expect(try IndexReader(path: path).check().problems == [])
  #expect(try longLived.search("の 的 하").total > 0)
}

/// This thread's time on a processor: a machine that pauses is no hang.
private func processorSeconds() -> Double {
  var time = timespec()
  unsafe _ = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The rows of `posting_data`, of which one is damaged at a time.
private final class DamagedPages {
  private let queue: DatabaseQueue
  private let ids: [Int64]
  private var original: (id: Int64, block: Data)?

  init(_ path: String) throws {
    queue = try DatabaseQueue(path: path)
    ids = try queue.read { try Int64.fetchAll($0, sql: "SELECT id FROM posting_data") }
  }

  func damageOne(_ random: inout SplitMix64) throws {
    // Now and then the averages or the structure.
    let records: [Int64] = [1, 10]
    let isRecord = Int.random(in: 0..<10, using: &random) == 0
    let id = (isRecord ? records : ids).randomElement(using: &random) ?? 10
    try queue.write { db in
      let block = try Data.fetchOne(
        db, sql: "SELECT block FROM posting_data WHERE id = ?", arguments: [id])
      original = (id, block ?? Data())
      var damaged = [UInt8](block ?? Data())
      switch Int.random(in: 0..<8, using: &random) {
      case 0: damaged.removeLast(Int.random(in: 0...damaged.count, using: &random))
      case 1: damaged.append(.random(in: 0...255, using: &random))
      default:
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          guard let place = damaged.indices.randomElement(using: &random) else { break }
          damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
      }
      try write(damaged, db)
    }
  }

  func mend() throws {
    guard let original else { return }
    try queue.write { db in try write([UInt8](original.block), db) }
  }

  private func write(_ block: [UInt8], _ db: Database) throws {
    try db.execute(
      sql: "UPDATE posting_data SET block = ? WHERE id = ?",
      arguments: [Data(block), original?.id])
  }
}
