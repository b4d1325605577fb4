import Foundation
import SouAnalysis
import SouUnicode
import Testing

private let variants = unicodeData.appending(path: "Unihan_Variants.txt.bz2")

@Test(.enabled(if: exists(variants), "needs Debian's unicode-data"))
func `a character and its Unihan variants have equal terms`() throws {
  let fields: Set<Substring> = ["kTraditionalVariant", "kSimplifiedVariant", "kZVariant"]
  var tokenizer = Tokenizer()
  var pairs = 0
  // U+4E07 TAB kTraditionalVariant TAB U+4E07 U+842C; a source may follow a scalar and `<`.
  for line in try decompressed(variants).split(separator: "\n") {
    let columns = line.split(separator: "\t")
    guard columns.count == 3, fields.contains(columns[1]) else { continue }
    let expected = term(of: columns[0])
    for variant in columns[2].split(separator: " ") {
      pairs += 1
      #expect(!expected.isEmpty && term(of: variant) == expected, "\(columns[0]) and \(variant)")
    }
  }
  #expect(pairs > 10_000)

  func term(of name: Substring) -> [[UInt8]] {
    guard let scalar = UInt32(name.dropFirst(2).prefix { $0 != "<" }, radix: 16) else { return [] }
    var text: [UInt8] = []
    appendUTF8(scalar, to: &text)
    return tokenizer.tokens(text).map(\.term)
  }
}
