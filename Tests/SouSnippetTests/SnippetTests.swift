import SouSnippet
import SouUnicode
import SouTestSupport
import Testing

private let article = """
  DeepSeek開源週第五天公布推論系統。輝達股價週四下跌8.48%，市值一日蒸發近2,740億美元。\
  分析師認為，輝達的護城河並未因此消失；「CUDA生態仍是最大優勢」。四大雲端業者今年資本支出合計3,200億美元！
  華為昇騰910B的良率仍低。
  """

@Test func `a short text is shown whole, on one line`() {
  #expect(snippet(of: "輝達\n  股價\n", for: "股價", width: 20) == "輝達 ⟦股價⟧")
  #expect(snippet(of: "  輝達股價下跌", for: "無", width: 20) == "輝達股價下跌")
}

@Test func `a snippet begins and ends with a sentence where it can`() {
  #expect(
    snippet(of: article, for: "2740億*", width: 70)
      == "輝達股價週四下跌8.48%，市值一日蒸發近⟦2,740億⟧美元。")
}

@Test func `the best window holds most leaves, close together`() {
  #expect(
    snippet(of: article, for: "輝達", "護城河", width: 40)
      == "分析師認為，⟦輝達⟧的⟦護城河⟧並未因此消失；")
}

@Test func `a sentence that is too long is cut at a character, with an ellipsis`() {
  let long = String(repeating: "長", count: 50) + "輝達" + String(repeating: "句", count: 50)
  #expect(snippet(of: long, for: "輝達", width: 20) == "…長長長⟦輝達⟧句句句句…")
}

@Test func `a cut does not split a word that blanks set off`() {
  let long =
    "The quick brown fox jumps over the lazy dog while NVDA shares are falling considerably"
  #expect(snippet(of: long, for: "nvda", width: 40) == "…lazy dog while ⟦NVDA⟧ shares are…")
  let korean = "오늘 엔비디아 주가가 크게 하락하면서 반도체 업종 전체가 약세를 보였다 그리고 환율도 올랐다"
  #expect(snippet(of: korean, for: "반도체", width: 40) == "…크게 하락하면서 ⟦반도체⟧ 업종 전체가…")
}

@Test func `without matches it is the text's beginning`() {
  #expect(snippet(of: article, for: "無此", width: 50) == "DeepSeek開源週第五天公布推論系統。")
}

@Test func `near the text's end what came before fills the room`() {
  #expect(snippet(of: article, for: "昇騰", width: 50) == "華為⟦昇騰⟧910B的良率仍低。")
  #expect(
    snippet(of: article, for: "昇騰", width: 80)
      == "四大雲端業者今年資本支出合計3,200億美元！ 華為⟦昇騰⟧910B的良率仍低。")
  let unbroken = String(repeating: "長", count: 30) + "輝達尾"
  #expect(snippet(of: unbroken, for: "輝達", width: 20) == "…長長長長長長⟦輝達⟧尾")
}

@Test func `matches that touch or overlap are one mark`() {
  #expect(snippet(of: "輝達股價下跌", for: "輝達", "股價", "達股", width: 40) == "⟦輝達股價⟧下跌")
  #expect(snippet(of: "輝達的股價", for: "輝達", "股價", width: 40) == "⟦輝達⟧的⟦股價⟧")
  #expect(snippet(of: "人人人人", for: "人人", width: 40) == "⟦人人人人⟧")
}

@Test func `a match across a line break is marked with a blank in it`() {
  #expect(snippet(of: "模型輝\n  達，", for: "輝達", width: 40) == "模型⟦輝 達⟧，")
}

@Test func `a match too wide for the columns is marked as far as it is shown`() {
  #expect(
    snippet(of: "一二三四五六七八九十", for: "二三四五六七八九", width: 12) == "…⟦二三四五六⟧…")
}

@Test func `a base keeps its marks and a family stays together`() {
  let voiced = String(repeating: "か\u{3099}", count: 6)
  #expect(snippet(of: voiced, for: "無", width: 8) == "か\u{3099}か\u{3099}か\u{3099}…")
  #expect(snippet(of: "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", for: "無", width: 11) == "👩‍👩‍👧…")
}

