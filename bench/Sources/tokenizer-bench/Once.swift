import Foundation
import SouAnalysis

/// Tokenizes a file once and prints the number of tokens, for tools that count instructions.
///
/// - Parameters:
///   - path: The file; an empty one shows what starting and ending the program costs.
///   - textBytes: The file is handed over in texts of so many bytes, cut between scalars.
/// - Throws: `BenchError.unreadable`.
func tokenizeOnce(_ path: String, textBytes: Int) throws {
  let text = try InputText.bytes(ofFile: path)
  var tokenizer = Tokenizer()
  var sink = CountingSink()
  var start = 0
  while start < text.count {
    var end = min(start + textBytes, text.count)
    while end < text.count && text[end] & 0xC0 == 0x80 { end += 1 }
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe tokenizer.tokenize(UnsafeBufferPointer(rebasing: bytes[start..<end]), into: &sink)
    }
    start = end
  }
  print(sink.tokenCount)
}
