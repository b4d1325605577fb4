import Foundation
import SouDocuments
import Testing

@Test func `the corpus is read without a problem`() {
  let corpus = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "corpus/documents").path
  var documents: [Document] = []
  forEachSourceFile(in: [corpus]) { result in
    switch result {
    case .failure(let problem):
      Issue.record(problem)
    case .success(let file):
      let found = read(file)
      #expect(found.problems.isEmpty)
      documents += found.documents
    }
  }
  #expect(documents.count >= 60)
  #expect(documents.allSatisfy { !$0.body.isEmpty })
  #expect(Set(documents.map(\.locator)).count == documents.count)
}
