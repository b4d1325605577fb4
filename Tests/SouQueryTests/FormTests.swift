import SouAnalysis
import SouQuery
import Testing

@Test(arguments: [
  ("輝達", ["literal 輝达"]),
  ("達", ["literal 达*"]),
  ("한", ["literal 한*"]),
  ("H", ["literal h"]),
  ("5", ["literal 5"]),
  ("🎌", ["literal 🎌"]),
  ("h*", ["literal h*"]),
  ("AI晶", ["literal ai 晶*"]),
  ("AI晶片", ["literal ai 晶片"]),
  ("e-mail", ["literal e mail", "joined email"]),
  ("e-mail地址", ["literal e mail 地址", "joined email 地址"]),
  ("U.S.A", ["literal u s a", "joined usa", "joined us a", "joined u sa"]),
  ("C++", ["literal c++"]),
  ("DeepSeek", ["literal deepseek", "opened deep seek"]),
  ("DeepSeek-R1", ["literal deepseek r 1", "joined deepseekr 1", "opened deep seek r 1"]),
  (
    "iPhone17ProMax",
    [
      "literal iphone 17 promax", "opened i phone 17 promax", "opened iphone 17 pro max",
    ]
  ),
  ("XMLParser", ["literal xmlparser"]),
  ("ＤｅｅｐＳｅｅｋ", ["literal deepseek", "opened deep seek"]),
  ("caféBar", ["literal cafebar", "opened cafe bar"]),
  ("cafe\u{301}Bar", ["literal cafebar", "opened cafe bar"]),
  ("がらす", ["literal がら らす", "kana ガラ ラス"]),
  ("ｶﾞﾗｽ", ["literal ガラ ラス", "kana がら らす"]),
  ("か\u{3099}らす", ["literal がら らす", "kana ガラ ラス"]),
  ("らーめん", ["literal らー ーめ めん", "kana ラー ーメ メン"]),
  ("ー", ["literal ー*"]),
  ("㌔", ["literal キロ", "kana きろ"]),
  (
    "食べるメモ",
    [
      "literal 食べ べる るメ メモ", "kana 食ベ ベル ルメ メモ", "kana 食べ べる るめ めも",
    ]
  ),
  ("人人", ["literal 人人", "iteration 人々"]),
  ("人々", ["literal 人々", "iteration 人人"]),
  ("馬鹿々々", ["literal 馬鹿 鹿々 々々", "iteration 馬鹿 鹿馬 馬鹿"]),
  ("々", ["literal 々*"]),
  ("こゝろ", ["literal こゝ ゝろ", "kana コヽ ヽロ", "iteration ここ ころ"]),
  ("すず", ["literal すず", "kana スズ", "iteration すゞ"]),
  ("すゞ", ["literal すゞ", "kana スヾ", "iteration すず"]),
  ("バナナ", ["literal バナ ナナ", "kana ばな なな", "iteration バナ ナヽ"]),
  ("2025-02-28", ["literal 2025 02 28", "date 2025-02-28"]),
  ("2025年2月", ["literal 2025 年 2 月*", "date 2025-02"]),
  ("2025/02", ["literal 2025 02", "date 2025-02"]),
  ("開幕2025年2月28日", ["literal 开幕 幕 2025 年 2 月 28 日*", "date 开幕 幕 2025-02-28"]),
  ("2025年2月28日開幕", ["literal 2025 年 2 月 28 日开 开幕"]),
])
func `a phrase has these forms`(text: String, expected: [String]) {
  #expect(forms(text) == expected)
}

@Test func `a phrase has at most sixteen forms`() {
  let many = forms(String(repeating: "あ漢", count: 40))
  #expect(many.count == 16)
  #expect(many.first?.hasPrefix("literal") == true)
}

@Test func `a form's text gives its terms`() {
  for source in ["DeepSeek-R1が2025-02-28", "e-mail人々がｶﾞﾗｽ", "達"] {
    guard case .leaf(let leaf) = query(source).root else { continue }
    var tokenizer = Tokenizer()
    for form in leaf.forms {
      #expect(tokenizer.tokens(form.text, mode: .query).map(\.term) == form.phrase.terms)
    }
  }
}

@Test func `with unigrams a single character is a term`() {
  var options = TokenizerOptions()
  options.unigrams = true
  let match = Query(Array("達 deep*".utf8), options: options).compileStrict()?.match
  #expect(match.map(text) == "\"達\" AND \"deep\" *")
}
