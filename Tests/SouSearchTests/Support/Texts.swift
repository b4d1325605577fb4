import Foundation
import SouTestSupport

private let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The documents of corpus/.
func corpusTexts() throws -> [Collection.Text] {
  try files(below: "corpus/documents", withExtensions: ["txt", "md", "jsonl"]).flatMap { file in
    let text = try String(contentsOf: file, encoding: .utf8)
    guard file.pathExtension == "jsonl" else { return [Collection.titled(text)] }
    return text.split(separator: "\n").map { Collection.titled(String($0)) }
  }
}

let sharedFiles = files(below: "../shared/data/text", withExtensions: ["txt"])

/// Stretches of 200 to 3,000 bytes out of every part of ../shared/data/text, `byteCount` in all.
func sharedTexts(byteCount: Int, _ random: inout SplitMix64) throws -> [Collection.Text] {
  let files = try sharedFiles.map { try Data(contentsOf: $0, options: .alwaysMapped) }
  let share = Double(byteCount) / Double(files.reduce(0) { $0 + $1.count })
  return files.flatMap { file in
    var texts: [Collection.Text] = []
    var start = 0
    while start < file.count {
      let length = Int.random(in: 200...3_000, using: &random)
      // A scalar that is cut at the beginning goes, and one at the end too.
      var scalars = file[start..<min(start + length, file.count)].drop { $0 & 0xC0 == 0x80 }
      while String(validating: scalars, as: UTF8.self) == nil { scalars = scalars.dropLast() }
      texts.append(Collection.titled(String(decoding: scalars, as: UTF8.self)))
      start += Int(Double(length) / min(share, 1))
    }
    return texts
  }
}

private func files(below path: String, withExtensions extensions: Set<String>) -> [URL] {
  let folder = repository.appending(path: path).standardizedFileURL
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
    .compactMap { $0 as? URL }
  return (files ?? []).filter { extensions.contains($0.pathExtension) }.sorted { $0.path < $1.path }
}
