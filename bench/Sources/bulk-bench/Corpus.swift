import Foundation

/// Documents in memory.
struct Corpus {
  let documents: [String]
  let byteCount: Int

  /// Reads texts in UTF-8, and repeats them up to a size in bytes, each copy with its number in front
  /// of every sentence, so that no two documents are equal.
  init(files: [String], bytes: Int) throws {
    var once: [String] = []
    for file in files {
      let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
      let end: Character = text.contains("\u{1E}") ? "\u{1E}" : "\n"
      once += text.split(separator: end).map { String($0) }
    }
    var documents: [String] = []
    var byteCount = 0
    var copy = 0
    repeat {
      for text in once {
        let document = copy == 0 ? text : text.replacingOccurrences(of: "。", with: "。第\(copy)")
        documents.append(document)
        byteCount += document.utf8.count
        if copy > 0, byteCount >= bytes { break }
      }
      copy += 1
    } while byteCount < bytes
    self.documents = documents
    self.byteCount = byteCount
  }
}
