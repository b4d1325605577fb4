import Foundation
import SouAnalysis
import SouTestSupport
import SouUnicode
import Testing

private func tokens(_ text: [UInt8]) -> [Token] {
  var tokenizer = Tokenizer()
  return tokenizer.tokens(text)
}

private let seeds = Array(1...UInt64(4))

/// Tries a law, which says what is wrong, on random texts: a million scalars, shared among the seeds.
/// By hand: a hundred million (docs/analysis.md).
private func expectLaw(
  seed: UInt64, pieces: Int = 24, _ law: (_ text: [UInt8], inout Tokenizer) -> String?
) {
  var tokenizer = Tokenizer()
  var random = RandomText(seed: seed)
  var scalarsLeft = amount("SOU_TEST_SCALARS", usual: 1_000_000) / seeds.count
  var number = 0
  while scalarsLeft > 0 {
    let text = random.next(pieces: pieces)
    if let breach = law(text, &tokenizer) {
      Issue.record("seed \(seed), text \(number): \(breach) of \(escaped(text))")
      return
    }
    scalarsLeft -= text.count { $0 & 0xC0 != 0x80 }
    number += 1
  }
}

@Test(arguments: seeds)
func `offsets rise, lie in the text and on scalar boundaries`(seed: UInt64) {
  expectLaw(seed: seed) { text, tokenizer in
    // An ill-formed text's bytes are boundaries all, well enough here.
    let isWellFormed = String(validating: text, as: UTF8.self) != nil
    func isBoundary(_ offset: Int) -> Bool {
      offset == text.count || text[offset] & 0xC0 != 0x80 || !isWellFormed
    }
    var position = -1
    var start = 0
    return tokenizer.tokens(text).first { token in
      let isRight =
        token.position == (token.colocated ? position : position + 1)
        && 0 <= token.start && token.start < token.end && token.end <= text.count
        && isBoundary(token.start) && isBoundary(token.end)
        && (1...255).contains(token.term.count)
        && (token.colocated || token.start >= start)
      position = token.position
      if !token.colocated { start = token.start }
      return !isRight
    }.map(shown)
  }
}

@Test(arguments: seeds)
func `the text of a token's range has the term among its tokens`(seed: UInt64) {
  expectLaw(seed: seed, pieces: 12) { text, tokenizer in
    // Not bigrams of South East Asian scripts that begin with a mark, nor parts cut at 255 bytes.
    let all = tokenizer.tokens(text)
    guard all.allSatisfy({ $0.term.count < 200 }) else { return nil }
    return all.first { token in
      !(token.kind == .sea && beginsWithMark(token.term))
        && !tokenizer.tokens(Array(text[token.start..<token.end])).contains {
          $0.term == token.term
        }
    }.map(shown)
  }
}

@Test(arguments: seeds)
func `a full stop takes two texts apart`(seed: UInt64) {
  let stop = Array("。".utf8)
  var previous: [UInt8] = []
  expectLaw(seed: seed) { text, tokenizer in
    // A byte may be missing at the first text's end, and a mark may begin the second.
    let first = previous + stop
    previous = text
    let before = tokenizer.tokens(first)
    let shift = (before.last?.position ?? -1) + 1
    let expected =
      before
      + tokenizer.tokens(stop + text).map { token in
        var token = token
        token.position += shift
        token.start += first.count - stop.count
        token.end += first.count - stop.count
        return token
      }
    return tokenizer.tokens(first + text) == expected ? nil : "behind \(escaped(first)), the tokens"
  }
}

@Test(arguments: seeds)
func `canonically equivalent texts have equal terms`(seed: UInt64) {
  expectLaw(seed: seed, pieces: 10) { text, tokenizer in
    // A South East Asian mark on a letter of another script is not ordered with that letter's
    // marks, and of more than 30 marks the first 30 as written count.
    let string = String(decoding: text, as: UTF8.self)
    guard !hasForeignMarks(string), !hasManyMarks(string) else { return nil }
    let terms = tokenizer.tokens(Array(string.utf8)).map(\.term)
    return [
      string.precomposedStringWithCanonicalMapping, string.decomposedStringWithCanonicalMapping,
    ].first { equivalent in
      // Foundation errs on a tag followed by a mark.
      equivalent == string && tokenizer.tokens(Array(equivalent.utf8)).map(\.term) != terms
    }.map { "the terms of \(escaped(Array($0.utf8))) are not those" }
  }
}

@Test(arguments: seeds)
func `a term is among its own tokens`(seed: UInt64) {
  expectLaw(seed: seed) { text, tokenizer in
    tokenizer.tokens(text).first { token in
      token.kind != .date && !tokenizer.tokens(token.term).contains { $0.term == token.term }
    }.map(shown)
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
    let scalarClass = scalarEntry(of: scalar.value).scalarClass
    if scalarClass == .ignorable { continue }
    // Half-width voicing marks are letters to Unicode, and South East Asian ones no marks to the
    // table.
    let category = scalar.properties.generalCategory
    let isMark =
      category == .nonspacingMark || category == .spacingMark || category == .enclosingMark
      || scalarClass == .mark
    count = isMark ? count + 1 : 0
    if count >= 30 { return true }
  }
  return false
}
