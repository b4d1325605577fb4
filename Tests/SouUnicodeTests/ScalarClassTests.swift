import SouUnicode
import Testing

@Test(
  arguments: [
    (.cjk, "漢𠮟〇々〻ヽヾゝゞーぁヵアｱー〆〱㐀⺀⼀豈ㄅˉˊˇˋ˙˪˫ꀀ𗀀○◯㊀㊗㍿〡\u{2FFFD}\u{3ABCD}"),
    (.hangul, "한ㅋㅏﾡ\u{1100}\u{1161}\u{11A8}"),
    (.sea, "ก\u{0E31}ๆลາကា\u{1037}"),
    (.letter, "aＡéßﬁжΩאبकⅣⓐªʰᚠℹ"),
    (.digit, "0９٣๓①²½𝟙"),
    (.mark, "\u{0301}\u{0345}\u{3099}゛ﾞ゜ﾟ\u{20E3}\u{094D}\u{302A}\u{0344}"),
    (.joiner, "-‐\u{2011}_.'’&@－＿．＇＆＠"),
    (.emoji, "😀❤☎🏽🇯↔🀄🔟"),
    (.newline, "\n\u{0B}\u{0C}\r\u{85}\u{2028}\u{2029}"),
    (.break, " \u{3000}\u{A0}\t\0，。「・·/⁄‘´¨©®〰〽❶㈱㈠‼+#%\u{FFFD}\u{E000}\u{0378}\u{FFFF}"),
    (
      .ignorable,
      "\u{AD}\u{200B}\u{200C}\u{200D}\u{FEFF}\u{FE0F}\u{E0100}\u{E0067}\u{3164}\u{FFA0}™℠"
    ),
  ] as [(ScalarClass, String)])
func `telling scalars have their class`(expected: ScalarClass, text: String) {
  for scalar in text.scalars {
    #expect(scalarEntry(of: scalar).scalarClass == expected, "\(name(scalar))")
  }
}

@Test(arguments: [0xD800, 0xDFFF, 0x110000, UInt32.max])
func `what is no scalar is a break`(number: UInt32) {
  #expect(scalarEntry(of: number) == ScalarEntry(bits: 0))
}

@Test func `what may combine with the scalar before it says so`() {
  let extending = "\u{0301}\u{3099}\u{309A}゛゜ﾞﾟ\u{0E38}\u{1161}\u{11A8}\u{09BE}\u{200D}\u{FE0F}™"
  for scalar in extending.scalars { #expect(scalarEntry(of: scalar).extends, "\(name(scalar))") }
  for scalar in "漢aก한\u{1100}ㅏ 1".scalars {
    #expect(!scalarEntry(of: scalar).extends, "\(name(scalar))")
  }
}

@Test func `Latin, Greek and Cyrillic letters drop marks, others keep them`() {
  for scalar in "aＡéΩжК㎏".scalars { #expect(scalarEntry(of: scalar).dropsMarks, "\(name(scalar))") }
  for scalar in "カक1ب한-".scalars { #expect(!scalarEntry(of: scalar).dropsMarks, "\(name(scalar))") }
}

@Test func `case is that of the scalar as written`() {
  for scalar in "AＡÉǅЖ".scalars { #expect(scalarEntry(of: scalar).isUppercase) }
  for scalar in "aａéß".scalars { #expect(scalarEntry(of: scalar).isLowercase) }
  for scalar in "漢1ªⒶ".scalars {
    #expect(!scalarEntry(of: scalar).isUppercase && !scalarEntry(of: scalar).isLowercase)
  }
}

@Test func `digits of compatibility mappings are seams, but wide and mathematical ones are not`() {
  for scalar in "①²₂".scalars { #expect(scalarEntry(of: scalar).isSeam, "\(name(scalar))") }
  for scalar in "1９𝟙٣".scalars { #expect(!scalarEntry(of: scalar).isSeam, "\(name(scalar))") }
  let squareMetre = scalarEntry(of: "㎡".scalars[0]).payload
  #expect(!expansionEntry(at: squareMetre, index: 0).isSeam)
  #expect(expansionEntry(at: squareMetre, index: 1).isSeam)
}

@Test func `display widths are terminal columns`() {
  let widths = "a中ｱＡ한😀\u{0301}\u{200D}\u{1161}\u{FE0F}é".scalars.map(displayWidth)
  #expect(widths == [1, 2, 1, 2, 2, 2, 0, 0, 0, 0, 1])
}
