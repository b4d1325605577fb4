import Foundation
import SouEvaluation
import SouIndex
import SouSearch
import Testing

struct EvaluationTests {
  private let judgements = Result {
    try Judgements(
      Array("a 0 x 1\na 0 y 1\nb 0 x 1\nc 0 z 0\nd 0 z 1\n".utf8), path: "qrels")
  }
  private let run = Result {
    // The first relevant document is at rank 1 for a, at rank 2 for b; d is missing.
    try Run(
      Array("a Q0 x 1 9 r\na Q0 z 2 8 r\nb Q0 z 1 9 r\nb Q0 x 2 8 r\nc Q0 z 1 9 r\n".utf8),
      path: "run")
  }

  @Test func `every query given counts, also without hits or relevant documents`() throws {
    let evaluation = Evaluation(
      of: try run.get(), by: try judgements.get(), queries: ["a", "b", "c", "d"])
    #expect(evaluation.values(.mrr10) == [1, 0.5, 0, 0])
    #expect(evaluation.mean(.mrr10) == 0.375)
    // a has one of two, b its one.
    #expect(evaluation.values(.recall10) == [0.5, 1, 0, 0])
    #expect(evaluation.mean(.recall100) == 0.375)
    // a: 1 / (1 + 1/log2(3)) = 1 / 1.63093 = 0.61315; b: 1/log2(3) = 0.63093.
    #expect(abs(evaluation.mean(.ndcg10) - (0.61315 + 0.63093) / 4) < 0.00001)
  }

  @Test func `only the queries given count`() throws {
    let evaluation = Evaluation(of: try run.get(), by: try judgements.get(), queries: ["b"])
    #expect(evaluation.queries == ["b"])
    #expect(evaluation.mean(.mrr10) == 0.5)
  }

  @Test func `an index is asked by the step given, and each name counts once`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "sou-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "sou.db").path
    let writer = try IndexWriter(path: path)
    for file in ["/1", "/2"] {
      _ = try writer.begin(file: file)
      try writer.add(locator: "both", title: "", body: "輝達的護城河")
      try writer.add(locator: "one\(file.dropFirst())", title: "", body: "輝達")
      try writer.end(hash: 0)
    }
    try writer.finish()

    let searcher = Searcher(try IndexReader(path: path))
    let queries = [EvaluationQuery(id: "q", text: "護城河 輝達")]
    var run = try Run(queries, in: searcher, step: .any)
    #expect(run.queries == ["q"])
    #expect(run.entries(of: "q").map(\.locator) == ["both", "one1", "one2"])
    run = try Run(queries, in: searcher, step: nil)
    #expect(run.entries(of: "q").map(\.locator) == ["both"])
  }

  @Test func `a run that was written ranks as before, ties and all`() throws {
    // Scores that single precision cannot tell apart, and names that would break ties otherwise.
    let text =
      "q Q0 b 1 1.00000000003 r\nq Q0 a 2 1 r\nq Q0 c 3 1.00000000001 r\n"
      + "q Q0 d 4 1.00000000002 r\n"
    let run = try Run(Array(text.utf8), path: "run")
    let order = ["b", "d", "c", "a"]
    #expect(run.entries(of: "q").map(\.locator) == order)
    let file = try run.file(name: "sou")
    #expect(
      String(decoding: file, as: UTF8.self).hasPrefix("q\tQ0\tb\t1\t1.0\tsou\nq\tQ0\td\t2\t0.99"))
    #expect(try Run(file, path: "again").entries(of: "q").map(\.locator) == order)
  }

  @Test func `a locator with blanks is written and read, one with a tab is refused`() throws {
    let run = try Run(Array("q\tQ0\tmy notes.txt\t1\t2\tr\n".utf8), path: "run")
    let again = try Run(run.file(name: "sou"), path: "again")
    #expect(again.entries(of: "q").map(\.locator) == ["my notes.txt"])
    #expect(throws: EvaluationError.unwritable(name: "a\tb")) { try run.file(name: "a\tb") }
  }
}
