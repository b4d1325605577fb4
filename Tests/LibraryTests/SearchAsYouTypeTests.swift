import Foundation
import SouIndex
import SouSearch
import SouSnippet
import Testing

// article: SouSearch/SouSearch.docc/SearchAsYouType.md
actor NoteSearch {
  private let searcher: Searcher

  init(path: String) throws {
    searcher = Searcher(try IndexReader(path: path))
  }

  func hits(for typed: String) throws -> [Hit] {
    try Task.checkCancellation()  // Something else was typed while this waited.
    let options = SearchOptions(limit: 20, completesLastWord: true)
    return try searcher.search(typed, options: options).hits
  }
}
// end

// article: SouSearch/SouSearch.docc/SearchAsYouType.md
@MainActor
final class SearchModel {
  private let search: NoteSearch
  private var task: Task<Void, any Error>?
  private(set) var hits: [Hit] = []

  init(search: NoteSearch) { self.search = search }

  func textChanged(to typed: String) {
    task?.cancel()
    task = Task {
      let hits = try await search.hits(for: typed)
      try Task.checkCancellation()
      self.hits = hits
    }
  }
}
// end

extension SearchModel {
  fileprivate func settled() async throws { try await task?.value }
}

// article: SouSearch/SouSearch.docc/SearchAsYouType.md
func attributed(_ snippet: Snippet, mark: AttributeContainer) -> AttributedString {
  var line = AttributedString(snippet.string)
  for found in snippet.ranges {
    if let range = Range(found, in: line) { line[range].mergeAttributes(mark) }
  }
  return line
}
// end

@MainActor
@Test func `hits follow what is typed`() async throws {
  try await withFolder { folder in
    let path = folder.appending(path: "notes.db").path
    let writer = try IndexWriter(path: path)
    try writer.add(locator: "1", title: "輝達的護城河", body: "𠮟！DeepSeek開源週，輝達股價下跌。")
    try writer.add(locator: "2", title: "天氣", body: "deep water")
    try writer.finish()

    let model = SearchModel(search: try NoteSearch(path: path))
    for typed in ["輝", "輝達 ", "輝達 deeps"] { model.textChanged(to: typed) }
    try await model.settled()
    #expect(model.hits.map(\.title) == ["輝達的護城河"])

    let hit = try #require(model.hits.first)
    let mark = AttributeContainer().languageIdentifier("zh")
    let line = attributed(hit.snippet, mark: mark)
    let marked = line.runs.filter { $0.languageIdentifier == "zh" }
    #expect(marked.map { String(line[$0.range].characters) } == ["DeepSeek", "輝達"])

    // article: SouSearch/SouSearch.docc/SearchAsYouType.md
    let string = hit.snippet.string
    let utf16Ranges = hit.snippet.ranges.map { NSRange($0, in: string) }
    // end
    #expect(utf16Ranges == [NSRange(location: 3, length: 8), NSRange(location: 15, length: 2)])

    let reader = try IndexReader(path: path)
    let searcher = Searcher(reader)
    // article: SouSearch/SouSearch.docc/SearchAsYouType.md
    var options = SearchOptions()
    options.matches = true
    for hit in try searcher.search("輝達", options: options).hits {
      guard let document = try reader.document(id: hit.id) else { continue }
      for match in hit.matches ?? [] {
        let field = match.field == .title ? document.title : document.body
        if let range = match.range(in: field) { print(field[range]) }
      }
    }
    // end
  }
}
