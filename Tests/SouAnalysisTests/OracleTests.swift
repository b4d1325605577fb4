import Foundation
import SouAnalysis
import SouTestSupport
import Testing

@Test(arguments: 1...UInt64(8))
func `tokenizer and oracle agree on random text`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<400 {
    let text = random.next()
    for options in allOptions {
      for mode in [TokenizerMode.document, .query, .queryForms] {
        let difference = difference(text, options: options, mode: mode)
        #expect(difference == nil, "seed \(seed), text \(number): \(difference ?? "")")
        if difference != nil { return }
      }
    }
  }
}

@Test(arguments: 1...UInt64(2))
func `tokenizer and oracle agree on random bytes`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<200 {
    let text = random.nextBytes(count: 1 + number)
    for options in allOptions {
      let difference = difference(text, options: options, mode: .document)
      #expect(difference == nil, "seed \(seed), text \(number): \(difference ?? "")")
    }
  }
}

@Test(arguments: corpusFiles)
func `tokenizer and oracle agree on the corpus`(file: URL) throws {
  let text = try [UInt8](Data(contentsOf: file))
  for options in allOptions {
    for mode in [TokenizerMode.document, .query] {
      let difference = difference(text, options: options, mode: mode)
      #expect(difference == nil, "\(file.lastPathComponent): \(difference ?? "")")
    }
  }
}

let corpusFiles: [URL] = {
  let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "corpus/documents")
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
    .compactMap { $0 as? URL }
  return (files ?? []).filter { ["txt", "md", "jsonl"].contains($0.pathExtension) }
    .sorted { $0.path < $1.path }
}()