@Test func `a control character reaches no terminal`() {
  let shown = snippet(of: "輝達\u{1B}[31m股\u{0}價\u{9B}\t下跌", for: "輝達", width: 40)
  #expect(shown == "⟦輝達⟧ [31m股 價 下跌")
}

@Test func `any width gives a snippet`() {
  for width in [-5, 0, 1, 2, 3, 4, 5, Int.max] {
    let found = snippet(
      of: Array(article.utf8), matches: matches(["輝達"], in: article), width: width)
    #expect(columns(found.text) <= max(width, 0))
  }
}

@Test func `ill-formed bytes and ranges outside of the text do no harm`() {
  let found = snippet(
    of: [0xE8, 0xBC, 0x41, 0xFF],
    matches: [
      PhraseMatch(start: 2, end: 3, leaf: 0, weight: 1),
      PhraseMatch(start: 3, end: 9, leaf: 0, weight: 1),
      PhraseMatch(start: -1, end: 2, leaf: 0, weight: 1),
      PhraseMatch(start: 2, end: 2, leaf: 0, weight: 1),
    ], width: 20)
  #expect(marked(found) == "\u{FFFD}⟦A⟧\u{FFFD}")
}

@Test func `a million marks on one character make no long snippet`() {
  let found = snippet(
    of: Array(("輝達" + String(repeating: "\u{301}", count: 1_000_000)).utf8),
    matches: [PhraseMatch(start: 0, end: 6, leaf: 0, weight: 1)], width: 40)
  #expect(found.text.count < 40 * 33 * 4)
}

private func columns(_ text: [UInt8]) -> Int {
  var columns = 0
  unsafe text.withUnsafeBufferPointer { bytes in
    var offset = 0
    while offset < text.count {
      columns += displayWidth(of: unsafe decodeScalar(bytes, at: &offset))
    }
  }
  return columns
}

/// Without what a snippet shows as a blank.
private func squeezed(_ text: String) -> String {
  String(
    String.UnicodeScalarView(text.unicodeScalars.filter { !"\n\t ".unicodeScalars.contains($0) }))
}

@Test(arguments: 0..<60 as Range<UInt64>)
func `a snippet keeps its laws`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  for _ in 0..<30 {
    let source = randomText(length: 200, using: &random)
    let bytes = Array(source.utf8)
    let queries = (0..<2).map { _ in randomText(length: 3, using: &random) + "*" }
    let found = matches(queries, in: source)
    let width = Int.random(in: 0...60, using: &random)
    let shown = snippet(of: bytes, matches: found, width: width)
    let note: Comment = "seed \(seed), width \(width), \(queries), \(source): \(marked(shown))"

    #expect(columns(shown.text) <= width, note)
    #expect(String(validating: shown.text, as: UTF8.self) != nil, note)
    #expect(!shown.text.contains(0x0A), note)

    // Whole matches in order, apart, on scalar boundaries; their text is the source's.
    var end = -1
    for mark in shown.marks {
      #expect(mark.lowerBound > end, note)
      #expect(!mark.isEmpty && mark.upperBound <= shown.text.count, note)
      end = mark.upperBound
      #expect(String(validating: shown.text[mark], as: UTF8.self) != nil, note)
    }
    // The queries are short enough for all of a match to fit.
    if width >= 44, !found.isEmpty {
      #expect(!shown.marks.isEmpty, note)
      let matched = found.map { squeezed(text(bytes, $0.start..<$0.end)) }
      let runs = runTexts(found, bytes)
      for mark in shown.marks {
        let marked = squeezed(text(shown.text, mark))
        #expect(matched.contains { marked.hasPrefix($0) }, note)
        #expect(matched.contains { marked.hasSuffix($0) }, note)
        #expect(runs.contains { $0.contains(marked) }, note)
      }
    }

    // What is shown stands in the source.
    let plain = squeezed(text(shown.text, 0..<shown.text.count)).replacing("…", with: "")
    #expect(squeezed(source).contains(plain), note)
  }
}

/// The texts of matches, those that touch or overlap as one.
private func runTexts(_ matches: [PhraseMatch], _ bytes: [UInt8]) -> [String] {
  var runs: [Range<Int>] = []
  for match in matches {
    if let last = runs.last, match.start <= last.upperBound {
      runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, match.end)
    } else {
      runs.append(match.start..<match.end)
    }
  }
  return runs.map { squeezed(text(bytes, $0)) }
}
