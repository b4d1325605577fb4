import Foundation
import GRDB
import SouFTS5
import SouTestSupport

@testable import SouIndex

/// How an index came to be.
enum IndexVariant: CaseIterable {
  /// Written once.
  case fresh
  /// Thousands of additions, changes and removals, in many segments of tiny pages, so that doclists
  /// go over many of them.
  case worn
  /// The same, merged into one segment by FTS5 itself, as another program would have it do.
  case optimized
  /// Ids of every size, negative ones too.
  case sparse

  /// Makes an index of such documents; `worn` and `optimized` have fewer of them in the end.
  func make(_ texts: [Collection.Text], at path: String, _ random: inout SplitMix64) throws {
    let writer = try IndexWriter(path: path)
    if self == .fresh || self == .sparse {
      for (number, text) in texts.enumerated() {
        try writer.add(locator: "\(number)", title: text.title, body: text.body)
      }
    }
    try writer.finish()
    switch self {
    case .fresh: break
    case .sparse:
      try execute(
        "UPDATE document SET id = (id - 100) * \((1 << 62) / texts.count) WHERE id % 3 = 0",
        at: path)
      try IndexWriter(path: path, rebuild: true).finish()
    case .worn, .optimized:
      try execute(
        """
        INSERT INTO posting(posting, rank) VALUES('pgsz', 64), ('automerge', 0), ('crisismerge', 60);
        """, at: path)
      try wear(texts, at: path, &random)
      if self == .optimized {
        try execute("INSERT INTO posting(posting) VALUES('optimize')", at: path)
      }
    }
  }

  private func wear(
    _ texts: [Collection.Text], at path: String, _ random: inout SplitMix64
  ) throws {
    let limits = IndexWriter.Limits(batchDocuments: 60)
    let writer = try IndexWriter(
      path: path, options: nil, rebuild: false, busyTimeout: 5, limits: limits)
    for _ in 0..<texts.count * 5 {
      let locator = "\(Int.random(in: 0..<texts.count, using: &random))"
      if Int.random(in: 0..<4, using: &random) == 0 {
        try writer.remove(locator: locator)
      } else if let text = texts.randomElement(using: &random) {
        try writer.add(locator: locator, title: text.title, body: text.body)
      }
    }
    try writer.finish()
  }
}

/// Runs SQL as another program would that has the extension.
func execute(_ sql: String, at path: String) throws {
  var configuration = Configuration()
  configuration.prepareDatabase { db in
    guard let connection = unsafe db.sqliteConnection else { return }
    try unsafe registerSou(on: connection)
  }
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
  try queue.close()
}
