import SouEvaluation
import Testing

struct FileTests {
  @Test func `queries keep their order and their tabs`() throws {
    let queries = try EvaluationQuery.all(
      of: Array("\u{FEFF}b\t輝達 護城河\r\n\na\tone\ttwo\nc\t\n".utf8), path: "q.tsv")
    #expect(
      queries == [
        EvaluationQuery(id: "b", text: "輝達 護城河"), EvaluationQuery(id: "a", text: "one\ttwo"),
        EvaluationQuery(id: "c", text: ""),
      ])
  }

  @Test func `a line of queries that is none is named`() {
    for (text, error) in [
      (
        "a\tx\nb x\n", EvaluationError.malformed(path: "q", line: 2, expected: "query id TAB query")
      ),
      ("\n\tx\n", .malformed(path: "q", line: 2, expected: "query id TAB query")),
      ("a\tx\n\na\ty\n", .queryTwice(path: "q", line: 3, query: "a")),
    ] {
      #expect(throws: error) { try EvaluationQuery.all(of: Array(text.utf8), path: "q") }
    }
    #expect(throws: EvaluationError.notUTF8(path: "q", line: 1)) {
      try EvaluationQuery.all(of: [0x61, 0x09, 0xFF], path: "q")
    }
  }

  @Test func `judgements stand between tabs or blanks`() throws {
    let text = "a\t0\tmy notes.txt\t1\na 0 b.txt  2\r\nb\t0\tb.txt\t0"
    let judgements = try Judgements(Array(text.utf8), path: "r")
    #expect(judgements.queries == ["a", "b"])
    #expect(judgements.grades(of: "a") == ["my notes.txt": 1, "b.txt": 2])
    #expect(judgements.grades(of: "b") == ["b.txt": 0])
    #expect(judgements.grades(of: "c") == [:])
  }

  @Test(arguments: [
    "a\t0\td", "a\t0\td\tx", "a\t0\t\t1", "a 0 my notes.txt 1", "a\t0\td\t1.5", "x",
  ])
  func `a judgement that is none is named`(line: String) {
    #expect {
      try Judgements(Array("a\t0\td\t1\n\(line)\n".utf8), path: "r.tsv")
    } throws: {
      "\($0)".hasPrefix("r.tsv:2: malformed; a line is query id TAB 0 TAB locator TAB grade")
    }
  }

  @Test func `a document that is judged or found twice is named`() {
    let twice = EvaluationError.documentTwice(path: "f", line: 2, query: "a", locator: "d")
    #expect(throws: twice) {
      try Judgements(Array("a 0 d 1\na 0 d 1\n".utf8), path: "f")
    }
    #expect(throws: twice) {
      try Run(Array("a Q0 d 1 3 r\na Q0 d 2 2 r\n".utf8), path: "f")
    }
  }

  @Test func `a run is ranked by score alone, ties by the later name`() throws {
    let text = "a Q0 x 1 1.5 r\na Q0 y 2 2 r\nb Q0 x 1 0 r\na Q0 z 3 1.5 r\na Q0 我 4 1.5 r\n"
    let run = try Run(Array(text.utf8), path: "run")
    #expect(run.queries == ["a", "b"])
    #expect(run.entries(of: "a").map(\.locator) == ["y", "我", "z", "x"])
    #expect(run.entries(of: "c").isEmpty)
  }

  @Test(arguments: ["a Q0 d 1 3", "a Q0 d 1 x r", "a Q0 d 1 nan r", "a Q0 d 1 3 r s"])
  func `a line of a run that is none is named`(line: String) {
    #expect {
      try Run(Array("\(line)\n".utf8), path: "x.run")
    } throws: {
      "\($0)".hasPrefix("x.run:1: malformed; a line is query id, Q0, locator, rank, score")
    }
  }
}
