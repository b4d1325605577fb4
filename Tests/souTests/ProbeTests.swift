import Foundation
import Testing

/// One document that holds the hard cases, and what each query must mark in it.
private let probe = """
  輝達(NVDA-US)股價下跌1.72%，DeepSeek開源R1模型，使用H800等晶片，投資3,200億美元。
  DeepSeek-R1模型輝
  達，ＡＩ晶片ｶﾞﾗｽ ガラス 国语 國語 C++ 𠮟責，GPT-4-turbo與iPhone17ProMax，2025 年 2 月 28 日
  """

/// A query, and the exact source text of every place that it finds, in order; none: no hit.
private let expectations: [(query: String, places: [String])] = [
  ("輝達", ["輝達", "輝\n達"]),
  ("辉达", ["輝達", "輝\n達"]),
  ("達", ["達", "達"]),
  ("晶片", ["晶片", "晶片"]),
  ("開源", ["開源"]),
  ("DeepSeek", ["DeepSeek", "DeepSeek"]),
  ("\"DeepSeek開源\"", ["DeepSeek開源"]),
  ("DeepSeek開源", ["DeepSeek開源"]),
  ("H800", ["H800"]),
  ("H-800", ["H800"]),
  ("\"h 800\"", ["H800"]),
  ("h 800", ["H", "800"]),
  ("Ｈ８００", ["H800"]),
  ("NVDA-US", ["NVDA-US"]),
  ("nvda", ["NVDA"]),
  ("NVDAUS", ["NVDA-US"]),
  ("1.72%", ["1.72"]),
  ("1.72", ["1.72"]),
  ("１．７２％", ["1.72"]),
  ("72", []),
  ("3200億", ["3,200億"]),
  ("3,200 億", ["3,200", "億"]),
  ("\"3,200 億\"", ["3,200億"]),
  ("AI晶片", ["ＡＩ晶片"]),
  ("がらす", ["ｶﾞﾗｽ", "ガラス"]),
  ("国語", ["国语", "國語"]),
  ("国语", ["国语", "國語"]),
  ("國語", ["国语", "國語"]),
  ("模型輝達", ["模型輝\n達"]),
  ("c++", ["C++"]),
  ("𠮟", ["𠮟"]),
  ("責", ["責"]),
  ("US輝", []),
  ("開源1", []),
  ("GPT-4", ["GPT-4"]),
  ("\"gpt 4 turbo\"", ["GPT-4-turbo"]),
  ("gpt 4 turbo", ["GPT", "4", "turbo"]),
  ("iPhone17", ["iPhone17"]),
  ("\"iphone 17\"", ["iPhone17"]),
  ("Deep Seek", ["DeepSeek", "DeepSeek"]),
  ("2025-02-28", ["2025 年 2 月 28 日"]),
  ("2025年2月", ["2025 年 2 月", "2025 年 2 月 28 日"]),
]

/// What `sou search --json --matches` prints, as far as it is looked at here.
private struct Answer: Decodable {
  struct Hit: Decodable {
    let matches: [Match]
  }
  struct Match: Decodable {
    let field: String
    let start: Int
    let end: Int
  }
  let hits: [Hit]
}

@Test func `the probe document answers every spelling with its exact source text`() throws {
  let scratch = try Scratch()
  try scratch.write(probe, to: "documents/probe.txt")
  #expect(try Command("index", "documents").run(in: scratch).status == 0)
  let bytes = Array(probe.utf8)
  for (query, places) in expectations {
    let outcome = try Command("search", "--strict", "--json", "--matches", "--", query)
      .run(in: scratch)
    let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
    let found = answer.hits.flatMap(\.matches).filter { $0.field == "body" }
      .map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
    #expect(outcome.status == (places.isEmpty ? 1 : 0), "\(query)")
    #expect(found == places, "\(query)")
  }
}

// MARK: - Through the loadable extension

/// What `Extension/Tests/ask.py` prints: a row's number and its marked text.
private enum Cell: Decodable {
  case number(Int)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
}

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
private let library = root.appending(path: ".build/extension/libsou.so").path
private let python = "/usr/bin/python3"

/// True if this Python can load extensions; not every build can.
private func canLoad() -> Bool {
  guard FileManager.default.fileExists(atPath: library),
    FileManager.default.fileExists(atPath: python)
  else { return false }
  let process = Process()
  process.executableURL = URL(filePath: python)
  process.arguments = ["-c", "import sqlite3; sqlite3.Connection.enable_load_extension"]
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}

@Test(
  .enabled(
    if: canLoad(),
    "needs scripts/build-extension, and a \(python) that can load extensions"))
func `Python with the extension answers as the command does`() throws {
  let scratch = try Scratch()
  let asked: [String: Any] = [
    "library": library, "tokenize": "sou", "documents": [probe],
    "queries": expectations.map(\.query),
  ]
  try JSONSerialization.data(withJSONObject: asked).write(to: scratch.url("asked.json"))
  try Data().write(to: scratch.url("answers.json"))

  let process = Process()
  process.executableURL = URL(filePath: python)
  process.arguments = [root.appending(path: "Extension/Tests/ask.py").path]
  process.standardInput = try FileHandle(forReadingFrom: scratch.url("asked.json"))
  process.standardOutput = try FileHandle(forWritingTo: scratch.url("answers.json"))
  try process.run()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)

  let answers = try JSONDecoder().decode(
    [[[Cell]]].self, from: Data(contentsOf: scratch.url("answers.json")))
  #expect(answers.count == expectations.count)
  for (answer, (query, places)) in zip(answers, expectations) {
    let marked = answer.first?.compactMap(\.text).first
    #expect(answer.count == (places.isEmpty ? 0 : 1), "\(query)")
    #expect(marked == (places.isEmpty ? nil : mark(places)), "\(query)")
  }
}

/// The probe document with places marked, which are in order; those that touch or overlap get one
/// mark.
private func mark(_ places: [String]) -> String {
  var marks: [Range<String.Index>] = []
  for place in places {
    let last = marks.last ?? probe.startIndex..<probe.startIndex
    // One that begins where the last one does is longer.
    let range =
      probe[last.upperBound...].range(of: place, options: .literal)
      ?? probe[last.lowerBound...].range(of: place, options: .literal)
    guard let range else { return "no \(place)" }
    if !marks.isEmpty, range.lowerBound <= last.upperBound {
      marks[marks.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    } else {
      marks.append(range)
    }
  }
  var marked = probe
  for mark in marks.reversed() {
    marked.insert(contentsOf: "]]", at: mark.upperBound)
    marked.insert(contentsOf: "[[", at: mark.lowerBound)
  }
  return marked
}
