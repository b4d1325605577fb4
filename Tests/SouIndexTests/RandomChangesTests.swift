import SouAnalysis
import SouTestSupport
import Testing

@testable import SouIndex

/// A document of the naive twin: a plain array instead of the index.
private struct Twin: Equatable {
  let path: String
  let locator: String
  var body: String
}

@Test(arguments: UInt64(1)...12)
func `any sequence of changes leaves the documents that a plain array holds`(seed: UInt64) throws {
  var generator = SplitMix64(seed: seed)
  let index = try TemporaryIndex()
  var twin: [Twin] = []
  var time: Int64 = 1
  func text() -> String {
    String(
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        "一二三四。ab1".randomElement(using: &generator) ?? "一"
      })
  }
  for _ in 0..<12 {
    let writer = try index.writer(
      documents: Int.random(in: 1...9, using: &generator),
      memory: 1 << Int.random(in: 8...20, using: &generator),
      threads: Int.random(in: 1...2, using: &generator))
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let path = "/f\(Int.random(in: 0...2, using: &generator)).jsonl"
      switch Int.random(in: 0...9, using: &generator) {
      case 0:
        try writer.remove(file: path)
        twin.removeAll { $0.path == path }
      case 1:
        let locator = "d\(Int.random(in: 0...7, using: &generator))"
        try writer.remove(locator: locator)
        twin.removeAll { $0.locator == locator }
      default:
        let documents = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
          ("d\(Int.random(in: 0...7, using: &generator))", text())
        }
        time += 1
        #expect(try writer.begin(file: path, size: -time, modified: time))
        for (locator, body) in documents { try writer.add(locator: locator, body: body) }
        // One time in four the process ends in the middle, after a commit.
        let isComplete = Int.random(in: 0...3, using: &generator) > 0
        if isComplete {
          try writer.end(hash: UInt64(time))
          twin.removeAll { old in
            old.path == path && !documents.contains { $0.0 == old.locator }
          }
        }
        for (locator, body) in documents {
          if let place = twin.firstIndex(where: { $0.path == path && $0.locator == locator }) {
            twin[place].body = body
          } else {
            twin.append(Twin(path: path, locator: locator, body: body))
          }
        }
      }
    }
    try writer.finish()
    var found: [Twin] = []
    let reader = try IndexReader(path: index.path)
    try reader.forEachDocument {
      found.append(Twin(path: $0.path, locator: $0.locator, body: $0.body))
    }
    func sorted(_ documents: [Twin]) -> [Twin] {
      documents.sorted { ($0.path, $0.locator) < ($1.path, $1.locator) }
    }
    #expect(sorted(found) == sorted(twin), "seed \(seed)")
    try expectSound(index, "seed \(seed)")
    #expect(
      try reader.count(match: Array("一二".utf8)) == twin.count { $0.body.contains("一二") },
      "seed \(seed)")
  }
}
