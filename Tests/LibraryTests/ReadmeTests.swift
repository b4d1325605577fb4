import Foundation
import SouIndex
import SouSearch
import Testing

@Test func `the README's document is found`() async throws {
  try await withFolder { folder in
    let path = folder.appending(path: "notes.db").path
    // article: README.md
    let writer = try IndexWriter(path: path)
    try writer.add(locator: "1", title: "輝達的護城河", body: "DeepSeek開源週…")
    try writer.finish()

    let searcher = Searcher(try IndexReader(path: path))
    let options = SearchOptions(completesLastWord: true)  // as typed so far
    for hit in try searcher.search("輝達 deep se", options: options).hits {
      print(hit.title, hit.snippet.string)
    }
    // end
    #expect(try searcher.search("輝達 deep se", options: options).hits.map(\.locator) == ["1"])
  }
}
