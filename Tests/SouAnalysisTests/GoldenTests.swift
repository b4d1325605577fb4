import SouAnalysis
import SouUnicode
import Testing

/// A text, and its tokens as a reader writes them: a position is a word, `+` ties what is colocated.
/// Han characters stand for their classes.
private let goldens: [(text: String, tokens: String)] = [
  // A suffix belongs to its letters; the bare form is found too.
  ("C++17", "c+++c 17"),
  ("a++b", "a b"),
  ("C+++", "c"),
  ("C#", "c#+c"),
  ("x-y-c++", "x+xy y+xy c+++c"),
  // Each part its own position, pairs and the whole chain joined at both ends.
  ("e-mail", "e+email mail+email"),
  ("U.S.A.", "u+usa+us s+us+sa a+usa+sa"),
  ("AT&T", "at+att t+att"),
  ("Wi-Fi 6", "wi+wifi fi+wifi 6"),
  ("DeepSeek-R1", "deepseek+deepseekr r+deepseekr 1"),
  ("GPT-4-turbo", "gpt 4 turbo"),
  (
    "foo.bar@example.com",
    "foo+foobarexamplecom+foobar bar+barexample+foobar example+barexample+examplecom"
      + " com+foobarexamplecom+examplecom"
  ),
  ("a-b-c-d-e", "a+ab b+ab+bc c+bc+cd d+cd+de e+de"),
  ("a--b", "a b"),
  // Numbers are values: points stay, grouping commas go.
  ("v3.40.1", "v 3.40.1"),
  ("2.4GHz", "2.4 ghz"),
  ("3,200", "3200"),
  ("3，２００．５", "3200.5"),
  ("12,345,67", "12 345 67"),
  ("1.5,234", "1.5 234"),
  ("10:30", "10 30"),
  ("1/2", "1 2"),
  ("第1,2章", "第 1 2 章"),
  // A digit made of something else joins none beside it.
  ("10²", "10 2"),
  ("3½", "3 1 2"),
  ("①②番", "1 2 番"),
  ("⑩⑩", "10 10"),
  ("❶", ""),
  // Compatibility jamo stay; conjoining ones compose; half-width kana take their marks.
  ("ㅋㅋㅠㅠ", "ㅋㅋ ㅋㅠ ㅠㅠ ㅠ"),
  ("\u{1112}\u{1161}\u{11AB}국", "한국 국"),
  ("ｶﾞﾗｽ", "ガラ ラス ス"),
  ("か゛", "が"),
  ("㍿", "株式 式会 会社 社"),
  ("DeepSeek™", "deepseek"),
  // ○ is 〇.
  ("二○二四", "二〇 〇二 二四 四"),
  // A run goes on over one blank or one line break, and a dot between names.
  ("山田　太郎", "山田 田太 太郎 郎"),
  ("輝\r\n 達", "輝達 達"),
  ("輝\n\n達", "輝 達"),
  ("輝  達", "輝 達"),
  ("輝\n　達", "輝 達"),
  ("輝\t達", "輝 達"),
  ("한 국", "한 국"),
  (
    "レオナルド・ダ・ヴィンチ", "レオ オナ ナル ルド ドダ ダヴ ヴィ ィン ンチ チ"
  ),
  ("列奥纳多·达·芬奇", "列奥 奥纳 纳多 多达 达芬 芬奇 奇"),
  ("ア··ア", "ア ア"),
  // Iteration marks stand as they are; a query tries both spellings.
  ("様々な", "様々 々な な"),
  ("#標籤", "標籤 籤"),
  // An emoji sequence, and its first emoji.
  ("👍🏽", "👍🏽+👍"),
  ("🇯🇵🇰", "🇯🇵 🇰"),
  ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧+👨"),
  ("1\u{FE0F}\u{20E3}", "1"),
  // Thai by scalar.
  (
    "ประเทศไทย",
    "ปร ระ ะเ เท ทศ ศไ ไท ทย ย"
  ),
  // Dates have their value beside their parts.
  ("2025-02-28", "2025+2025-02-28+2025-02 02 28"),
  ("2025/2/28", "2025+2025-02-28+2025-02 2 28"),
  ("2025.02.28", "2025.02.28+2025-02-28+2025-02"),
  ("2025年2月", "2025+2025-02 年 2 月"),
  ("2025年2月31號", "2025+2025-02-31+2025-02 年 2 月 31 號"),
  ("2025年2月32日", "2025+2025-02 年 2 月 32 日"),
  ("2025년 2월 28일", "2025+2025-02-28+2025-02 년 2 월 28 일"),
  ("2025-13-01", "2025 13 01"),
  ("2025-02", "2025 02"),
  ("2025-02/28", "2025 02 28"),
  // What oracle and tokenizer once disagreed on.
  ("🇯\u{FE0F}🇰", "🇯 🇰"),
  ("\u{958}\u{940}", "\u{915}\u{93C}\u{940}"),
  ("\u{A5A}\u{A3E}", "\u{A17}\u{A3C}\u{A3E}"),
  ("2025.2.8,678", "2025.2.8+2025-02-08+2025-02 678"),
  ("2025. 2. 8,678", "2025 2 8678"),
]

