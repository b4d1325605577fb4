import Foundation
import GRDB
import SouAnalysis
import Testing

@testable import SouIndex

/// A path for an index in a folder of its own, removed with the last reference to it.
final class TemporaryIndex {
  let folder: String
  var path: String { folder + "/sou.db" }

  init() throws {
    // A name that a URI would read as its own syntax.
    folder =
      FileManager.default.temporaryDirectory.appending(path: "sou 50%?#\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Opens a writer with small batches: of so many documents that go through FTS5, and so many in all,
  /// `documents` unless given. A small memory, in bytes, makes many runs.
  func writer(
    options: TokenizerOptions? = nil, rebuild: Bool = false, documents: Int = 3,
    documentBytes: Int = 1 << 20, allDocuments: Int? = nil, memory: Int = 1 << 20,
    threads: Int = 1
  ) throws -> IndexWriter {
    try IndexWriter(
      path: path, options: options, rebuild: rebuild, busyTimeout: 0.1,
      limits: IndexWriter.Limits(
        batchDocuments: documents, batchBytes: 1 << 20,
        batchAllDocuments: allDocuments ?? documents, memory: memory, threads: threads,
        documentBytes: documentBytes))
  }

  /// Writes a file's documents, given as locator and body.
  func write(
    _ path: String, _ documents: [(String, String)], modified: Int64 = 1
  ) throws -> IndexWriter.Counts {
    let writer = try writer()
    try writer.put(path, documents, modified: modified)
    try writer.finish()
    return writer.counts
  }

  /// Runs SQL as another program would, without Sou's tokenizer.
  func execute(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }
}

extension IndexWriter {
  /// Gives a whole file; its size is the bytes of all bodies, its hash the number of documents and
  /// of these bytes.
  func put(_ path: String, _ documents: [(String, String)], modified: Int64 = 1) throws {
    let size = documents.reduce(0) { $0 + $1.1.utf8.count }
    let hash = UInt64(documents.count << 32 | size)
    guard
      try begin(file: path, size: Int64(size), modified: modified, hash: { hash })
    else { return }
    for (locator, body) in documents { try add(locator: locator, body: body) }
    try end(hash: hash)
  }
}

/// The locators of the documents that hold a phrase, in the order of their ids.
func find(_ phrase: String, in index: TemporaryIndex) throws -> [String] {
  let reader = try IndexReader(path: index.path)
  return try reader.ids(match: Array("\"\(phrase)\"".utf8)).map {
    try #require(try reader.document(id: $0)).locator
  }
}

/// Expects the index to be whole.
func expectSound(_ index: TemporaryIndex, _ comment: Comment? = nil) throws {
  let check = try IndexReader(path: index.path).check()
  #expect(check.problems.isEmpty, comment)
  #expect(check.comparedPostings, comment)
}
