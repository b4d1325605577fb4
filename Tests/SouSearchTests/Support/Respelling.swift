import Foundation
import SouTestSupport
import SouUnicode

/// A text in another spelling, which may or may not be found where the text is.
func respelled(_ text: String, _ random: inout SplitMix64) -> String {
  switch Int.random(in: 0..<8, using: &random) {
  case 0, 1:
    mapped(text) { scalar in
      let entry = scalarEntry(of: scalar)
      guard entry.scalarClass == .cjk else { return scalar }
      return variants[entry.representative(of: scalar)]?.randomElement(using: &random) ?? scalar
    }
  case 2: mapped(text) { (0x21...0x7E).contains($0) ? $0 + 0xFEE0 : $0 }
  case 3: text.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? text
  case 4: Bool.random(using: &random) ? text.uppercased() : text.lowercased()
  case 5:
    mapped(text) { scalar in
      switch scalar {
      case 0x3041...0x3096: scalar + 0x60
      case 0x30A1...0x30F6: scalar - 0x60
      default: scalar
      }
    }
  case 6: text.decomposedStringWithCanonicalMapping
  default:
    // Something between two characters, or between all.
    text.map { character in
      let isHere = Int.random(in: 0..<3, using: &random) == 0
      let between = [" ", "\n", "-", "\u{3000}", "・", ",", "\u{200B}"]
      return String(character) + (isHere ? between.randomElement(using: &random) ?? "" : "")
    }.joined()
  }
}

/// The characters of each variant class, by its representative.
private let variants: [UInt32: [UInt32]] = (0x3400...UInt32(0x2A6DF)).reduce(into: [:]) {
  let representative = scalarEntry(of: $1).representative(of: $1)
  $0[representative, default: []].append($1)
}

private func mapped(_ text: String, _ map: (UInt32) -> UInt32) -> String {
  var result = String.UnicodeScalarView()
  result.append(
    contentsOf: text.unicodeScalars.map { Unicode.Scalar(map($0.value)) ?? $0 })
  return String(result)
}
