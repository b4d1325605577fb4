import Foundation
import SouAnalysis

/// Tokenizes a file once and prints the number of tokens, for tools that count instructions or
/// limit memory; the file is mapped, not read.
///
/// - Parameters:
///   - path: The file; an empty one shows what starting and ending the program costs.
///   - textBytes: The file is handed over in texts of so many bytes, cut between scalars.
/// - Throws: `BenchError.unreadable`.
func tokenizeOnce(_ path: String, textBytes: Int) throws {
  let url = URL(filePath: path)
  guard let file = try? Data(contentsOf: url, options: .alwaysMapped) else {
    throw BenchError.unreadable(path)
  }
  var sink = CountingSink()
  unsafe file.withUnsafeBytes { raw in
    let bytes = unsafe raw.bindMemory(to: UInt8.self)
    var tokenizer = Tokenizer()
    var start = 0
    while start < bytes.count {
      var end = min(start + textBytes, bytes.count)
      while unsafe end < bytes.count && bytes[end] & 0xC0 == 0x80 { end += 1 }
      unsafe tokenizer.tokenize(UnsafeBufferPointer(rebasing: bytes[start..<end]), into: &sink)
      start = end
    }
  }
  print(sink.tokenCount)
}
