import Foundation
import SouAnalysis
import SouTestSupport
import Testing

@Test(arguments: 1...UInt64(8))
func `tokenizer and oracle agree on random text`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<amount("SOU_TEST_TEXTS", usual: 400) {
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

/// Plain text takes a path of its own, which reads some sixty scalars at a time.
@Test(arguments: 1...UInt64(4))
func `tokenizer and oracle agree on long plain text`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<amount("SOU_TEST_TEXTS", usual: 200) {
    let text = random.nextPlain()
    for options in allOptions {
      for mode in [TokenizerMode.document, .queryForms] {
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

@Test(arguments: ["，", "．", "／", "＋", "・", "\u{3000}", "’"])
func `a word or number before a hundred thousand signs of one kind is one token`(sign: String) {
  for before in ["AI", "7", "2025"] {
    var tokenizer = Tokenizer()
    let text = Array((before + String(repeating: sign, count: 100_000)).utf8)
    #expect(tokenizer.tokens(text).count == 1)
  }
}

@Test(arguments: ["2055/8", "2055/8/2", "2055年8月", "2055", "8", "AI", "漢"])
func `a digit in an overlong form is a break`(before: String) {
  for overlong: [UInt8] in [[0xE0, 0x80, 0xB9], [0xC0, 0xB9], [0xF0, 0x80, 0x80, 0xB9]] {
    let text = Array(before.utf8) + overlong + Array("年9月、2025年2月28日".utf8)
    for mode in [TokenizerMode.document, .query, .queryForms] {
      #expect(difference(text, options: TokenizerOptions(), mode: mode) == nil)
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

/// Pages of ../shared/data/text, which not every machine has.
@Test(.enabled(if: !sharedFiles.isEmpty, "needs ../shared/data/text"), arguments: sharedFiles)
func `tokenizer and oracle agree on pages of the shared text`(file: URL) throws {
  let handle = try FileHandle(forReadingFrom: file)
  let size = try handle.seekToEnd()
  let seed: UInt64 = 1
  var random = SplitMix64(seed: seed)
  for _ in 0..<20 {
    // Where the page is cut a scalar may be too.
    let offset = UInt64.random(in: 0...size, using: &random)
    try handle.seek(toOffset: offset)
    let text = try [UInt8](handle.read(upToCount: 8_192) ?? Data())
    for mode in [TokenizerMode.document, .queryForms] {
      let difference = difference(text, options: TokenizerOptions(), mode: mode)
      #expect(
        difference == nil,
        "seed \(seed), \(file.lastPathComponent) at \(offset): \(difference ?? "")")
    }
  }
}

private let sharedFiles = files(below: "../shared/data/text", withExtensions: ["txt"])

let corpusFiles = files(below: "corpus/documents", withExtensions: ["txt", "md", "jsonl"])

private func files(below path: String, withExtensions extensions: Set<String>) -> [URL] {
  let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: path).standardizedFileURL
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
    .compactMap { $0 as? URL }
  return (files ?? []).filter { extensions.contains($0.pathExtension) }.sorted { $0.path < $1.path }
}
