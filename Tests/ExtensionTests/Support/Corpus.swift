import Foundation
import SouAnalysis
import SouIndex
import SouSearch

/// Documents in an index of Sou's own.
final class Corpus {
  typealias Text = (title: String, body: String)

  let path: String
  let searcher: Searcher
  private let folder = try? TemporaryFolder()

  init(_ texts: [Text], options: TokenizerOptions = TokenizerOptions()) throws {
    guard let folder else { throw CocoaError(.fileWriteUnknown) }
    path = folder.path("sou.db")
    let writer = try IndexWriter(path: path, options: options)
    for (number, text) in texts.enumerated() {
      try writer.add(locator: String(number), title: text.title, body: text.body)
    }
    try writer.finish()
    searcher = Searcher(try IndexReader(path: path))
  }

  /// Texts in which what a query may be about stands in many spellings.
  static let texts: [Text] = [
    ("輝達(NVDA-US)股價", "輝達股價下跌1.72%，DeepSeek開源R1模型，使用H800等晶片，投資3,200億美元。"),
    ("DeepSeek-R1", "DeepSeek-R1模型輝\n達，ＡＩ晶片ｶﾞﾗｽ ガラス 国语 國語 C++ 𠮟責，GPT-4-turbo與iPhone17ProMax"),
    ("日付", "2025 年 2 月 28 日に人々は、こゝろを込めてがらす窓を開けた。"),
    ("Deep Seek", "e-mail and email, U.S.A and usa, c# and c; a b x NOT OR AND NEAR title:body"),
    ("한국어", "한국은 2025년 2월 28일, 은행에서 인공지능을 ไทย ภาษา"),
    ("", "人人 x輝達 達 股 2025-02-28 2025/02 😀 👩‍💻 🇯🇵"),
    ("title 輝達", "英伟达的股价下跌；开源模型，芯片，deep seek, deepseek"),
    ("empty", ""),
  ]
}
