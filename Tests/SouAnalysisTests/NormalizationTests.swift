import Foundation
import SouAnalysis
import SouUnicode
import Testing

private let normalizationTest = unicodeData.appending(path: "NormalizationTest.txt.bz2")
private let caseFolding = unicodeData.appending(path: "CaseFolding.txt")

/// What stands before and behind a text: alone it may lack a base, or a neighbour to join.
private let contexts = [
  ("", ""), ("a", "b"), ("か", "か"), ("ب", "ب"), ("क", "क"), ("ก", "ก"), ("한", "한"), ("1", "1"),
]

// NormalizationTest.txt: c1 is a source, c2 to c5 its forms NFC, NFD, NFKC and NFKD.

@Test(
  .enabled(if: exists(normalizationTest), "needs Debian's unicode-data"), arguments: contexts)
func `canonical forms have equal terms`(before: String, behind: String) throws {
  var terms = Terms(before: before, behind: behind)
  for columns in try normalizationLines() {
    let found = columns.map { terms(of: $0) }
    if found[0] != found[1] || found[0] != found[2] || found[3] != found[4] {
      Issue.record("\(columns[0].map(hexadecimal)): \(found.map(shown))")
    }
  }
}

/// Where Sou departs from compatibility equivalence; docs/analysis.md has the reasons.
private enum Departure {
  /// ㅋ and ﾫ stay what they are, and do not become conjoining jamo.
  case compatibilityJamo
  /// ™ and ℠ are ignorable.
  case tradeMark
  /// A digit of a superscript, a circle, a fraction and the like joins none beside it.
  case seam
  /// ゛ and ゜ voice the kana before them, and are no blanks.
  case soundMark
  /// ˙, ͺ and the marks of Arabic presentation forms stand for themselves, not for blank and mark.
  case spacingMark

  /// - Parameters:
  ///   - source: The scalars as written.
  ///   - decomposed: Their form NFKD.
  ///   - isBesideDigits: True if digits stand around them.
  init?(source: [UInt32], decomposed: [UInt32], isBesideDigits: Bool) {
    switch source.first {
    case (0x3131...0x318E)?, (0xFFA1...0xFFDC)?: self = .compatibilityJamo
    case 0x2122?, 0x2120?: self = .tradeMark
    case 0x309B?, 0x309C?: self = .soundMark
    case _? where source.count == 1 && decomposed.first == 0x20 && isMark(decomposed.last):
      self = .spacingMark
    case _? where isBesideDigits && decomposed.contains { (0x30...0x39).contains($0) }:
      self = .seam
    default: return nil
    }
  }
}

@Test(
  .enabled(if: exists(normalizationTest), "needs Debian's unicode-data"), arguments: contexts)
func `compatible forms have equal terms but where the fold says otherwise`(
  before: String, behind: String
) throws {
  var terms = Terms(before: before, behind: behind)
  var counts: [Departure: Int] = [:]
  for columns in try normalizationLines() {
    let found = [columns[0], columns[4]].map { terms(of: $0) }
    guard found[0] != found[1] else { continue }
    let departure = Departure(
      source: columns[0], decomposed: columns[4], isBesideDigits: before == "1")
    if let departure {
      counts[departure, default: 0] += 1
    } else {
      Issue.record("\(columns[0].map(hexadecimal)): \(found.map(shown))")
    }
  }
  // Each is there to the last line; alone, ゛ has no kana to voice, and a digit no other beside it.
  #expect(counts[.compatibilityJamo] == 94 + 50)
  #expect(counts[.tradeMark] == 2)
  #expect(counts[.spacingMark] == 16)
  #expect(counts[.soundMark] == (before.isEmpty ? nil : 2))
  #expect(counts[.seam] == (before == "1" ? 202 : nil))
}

@Test(.enabled(if: exists(caseFolding), "needs Debian's unicode-data"))
func `a scalar and its full case folding have equal terms`() throws {
  var terms = Terms()
  var count = 0
  for line in try String(contentsOf: caseFolding, encoding: .utf8).split(separator: "\n") {
    let fields = line.split(separator: ";").map { $0.drop { $0 == " " } }
    guard !line.hasPrefix("#"), ["C", "F"].contains(fields[1]),
      let scalar = UInt32(fields[0], radix: 16).flatMap(Unicode.Scalar.init)
    else { continue }
    let folded = fields[2].split(separator: " ").compactMap { UInt32($0, radix: 16) }
    let found = [terms(of: [scalar.value]), terms(of: folded)]
    #expect(
      (found[0] == found[1]) != hasIotaSubscript(scalar),
      "\(hexadecimal(scalar.value)): \(found.map(shown))")
    count += 1
  }
  #expect(count > 1400)
}

@Test func `upper, lower and title case have equal terms`() {
  var terms = Terms()
  for scalar in (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
    let properties = scalar.properties
    let forms = [
      properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping,
    ].map(\.unicodeScalars)
    for form in forms where Array(form) != [scalar] {
      // Letters newer than the tables, an iota subscript, and ı, whose capital is that of i.
      guard ([scalar] + form).allSatisfy({ ($0.properties.age?.major ?? .max) <= 15 }),
        !hasIotaSubscript(scalar), scalar != "ı"
      else { continue }
      let found = [terms(of: [scalar.value]), terms(of: form.map(\.value))]
      if found[0] != found[1] {
        Issue.record("\(hexadecimal(scalar.value)): \(found.map(shown))")
      }
    }
  }
}

/// True for ᾳ and the like: U+0345 is a letter to case folding (αι), to Sou a mark, which vanishes.
private func hasIotaSubscript(_ scalar: Unicode.Scalar) -> Bool {
  String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.contains("\u{345}")
}

private func isMark(_ scalar: UInt32?) -> Bool {
  scalar.map { scalarEntry(of: $0).scalarClass == .mark } ?? false
}

private func hexadecimal(_ scalar: UInt32) -> String {
  "U+" + String(scalar, radix: 16, uppercase: true)
}

private func shown(_ terms: [[UInt8]]) -> String {
  terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
}

/// The terms of scalars between two others.
private struct Terms: ~Copyable {
  private var tokenizer: Tokenizer
  private let before: [UInt8]
  private let behind: [UInt8]

  init(before: String = "", behind: String = "") {
    // Without variants, which would hide differences.
    var options = TokenizerOptions()
    options.variants = false
    tokenizer = Tokenizer(options: options)
    self.before = Array(before.utf8)
    self.behind = Array(behind.utf8)
  }

  mutating func callAsFunction(of scalars: [UInt32]) -> [[UInt8]] {
    var text = before
    for scalar in scalars { appendUTF8(scalar, to: &text) }
    return tokenizer.tokens(text + behind).map(\.term)
  }
}

/// The columns c1 to c5 of each line.
private func normalizationLines() throws -> [[[UInt32]]] {
  let lines = try decompressed(normalizationTest).split(separator: "\n").filter {
    !$0.hasPrefix("#") && !$0.hasPrefix("@")
  }
  #expect(lines.count > 18_000)
  return lines.map { line in
    line.split(separator: ";").prefix(5).map { column in
      column.split(separator: " ").compactMap { UInt32($0, radix: 16) }
    }
  }
}
