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

/// An index of a few documents.
private func searchableIndex() throws -> Scratch {
  let scratch = try Scratch()
  let lines = (0..<30).map { number in
    let text = "輝達的護城河第\(number)篇。台積電漲了，國語のガラスは透明です！DeepSeek開源週。"
    return #"{"id":"\#(number)","text":"\#(text)"}"#
  }
  try scratch.write(lines.joined(separator: "\n"), to: "n.jsonl")
  #expect(try Command("index", "n.jsonl").run(in: scratch).status == 0)
  return scratch
}

@Test func `the search benchmark prints the documented keys, for each kind and state`() throws {
  let outcome = try Command(
    "bench", "search", "--count", "3", "--runs", "2", "--threads", "2", "--json"
  ).run(in: searchableIndex())
  #expect(outcome.status == 0, "\(outcome.talk)")
  let lines = outcome.lines.map(String.init)
  #expect(
    lines.map { line in
      ["kind", "state"].map { key in
        line.split(separator: "\"\(key)\":\"").last?.prefix { $0 != "\"" } ?? ""
      }.joined(separator: " ")
    }
      == ["char1", "char2", "phrase", "words", "question"].flatMap { ["\($0) warm", "\($0) cold"] })
  for line in lines {
    #expect(
      keys(of: line) == [
        "benchmark", "input", "kind", "state", "queries", "found", "threads", "runs", "p50", "p95",
        "p99", "queriesPerSecond",
      ])
  }
}

@Test func `the same seed draws the same queries, and another one others`() throws {
  let scratch = try searchableIndex()
  func drawn(seed: String) throws -> [[Substring]] {
    try Command("bench", "search", "--draw", "--seed", seed, "--count", "4").run(in: scratch)
      .lines.map { $0.split(separator: "\t") }
  }
  let queries = try drawn(seed: "7")
  #expect(try drawn(seed: "7") == queries)
  #expect(try drawn(seed: "8") != queries)
  #expect(queries.map { $0[0] }.count { $0 == "phrase" } == 4)
  let lengths: [Substring: ClosedRange<Int>] = [
    "char1": 1...1, "char2": 2...2, "phrase": 4...6, "words": 5...9, "question": 8...60,
  ]
  for query in queries {
    #expect(try #require(lengths[query[0]]).contains(query[1].count), "\(query)")
  }
}

@Test func `FTS5 is asked too, and each query shown`() throws {
  let scratch = try searchableIndex()
  let options = ["bench", "search", "--fts5", "--count", "2", "--runs", "2"]
  let outcome = try Command(options + ["--json", "--per-query"]).run(in: scratch)
  #expect(outcome.status == 0, "\(outcome.talk)")
  #expect(outcome.lines.count == 15)
  #expect(outcome.lines.count { $0.contains(#""state":"fts5""#) } == 5)
  #expect(outcome.lines.count { $0.contains(#""timesOfFTS5":{"p50":"#) } == 5)
  #expect(outcome.lines.allSatisfy { $0.contains(#""perQuery":[{"query":""#) })
  let table = try Command(options).run(in: scratch)
  #expect(table.lines.count == 16)
  #expect(table.lines[0].hasSuffix("of FTS5's time: p50, most"))
}

@Test func `queries of a file are measured by kind`() throws {
  let scratch = try searchableIndex()
  try scratch.write("rare\t輝達 台積電\n問い\nrare\t晶片\nquestion\t輝達 晶片 是?\n", to: "q.tsv")
  let outcome = try Command("bench", "search", "--queries", "q.tsv", "--runs", "1")
    .run(in: scratch)
  #expect(outcome.status == 0, "\(outcome.talk)")
  #expect(
    outcome.lines.map { $0.split(separator: " ").prefix(4).joined(separator: " ") } == [
      "kind state queries found", "rare warm 2 30", "rare cold 2 30", "query warm 1 0",
      "query cold 1 0", "question warm 1 30", "question cold 1 30",
    ])
}

@Test func `there is nothing to search in an empty index, or with an empty file`() throws {
  let scratch = try Scratch()
  try scratch.write("", to: "q.tsv")
  try scratch.write("", to: "n.jsonl")
  #expect(try Command("index", "n.jsonl").run(in: scratch).status == 0)
  for (arguments, place) in [([], "sou.db"), (["--queries", "q.tsv"], "q.tsv")] {
    let outcome = try Command(["bench", "search"] + arguments).run(in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.talk.contains(place), "\(outcome.talk)")
  }
}

@Test func `without text there is nothing to measure`() throws {
  let scratch = try Scratch()
  try scratch.write("", to: "a.txt")
  let outcome = try Command("bench", "tokenizer", "a.txt").run(in: scratch)
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("a.txt"))
}
