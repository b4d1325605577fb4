import Foundation
import GRDB
import SouFTS5
import SouTestSupport

@testable import SouIndex

/// How an index came to be.
enum IndexVariant: CaseIterable {
  /// Written once, as one segment built in bulk.
  case fresh
  /// Built by FTS5, in many segments, as another program would have it do.
  case rebuilt
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
    if self == .fresh || self == .rebuilt || self == .sparse {
      for (number, text) in texts.enumerated() {
        try add(text, locator: "\(number)", to: writer)
      }
    }
    try writer.finish()
    switch self {
    case .fresh: break
    case .rebuilt:
      try execute(
        """
        INSERT INTO posting(posting, rank) VALUES('pgsz', 300), ('hashsize', 16384);
        INSERT INTO posting(posting) VALUES('rebuild');
        """, at: path)
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

  /// With a source, a date and a language that follow from the text; some have none.
  private func add(_ text: Collection.Text, locator: String, to writer: IndexWriter) throws {
    let number = text.body.utf8.count
    let sources = ["鉅亨網", "聯合新聞網", "BBC News", ""]
    let dates = ["2025-02-28", "2025/3/1", "2024年12月31日 10:30", "2024-12", "2023", "", "昨天"]
    let languages = ["zh-Hant", "zh_hans", "ja", ""]
    try writer.add(
      locator: locator, title: text.title, body: text.body,
      source: sources[number % sources.count], date: dates[number % dates.count],
      language: languages[number / 4 % languages.count])
  }

  private func wear(
    _ texts: [Collection.Text], at path: String, _ random: inout SplitMix64
  ) throws {
    let limits = IndexWriter.Limits(batchAllDocuments: 60)
    let writer = try IndexWriter(
      path: path, options: nil, rebuild: false, busyTimeout: 5, limits: limits)
    for _ in 0..<texts.count * 5 {
      let locator = "\(Int.random(in: 0..<texts.count, using: &random))"
      if Int.random(in: 0..<4, using: &random) == 0 {
        try writer.remove(locator: locator)
      } else if let text = texts.randomElement(using: &random) {
        try add(text, locator: locator, to: writer)
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
