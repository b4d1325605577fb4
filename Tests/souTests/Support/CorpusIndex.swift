import Foundation

/// An index of the project's own documents.
struct CorpusIndex {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let documents = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "corpus/documents")
    let outcome = try Command("index", documents.path, "--index", path).run()
    guard outcome.status == 0 else { throw Failed(talk: outcome.talk) }
  }

  /// The index file.
  var path: String { scratch.url("sou.db").path }

  struct Failed: Error { let talk: String }
}
