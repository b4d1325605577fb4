import Foundation

/// The project's own documents.
enum Corpus {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "corpus/documents")

  /// An index of the corpus, made once.
  static let index = Result { try IndexedFolder(folder) }
}

/// A folder and an index of it.
final class IndexedFolder: Sendable {
  let scratch: Scratch

  init(_ folder: URL) throws {
    scratch = try Scratch()
    let outcome = try Command("index", folder.path, "--index", path).run()
    guard outcome.status == 0 else { throw Failed(talk: outcome.talk) }
  }

  /// The index file.
  var path: String { scratch.url("sou.db").path }

  struct Failed: Error { let talk: String }
}