@Test(arguments: goldens.indices)
func `golden`(index: Int) {
  let golden = goldens[index]
  #expect(spelled(golden.text) == representatives(golden.tokens), "\(golden.text)")
}

@Test func `the range of a character takes in all that folds into it`() {
  // ½ and a mark: both digits have the bytes of the whole.
  var tokenizer = Tokenizer()
  #expect(tokenizer.tokens(Array("½\u{301}".utf8)).map { $0.start..<$0.end } == [0..<4, 0..<4])
}

@Test func `a query drops what only documents need`() {
  #expect(spelled("輝達", .query) == representatives("輝達"))
  #expect(spelled("達", .query) == representatives("達"))
  #expect(spelled("輝達。", .query) == representatives("輝達"))
  #expect(spelled("輝達H800", .query) == representatives("輝達 達 h 800"))
  #expect(spelled("C++ Wi-Fi", .query) == "c++ wi fi")
  #expect(spelled("發表\u{1}2025-02", .query) == representatives("發表 表 2025-02"))
}

private let probe = """
  輝達(NVDA-US)股價下跌1.72%，DeepSeek開源R1模型，使用H800等晶片，投資3,200億美元。
  DeepSeek-R1模型輝
  達，ＡＩ晶片ｶﾞﾗｽ ガラス 国语 國語 C++ 𠮟責，GPT-4-turbo與iPhone17ProMax，2025 年 2 月 28 日
  """

@Test func `the example of the analysis`() {
  let expected = """
    輝达 达 nvda+nvdaus us+nvdaus 股价 价下 下跌 跌 1.72 deepseek 开源 源 r 1 模型 型 使用 用 h 800 等晶 \
    晶片 片 投資 資 3200 亿美 美元 元 deepseek+deepseekr r+deepseekr 1 模型 型輝 輝达 达 ai 晶片 片ガ ガラ \
    ラス スガ ガラ ラス ス国 国語 語国 国語 語 c+++c 叱責 責 gpt 4 turbo 与 iphone 17 promax \
    2025+2025-02-28+2025-02 年 2 月 28 日
    """
  #expect(spelled(probe) == representatives(expected))
  var tokenizer = Tokenizer()
  let tokens = tokenizer.tokens(Array(probe.utf8))
  func ranges(_ term: String) -> [Range<Int>] {
    let term = Array(representatives(term).utf8)
    return tokens.filter { $0.term == term }.map { $0.start..<$0.end }
  }
  #expect(ranges("輝达") == [0..<6, 123..<130])
  #expect(ranges("nvdaus") == [7..<14, 7..<14])
  #expect(ranges("2025-02-28") == [227..<248])
  #expect(ranges("2025-02") == [227..<248])
}

/// The tokens of a text as the goldens write them.
private func spelled(_ text: String, _ mode: TokenizerMode = .document) -> String {
  var tokenizer = Tokenizer()
  return tokenizer.tokens(Array(text.utf8), mode: mode).map {
    "\($0.colocated ? "+" : " ")\(String(decoding: $0.term, as: UTF8.self))"
  }.joined().drop { $0 == " " }.description
}

/// The text with each Han character as the representative of its class.
private func representatives(_ text: String) -> String {
  var bytes: [UInt8] = []
  for scalar in text.unicodeScalars {
    let entry = scalarEntry(of: scalar.value)
    appendUTF8(entry.representative(of: scalar.value), to: &bytes)
  }
  return String(decoding: bytes, as: UTF8.self)
}
