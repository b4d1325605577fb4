import Foundation
import SouTestSupport
import Testing

@testable import SouDocuments

@Test func `a text that is not UTF-8 is named with the offset, and no document`() throws {
  let folder = try TemporaryFolder()
  let path = try folder.write("big5.txt", Array("中".utf8) + [0xA4, 0xA4])
  let file = try #require(folder.walk().files.first)
  let found = read(file)
  #expect(found.documents.isEmpty)
  #expect(found.problems == [.invalidUTF8(path: path, line: nil, byteOffset: 3)])
  #expect(found.hash == nil)
}

@Test func `the hash of a file is the same alone and beside its documents`() throws {
  let folder = try TemporaryFolder()
  try folder.write("a.txt", String(repeating: "一二三", count: 100_000))
  try folder.write("b.jsonl", "{\"text\": \"x\"}\n")
  for file in folder.walk().files {
    #expect(read(file).hash == file.contentHash())
  }
}

@Test func `the hash is FNV-1a`() {
  var hash = ContentHash()
  unsafe Array("foobar".utf8).withUnsafeBytes { unsafe hash.combine($0) }
  #expect(hash.value == 0x8594_4171_F739_67E8)  // RFC 9923's test vector
}

@Test func `a file that vanished after it was found is told`() throws {
  let folder = try TemporaryFolder()
  let path = try folder.write("a.txt", "x")
  let file = try #require(folder.walk().files.first)
  try FileManager.default.removeItem(atPath: path)
  let found = read(file)
  #expect(found.problems == [.unreadable(path: path, reason: "No such file or directory")])
  #expect(found.hash == nil)
}

@Test func `lines agree with a split of the whole, whatever the chunks`() throws {
  for seed in UInt64(1)...20 {
    var generator = SplitMix64(seed: seed)
    let folder = try TemporaryFolder()
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      let length =
        [0, 1, 70_000, chunkSize - 1, chunkSize, chunkSize + 1]
        .randomElement(using: &generator) ?? 0
      bytes += [UInt8](repeating: UInt8.random(in: 0x61...0x7A, using: &generator), count: length)
      if Bool.random(using: &generator) { bytes.append(0x0A) }
    }
    let path = try folder.write("x", bytes)
    var expected = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    if expected.last?.isEmpty == true { expected.removeLast() }
    var reader = LineReader(try OpenFile(path: path), byteLimit: chunkSize)
    var line: [UInt8] = []
    var index = 0
    while let kind = try reader.next(into: &line) {
      let naive = index < expected.count ? expected[index] : []
      #expect((kind == .tooLong) == (naive.count > chunkSize), "seed \(seed), line \(index)")
      #expect(line == (kind == .tooLong ? [] : naive), "seed \(seed), line \(index)")
      index += 1
    }
    #expect(index == expected.count, "seed \(seed)")
  }
}

@Test func `ill-formed UTF-8 is found where the standard library sees it`() {
  for seed in UInt64(1)...2_000 {
    var generator = SplitMix64(seed: seed)
    var bytes = Array("a中\u{FFFD}😀é".utf8)
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
        [0x61, 0x80, 0xBD, 0xC3, 0xE4, 0xED, 0xEF, 0xF0, 0xF4, 0xFF]
        .randomElement(using: &generator) ?? 0
    }
    let isValid = String(validating: bytes, as: UTF8.self) != nil
    #expect((invalidUTF8Offset(in: bytes) == nil) == isValid, "seed \(seed): \(bytes)")
  }
}
