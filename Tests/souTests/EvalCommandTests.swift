import Foundation
import Testing

// The index has three documents about 輝達, of which `a` and `b` are relevant for q1, and `c` about
// weather. Shorter documents rank higher: q1 finds a, c, b.
private struct JudgedIndex {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("輝達", to: "docs/a.txt")
    try scratch.write("輝達的晶片與伺服器以及其他許多東西都在這裡", to: "docs/b.txt")
    try scratch.write("輝達與天氣預報", to: "docs/c.txt")
    try scratch.write("q1\t輝達\nq2\t天氣 晶圓\nq3\t颱風\nq4\t輝達\n", to: "queries.tsv")
    try scratch.write(
      "q1\t0\ta.txt\t1\nq1\t0\tb.txt\t1\nq2\t0\tc.txt\t1\nq3\t0\tc.txt\t1\nq5\t0\tc.txt\t1\n",
      to: "qrels.tsv")
    let outcome = try Command("index", "docs").run(in: scratch)
    #expect(outcome.status == 0, "\(outcome.talk)")
  }

  func eval(_ arguments: String...) throws -> Command.Outcome {
    try Command(["eval", "--qrels", "qrels.tsv"] + arguments).run(in: scratch)
  }
}

@Test func `an evaluation says the means, and what was left out`() throws {
  let outcome = try JudgedIndex().eval("--queries", "queries.tsv")
  #expect(outcome.status == 0)
  // nDCG: q1 (1 + 1/2) / (1 + 1/log2(3)) = 0.91972, q2 1, q3 0. The others: (1 + 1 + 0) / 3.
  #expect(
    outcome.output == """
      3 queries
      ndcg@10     0.6399
      mrr@10      0.6667
      recall@10   0.6667
      recall@100  0.6667

      """)
  #expect(outcome.talk.contains("left out 1 query of queries.tsv not in qrels.tsv"))
  #expect(outcome.talk.contains("left out 1 query of qrels.tsv not in queries.tsv"))
}

@Test func `the step of the search can be chosen`() throws {
  let index = try JudgedIndex()
  // No document has both 天氣 and 晶圓.
  let strict = try index.eval("--queries", "queries.tsv", "--strict", "--per-query")
  #expect(strict.output.contains("q2      0.0000  0.0000     0.0000      0.0000"))
  let relaxed = try index.eval("--queries", "queries.tsv", "--relaxed", "--per-query")
  #expect(relaxed.output.contains("q2      1.0000  1.0000     1.0000      1.0000"))
}

@Test func `an evaluation in JSON has the documented keys in their order`() throws {
  let index = try JudgedIndex()
  let outcome = try index.eval("--queries", "queries.tsv", "--json")
  let means = ["queries", "ndcg@10", "mrr@10", "recall@10", "recall@100"]
  #expect(keys(of: outcome.output) == means)
  #expect(outcome.output.hasPrefix(#"{"queries":3,"ndcg@10":0.63990"#))

  _ = try index.eval("--queries", "queries.tsv", "--run", "a.run")
  let all = try index.eval(
    "--queries", "queries.tsv", "--json", "--per-query", "--compare", "a.run")
  #expect(
    keys(of: all.output)
      == means + ["perQuery", "query", "compare", "mean", "difference", "better", "worse", "p"])
}

@Test func `a run is written in six columns and measures as the index does`() throws {
  let index = try JudgedIndex()
  let asked = try index.eval("--queries", "queries.tsv", "--run", "a.run")
  let run = try String(contentsOf: index.scratch.url("a.run"), encoding: .utf8)
  let lines = run.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  #expect(lines.allSatisfy { $0.count == 6 && $0[1] == "Q0" && $0[5] == "sou" })
  #expect(lines.filter { $0[0] == "q1" }.map { $0[2] } == ["a.txt", "c.txt", "b.txt"])
  #expect(lines.filter { $0[0] == "q1" }.map { $0[3] } == ["1", "2", "3"])
  let read = try index.eval("--queries", "queries.tsv", "a.run")
  #expect(read.output == asked.output)
  // Without queries all that are judged count, q5 too.
  let complete = try index.eval("a.run")
  #expect(complete.output.hasPrefix("4 queries\n"))
  #expect(complete.talk.contains("2 queries not in a.run: 0 each"), "\(complete.talk)")
}

