import Foundation
import SouIndex
import Testing

// article: SouIndex/SouIndex.docc/KeepDocuments.md
struct Note {
  var id: UUID
  var title: String
  var text: String
}

/// Makes the index, if there is none yet.
func openNotes(in folder: URL) throws -> String {
  let path = folder.appending(path: "notes.db").path
  try IndexWriter(path: path).finish()
  return path
}
// end

// article: SouIndex/SouIndex.docc/KeepDocuments.md
func save(_ notes: [Note], at path: String) throws {
  let writer = try IndexWriter(path: path)
  for note in notes {
    try writer.add(locator: note.id.uuidString, title: note.title, body: note.text)
  }
  try writer.finish()
}

func delete(_ note: Note, at path: String) throws {
  let writer = try IndexWriter(path: path)
  try writer.remove(locator: note.id.uuidString)
  try writer.finish()
}
// end

@Test func `notes are kept, changed and deleted`() async throws {
  try await withFolder { folder in
    let path = try openNotes(in: folder)
    #expect(try openNotes(in: folder) == path)
    var notes = [
      Note(id: UUID(), title: "輝達的護城河", text: "DeepSeek開源週"),
      Note(id: UUID(), title: "天氣", text: "今天很好"),
    ]
    try save(notes, at: path)
    notes[0].text = "台積電"
    try save([notes[0]], at: path)
    try delete(notes[1], at: path)
    let reader = try IndexReader(path: path)
    #expect(try reader.documentCount() == 1)
    #expect(try reader.documents(locator: notes[0].id.uuidString).map(\.body) == ["台積電"])
    #expect(try reader.check().problems.isEmpty)

    // article: SouIndex/SouIndex.docc/KeepDocuments.md
    do {
      try save(notes, at: path)
    } catch IndexError.busy {
      // Another writer was at work for more than five seconds: try again later.
    } catch IndexError.otherAnalyzer {
      // An update of Sou analyses text in another way: analyse the documents again, once.
      try IndexWriter(path: path, rebuild: true).finish()
    }
    // end
    #expect(try reader.documentCount() == 2)
  }
}
