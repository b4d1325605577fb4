import Foundation
import SouUnicode
import Testing

@Test(arguments: [
  ("ＡＩ", "ai"), ("Straße", "strasse"), ("ﬁ", "fi"), ("Ⅳ", "iv"), ("İ", "i"), ("ŉ", "ʼn"),
  ("Éñżž", "enzz"), ("ǖΐᾳ", "uια"), ("йЁ", "ие"), ("øđł", "øđł"), ("ς", "σ"),
  ("ｶﾗｽガば", "カラスガば"), ("ﾊﾟ", "ハ\u{309A}"), ("か゛", "か\u{3099}"),
  ("㍿", "株式会社"), ("㈱", "(株)"), ("㋀", "1月"), ("豈⼀", "豈一"), ("○◯〇", "〇〇〇"),
  ("ㅋㅏﾡﾻ", "ㅋㅏㄱㅋ"), ("㉠", "\u{1100}"), ("한", "한"),
  ("٣๓९９①²½⒈", "3399121\u{2044}21."), ("㎡", "m2"), ("℃", "°c"), ("˙", "˙"),
  ("\u{A0}\u{2003}\u{1680}\u{3000}", "   \u{3000}"), ("，：％＆‑…", ",:%&‐..."), ("´¨™℠", "´¨™℠"),
  ("\u{0958}", "\u{0915}\u{093C}"), ("\u{0622}", "\u{0622}"), ("\u{0E33}", "\u{0E4D}\u{0E32}"),
  ("↮", "↔"), ("≠", "≠"), ("\u{0345}\u{0344}", "\u{0345}\u{0308}\u{0301}"),
])
func `telling scalars fold as the analysis says`(text: String, folded: String) {
  #expect(fold(text).scalars == folded.scalars, "\(fold(text))")
}

@Test(arguments: ["国國", "輝辉", "達达", "炼煉錬鍊鏈链𫔀", "台臺檯颱", "发發髮発", "历曆歷歴", "叱𠮟", "説說说"])
func `Han variants share their lowest scalar`(members: String) {
  #expect(
    members.scalars.map { fold($0, variants: true) }.allSatisfy { $0 == [members.scalars.min()] })
}

@Test(arguments: ["兩輛", "辦瓣", "干于", "未末", "国图"])
func `Han characters that no table ties stay apart`(pair: String) {
  let folded = pair.scalars.map { fold($0, variants: true) }
  #expect(folded[0] != folded[1])
}

@Test func `every fold is final`() {
  for scalar in 0...0x10FFFF as ClosedRange<UInt32> {
    for output in fold(scalar) where fold(output) != [output] {
      Issue.record("\(name(scalar)) folds to \(name(output)), which folds further")
    }
    for output in fold(scalar, variants: true) where fold(output, variants: true) != [output] {
      Issue.record("\(name(scalar)) folds to \(name(output)), which has a variant")
    }
  }
}

@Test func `a scalar has the class of what it folds to`() {
  for scalar in 0...0x10FFFF as ClosedRange<UInt32> {
    let first = fold(scalar, variants: true)[0]
    if scalarEntry(of: scalar).scalarClass != scalarEntry(of: first).scalarClass {
      Issue.record("\(name(scalar)) and \(name(first)) differ in class")
    }
  }
}

/// Sou's exceptions to NFKC (docs/analysis.md).
private func isException(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x3131...0x318E, 0xFFA0...0xFFDC: true  // compatibility jamo
  case 0x02D9, 0x309B, 0x309C, 0x25CB, 0x25EF, 0x1680, 0x3000: true
  default: scalarEntry(of: scalar).scalarClass == .ignorable
  }
}

/// Scalars as text.
private func text(_ scalars: [UInt32]) -> String {
  String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
}

@Test func `a fold is that of the compatibility decomposition`() {
  for scalar in (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
    guard let age = scalar.properties.age, age.major <= 15, !isException(scalar.value) else {
      continue
    }
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.scalars
    guard parts != [scalar.value] else { continue }
    var base: ScalarEntry?
    let kept = parts.filter { part in
      guard scalarEntry(of: part).scalarClass == .mark else {
        base = scalarEntry(of: part)
        return true
      }
      return base?.dropsMarks != true && base?.scalarClass != .emoji
    }
    let expected = text(kept.flatMap { fold($0) }).precomposedStringWithCanonicalMapping.scalars
    let classes = expected.map { scalarEntry(of: $0).scalarClass }
    let isBareMark =
      classes.count > 1 && classes[0] == .break && classes.dropFirst().allSatisfy { $0 == .mark }
    if fold(scalar.value) != (isBareMark ? [scalar.value] : expected) {
      Issue.record(
        "\(name(scalar.value)): \(fold(scalar.value).map(name)), not \(expected.map(name))")
    }
  }
}

@Test func `a scalar without a decomposition folds in case and digits only`() {
  for scalar in (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
    guard let age = scalar.properties.age, age.major <= 15, !isException(scalar.value),
      String(scalar).decomposedStringWithCompatibilityMapping.scalars == [scalar.value]
    else { continue }
    let expected: [UInt32] =
      if scalarEntry(of: scalar.value).scalarClass == .digit,
        let value = scalar.properties.numericValue
      {
        [0x30 + UInt32(value)]
      } else if scalar.properties.changesWhenCaseFolded, scalar.value != 0x0345 {
        switch scalar {
        case "ß", "ẞ": "ss".scalars
        case "ς": "σ".scalars
        default: fold(scalar.properties.lowercaseMapping).scalars
        }
      } else {
        [scalar.value]
      }
    if fold(scalar.value) != expected {
      Issue.record(
        "\(name(scalar.value)): \(fold(scalar.value).map(name)), not \(expected.map(name))")
    }
  }
}

@Test func `pairs compose to their canonical equivalent and decompose again`() {
  for scalar in (0...0x10FFFF as ClosedRange<UInt32>) {
    guard let pair = decomposition(of: scalar) else { continue }
    #expect(composition(of: pair.first, pair.second) == scalar, "\(name(scalar))")
    #expect(
      text([pair.first, pair.second]).decomposedStringWithCanonicalMapping.scalars
        == text([scalar]).decomposedStringWithCanonicalMapping.scalars,
      "\(name(scalar))")
  }
  #expect(composition(of: "か".scalars[0], 0x3099) == "が".scalars[0])
  #expect(composition(of: "ハ".scalars[0], 0x309A) == "パ".scalars[0])
  #expect(composition(of: "e".scalars[0], 0x0301) == 0)
  #expect(composition(of: 0x1100, 0x1161) == 0)
  #expect(composition(of: "漢".scalars[0], 0x3099) == 0)
}

@Test func `combining classes are those of the Unicode Character Database`() {
  for scalar in (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
    guard let age = scalar.properties.age, age.major <= 15 else { continue }
    if combiningClass(of: scalar.value) != scalar.properties.canonicalCombiningClass.rawValue {
      Issue.record("\(name(scalar.value)): \(combiningClass(of: scalar.value))")
    }
  }
}
