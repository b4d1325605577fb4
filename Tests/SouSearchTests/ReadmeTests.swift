import Foundation
import SouIndex
import SouSearch
import Testing

@Test func `the example of the README finds its document`() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "sou-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "notes.db").path

  let writer = try IndexWriter(path: path)
  try writer.add(locator: "1", title: "輝達的護城河", body: "DeepSeek開源週…")
  try writer.finish()

  let searcher = Searcher(try IndexReader(path: path))
  #expect(try searcher.search("輝達 deep seek").hits.map(\.title) == ["輝達的護城河"])
}