@Test func `two runs are compared`() throws {
  let index = try JudgedIndex()
  try index.scratch.write("q1 Q0 a.txt 1 2 r\nq2 Q0 c.txt 1 2 r\n", to: "a.run")
  try index.scratch.write("q1 Q0 c.txt 1 2 r\nq1 Q0 a.txt 2 1 r\n", to: "b.run")
  let outcome = try index.eval("--queries", "queries.tsv", "a.run", "--compare", "b.run")
  // MRR: 1, 1, 0 against 1/2, 0, 0. Of the four signs of (1/2, 1) two are as far from 0.
  #expect(
    outcome.lines.dropFirst(3).first
      == "mrr@10      0.6667  0.1667     +0.5000       2      0  0.5000")
}

@Test func `a shell's pipe is read as a file is`() throws {
  let index = try JudgedIndex()
  var command = Command("eval", "--qrels", "qrels.tsv")
  command.wrapper = ["bash", "-c", #"exec "$@" --queries <(head -n 2 queries.tsv)"#, "bash"]
  let outcome = try command.run(in: index.scratch)
  #expect(outcome.output.hasPrefix("2 queries\n"), "\(outcome.talk)")
}

@Test func `nothing relevant found is 1 and asks for the locators`() throws {
  let index = try JudgedIndex()
  try index.scratch.write("q1\t0\tdocs/a.txt\t1\n", to: "qrels.tsv")
  let outcome = try index.eval("--queries", "queries.tsv")
  #expect(outcome.status == 1)
  #expect(outcome.talk.contains("are the locators in qrels.tsv those of the index?"))
}

@Test func `bad input of an evaluation is named with its line`() throws {
  let index = try JudgedIndex()
  try index.scratch.write("q1\t輝達\nq2 天氣\n", to: "bad-queries.tsv")
  try index.scratch.write("q1 Q0 a.txt 1 2 r\nq1 Q0 b.txt 2\n", to: "bad.run")
  try index.scratch.write("other\t輝達\n", to: "other.tsv")
  for (arguments, message) in [
    (
      ["--queries", "bad-queries.tsv"], "bad-queries.tsv:2: malformed; a line is query id TAB query"
    ),
    (["bad.run"], "bad.run:2: malformed; a line is query id, Q0, locator, rank, score"),
    (["--queries", "other.tsv"], "qrels.tsv judges no query of other.tsv"),
    (["--queries", "nowhere.tsv"], "nowhere.tsv: cannot be read"),
    (["--queries", "queries.tsv", "--index", "none.db"], "no index at none.db"),
    (["--queries", "queries.tsv", "--run", "no/where.run"], "no/where.run: cannot be written"),
    ([], "--queries or a run is needed"),
    (["a.run", "--strict"], "a run is not asked"),
  ] {
    let outcome = try Command(["eval", "--qrels", "qrels.tsv"] + arguments).run(in: index.scratch)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.talk.contains(message), "\(outcome.talk)")
  }
  try index.scratch.write("\nq1\t0\ta.txt\trelevant\n", to: "qrels.tsv")
  let outcome = try index.eval("--queries", "queries.tsv")
  #expect(outcome.status == 2)
  #expect(outcome.talk.contains("qrels.tsv:2: malformed; a line is query id TAB 0 TAB locator"))
  try index.scratch.write("", to: "qrels.tsv")
  #expect(try index.eval("bad.run").talk.contains("qrels.tsv: no judgement"))
}
