import Foundation
import Testing

@Test func `the tokenizer benchmark prints the documented keys`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達H800", to: "a.txt")
  let outcome = try Command("bench", "tokenizer", "--runs", "2", "--json", "a.txt").run(in: scratch)
  #expect(outcome.status == 0)
  #expect(
    keys(of: outcome.output) == [
      "benchmark", "input", "script", "files", "bytes", "scalars", "runs", "median", "mbPerSecond",
      "scalarsPerSecond", "tokensPerSecond", "tokens",
    ])
  #expect(
    outcome.output.contains(#""input":{"script":"han","files":1,"bytes":10,"scalars":6}"#))
  #expect(outcome.output.contains(#""tokens":4}"#))
}

@Test func `the tokenizer is measured on each script, and on all`() throws {
  let scratch = try Scratch()
  try scratch.write("輝達の株価 H20", to: "texts/a.txt")
  try scratch.write("ｶﾞﾗｽと国語", to: "texts/b.txt")
  try scratch.write("DeepSeek開源週：輝達跌了", to: "texts/c.txt")
  try scratch.write("輝達跌了，台積電漲了，這是の字", to: "texts/d.txt")
  try scratch.write("한국어 문서 AI", to: "texts/e.txt")
  try scratch.write("Ωmega и DeepSeek", to: "texts/f.md")
  try scratch.write("ประเทศไทย", to: "texts/g.txt")
  try scratch.write("2025-02-28", to: "texts/h.txt")
  let outcome = try Command("bench", "tokenizer", "--runs", "1", "texts").run(in: scratch)
  #expect(outcome.status == 0)
  let rows = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
  #expect(
    rows.map { $0.prefix(2).joined(separator: " ") } == [
      "script files", "han 1", "kana 2", "hangul 1", "sea 1", "letters 1", "mixed 2", "all 8",
    ])
  #expect(Set(outcome.output.split(separator: "\n").map(\.count)).count == 1)

  let objects = try Command("bench", "tokenizer", "--runs", "1", "--json", "texts").run(in: scratch)
  #expect(
    objects.output.split(separator: "\n").map { line in
      line.split(separator: "\"script\":\"").last?.prefix { $0 != "\"" } ?? ""
    } == ["han", "kana", "hangul", "sea", "letters", "mixed", "all"])
}

@Test func `without text there is nothing to measure`() throws {
  let scratch = try Scratch()
  try scratch.write("", to: "a.txt")
  let outcome = try Command("bench", "tokenizer", "a.txt").run(in: scratch)
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("a.txt"))
}
