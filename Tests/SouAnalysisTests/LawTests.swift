import Foundation
import SouAnalysis
import SouTestSupport
import SouUnicode
import Testing

private func tokens(_ text: [UInt8]) -> [Token] {
  var tokenizer = Tokenizer()
  return tokenizer.tokens(text)
}

@Test(arguments: 1...UInt64(4))
func `offsets rise, lie in the text and on scalar boundaries`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<500 {
    let text = random.next()
    let boundaries = scalarBoundaries(of: text)
    var position = -1
    var start = 0
    for token in tokens(text) {
      let comment: Comment = "seed \(seed), text \(number): \(shown(token)) of \(escaped(text))"
      #expect(token.position == (token.colocated ? position : position + 1), comment)
      position = token.position
      #expect(token.start < token.end && token.end <= text.count, comment)
      #expect(boundaries.contains(token.start) && boundaries.contains(token.end), comment)
      #expect(!token.term.isEmpty && token.term.count <= 255, comment)
      if !token.colocated {
        #expect(token.start >= start, comment)
        start = token.start
      }
    }
  }
}

@Test(arguments: 1...UInt64(4))
func `the text of a token's range has the term among its tokens`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<500 {
    let text = random.next(pieces: 12)
    // Not bigrams of South East Asian scripts that begin with a mark, nor parts cut at 255 bytes.
    let all = tokens(text)
    guard all.allSatisfy({ $0.term.count < 200 }) else { continue }
    for token in all {
      if token.kind == .sea, beginsWithMark(token.term) { continue }
      let again = tokens(Array(text[token.start..<token.end]))
      #expect(
        again.contains { $0.term == token.term },
        "seed \(seed), text \(number): \(shown(token)) of \(escaped(text))")
    }
  }
}

@Test(arguments: 1...UInt64(4))
func `a full stop takes two texts apart`(seed: UInt64) {
  var random = RandomText(seed: seed)
  let stop = Array("。".utf8)
  for number in 0..<500 {
    // A byte may be missing at the first text's end, and a mark may begin the second.
    let first = random.next() + stop
    let second = random.next()
    let before = tokens(first)
    let shift = (before.last?.position ?? -1) + 1
    let expected =
      before
      + tokens(stop + second).map { token in
        var token = token
        token.position += shift
        token.start += first.count - stop.count
        token.end += first.count - stop.count
        return token
      }
    #expect(
      tokens(first + second) == expected,
      "seed \(seed), text \(number): \(escaped(first + second))")
  }
}

@Test(arguments: 1...UInt64(4))
func `canonically equivalent texts have equal terms`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<500 {
    // A South East Asian mark on a letter of another script is not ordered with that letter's
    // marks, and of more than 30 marks the first 30 as written count.
    let string = String(decoding: random.next(pieces: 10), as: UTF8.self)
    guard !hasForeignMarks(string), !hasManyMarks(string) else { continue }
    let terms = tokens(Array(string.utf8)).map(\.term)
    for equivalent in [
      string.precomposedStringWithCanonicalMapping, string.decomposedStringWithCanonicalMapping,
    ] where equivalent == string {  // Foundation errs on a tag followed by a mark.
      #expect(
        tokens(Array(equivalent.utf8)).map(\.term) == terms,
        "seed \(seed), text \(number): \(escaped(Array(string.utf8)))")
    }
  }
}

@Test(arguments: 1...UInt64(4))
func `a term is among its own tokens`(seed: UInt64) {
  var random = RandomText(seed: seed)
  for number in 0..<500 {
    for token in tokens(random.next()) where token.kind != .date {
      #expect(
        tokens(token.term).contains { $0.term == token.term },
        "seed \(seed), text \(number): \(escaped(token.term))")
    }
  }
}

@Test func `a million marks on one base are read`() {
  for (base, mark) in [("a", "\u{301}"), ("字", "\u{302A}"), ("か", "\u{3099}"), ("क", "\u{94D}")] {
    let text = Array((base + String(repeating: mark, count: 1_000_000) + " b").utf8)
    let found = tokens(text)
    #expect(found.last?.term == Array("b".utf8))
    #expect(found.first?.start == 0)
    #expect(found.allSatisfy { $0.term.count <= 255 })
  }
  #expect(tokens(Array(String(repeating: "\u{301}", count: 1_000_000).utf8)).isEmpty)
}

@Test func `a part longer than 255 bytes is cut before the scalar that would pass`() {
  for scalar in ["a", "б", "ა", "𐐨", "7"] {
    let width = scalar.utf8.count
    let most = 255 / width
    let text = String(repeating: scalar, count: 2 * most + 1)
    let found = tokens(Array(text.utf8))
    #expect(found.map(\.term.count) == [most * width, most * width, width], "\(scalar)")
    #expect(found.map(\.start) == [0, most * width, 2 * most * width], "\(scalar)")
  }
}

@Test func `a long run without a break is read`() {
  let text = Array(String(repeating: "輝達", count: 100_000).utf8)
  #expect(tokens(text).count == 200_000)
}

private func beginsWithMark(_ term: [UInt8]) -> Bool {
  let category = String(decoding: term, as: UTF8.self).unicodeScalars.first?.properties
    .generalCategory
  return category == .nonspacingMark || category == .spacingMark
}

private func scalarBoundaries(of text: [UInt8]) -> Set<Int> {
  // An ill-formed part's bytes are boundaries of their own, well enough here.
  Set((0...text.count).filter { $0 == text.count || text[$0] & 0xC0 != 0x80 || !isValid(text) })
}

private func isValid(_ text: [UInt8]) -> Bool { String(validating: text, as: UTF8.self) != nil }

/// True if a South East Asian mark that others may pass stands on anything else than its own kind.
private func hasForeignMarks(_ string: String) -> Bool {
  var base = ScalarClass.break
  for scalar in string.decomposedStringWithCanonicalMapping.unicodeScalars.map(\.value) {
    switch scalarEntry(of: scalar).scalarClass {
    case .sea where combiningClass(of: scalar) != 0: if base != .sea { return true }
    case .mark, .ignorable: continue
    case let other: base = other
    }
  }
  return false
}

private func hasManyMarks(_ string: String) -> Bool {
  var count = 0
  for scalar in string.decomposedStringWithCanonicalMapping.unicodeScalars {
    let category = scalar.properties.generalCategory
    let isMark =
      category == .nonspacingMark || category == .spacingMark || category == .enclosingMark
    count = isMark ? count + 1 : 0
    if count >= 30 { return true }
  }
  return false
}
