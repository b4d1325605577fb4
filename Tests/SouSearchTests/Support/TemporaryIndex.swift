import Foundation
import SouIndex
import SouSearch

/// An index in a folder that goes away with the value.
final class TemporaryIndex {
  let reader: IndexReader
  let searcher: Searcher
  private let folder: URL

  /// Makes an index of bodies, or of titles and bodies; a document's locator is its number.
  convenience init(_ bodies: String...) throws {
    try self.init(bodies.map { (title: "", body: $0) })
  }

  convenience init(_ documents: [(title: String, body: String)]) throws {
    try self.init(documents.map { Entry(title: $0.title, body: $0.body) })
  }

  /// A document with what is known of it.
  struct Entry {
    var title = ""
    var body: String
    var source = ""
    var date = ""
    var language = ""
  }

  init(_ documents: [Entry]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sou-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "sou.db").path
    let writer = try IndexWriter(path: path)
    for (number, document) in documents.enumerated() {
      try writer.add(
        locator: String(number), title: document.title, body: document.body,
        source: document.source, date: document.date, language: document.language)
    }
    try writer.finish()
    reader = try IndexReader(path: path)
    searcher = Searcher(reader)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The locators that a search finds, best first.
  func found(_ text: String, step: SearchStep? = nil) throws -> [String] {
    var options = SearchOptions()
    options.step = step
    return try searcher.search(text, options: options).hits.map(\.locator)
  }
}
