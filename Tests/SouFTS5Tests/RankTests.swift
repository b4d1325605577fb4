import SouAnalysis
import SouFTS5
import SouQuery
import SouRanking
import SouTestSupport
import Testing

/// A table of two columns, one row a document, counted from 1.
private func table(_ documents: [[String]]) throws -> Database {
  let database = try Database()
  try database.run("CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou')")
  for document in documents {
    try database.run("INSERT INTO note VALUES (?, ?)", .text(document[0]), .text(document[1]))
  }
  return database
}

private func scores(
  _ database: Database, _ expression: String, plan: RankPlan? = nil
) throws -> [Int64: Double] {
  let rows =
    if let plan {
      try database.run(
        "SELECT rowid, sou_rank(note, ?2) FROM note WHERE note MATCH ?1", .text(expression),
        .blob(plan.bytes))
    } else {
      try database.run(
        "SELECT rowid, sou_rank(note) FROM note WHERE note MATCH ?1", .text(expression))
    }
  var scores: [Int64: Double] = [:]
  for row in rows {
    let id = try #require(row[0].integer)
    let score = try #require(row[1].real)
    scores[id] = score
  }
  return scores
}

private let alphabet = ["輝", "達", "股", "價", "晶", "片", "，", " ", "ai", "H800 ", "ガ"]

private func randomText(_ length: ClosedRange<Int>, using random: inout SplitMix64) -> String {
  var text = ""
  for _ in 0..<Int.random(in: length, using: &random) {
    text += alphabet.randomElement(using: &random) ?? ""
  }
  return text
}

/// A phrase and how MATCH spells it.
private func randomPhrase(using random: inout SplitMix64) -> (phrase: Phrase, match: String) {
  var tokenizer = Tokenizer()
  while true {
    let text = randomText(1...4, using: &random)
    let terms = tokenizer.tokens(Array(text.utf8), mode: .query).map(\.term)
    guard !terms.isEmpty else { continue }
    let isPrefix = Bool.random(using: &random)
    return (Phrase(terms: terms, lastIsPrefix: isPrefix), "\"\(text)\"\(isPrefix ? "*" : "")")
  }
}

@Test(arguments: 0..<8 as Range<UInt64>)
func `scores are those of BM25F by the book`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  var documents: [[String]] = []
  for _ in 0..<40 {
    documents.append([randomText(0...8, using: &random), randomText(0...150, using: &random)])
  }
  let naive = NaiveRanking(documents)
  let database = try table(documents)

  for _ in 0..<6 {
    var phrases: [(phrase: Phrase, match: String)] = []
    var rows: [(leaf: Int, weight: Double)] = []
    let count = Int.random(in: 1...5, using: &random)
    for _ in 0..<count {
      phrases.append(randomPhrase(using: &random))
      rows.append((.random(in: -1..<count, using: &random), .random(in: 0...1, using: &random)))
    }
    let expression = phrases.map(\.match).joined(separator: " OR ")
    let plainLeaves = phrases.map { [(phrase: $0.phrase, weight: 1.0)] }
    let leaves = (0..<count).map { leaf in
      zip(phrases, rows).filter { $1.leaf == leaf }.map { (phrase: $0.phrase, weight: $1.weight) }
    }

    let plain = try scores(database, expression)
    let planned = try scores(
      database, expression, plan: RankPlan(phrases: rows, fieldWeights: [2.5, 1]))
    let expected = naive.scores(plainLeaves, fieldWeights: [1, 1])
    let plannedExpected = naive.scores(leaves, fieldWeights: [2.5, 1])
    for id in documents.indices {
      let note: Comment = "seed \(seed), \(expression), \(documents[id])"
      guard naive.holds(id, anyOf: phrases.map(\.phrase)) else {
        #expect(plain[Int64(id + 1)] == nil, note)
        continue
      }
      let score = try #require(plain[Int64(id + 1)], note)
      #expect(abs(score + expected[id]) < 1e-9, note)
      let plannedScore = try #require(planned[Int64(id + 1)], note)
      #expect(abs(plannedScore + plannedExpected[id]) < 1e-9, note)
    }
  }
}

private let documents = [["輝達", "股價下跌"], ["晶片", "輝達的晶片，輝達的股價"], ["股價", "無"]]

@Test func `a smaller score is better`() throws {
  let database = try table(documents)
  let rows = try database.run(
    "SELECT rowid FROM note WHERE note MATCH '\"輝達\" OR \"晶片\"' ORDER BY sou_rank(note) LIMIT 1")
  #expect(rows == [[.integer(2)]])
  #expect(try scores(database, "\"輝達\"").values.allSatisfy { $0 < 0 })
}

@Test func `a scored second block sees every leaf of a tree`() throws {
  let database = try table(documents)
  let tree = "(\"輝達\" AND \"無\") OR \"股價\""
  let second = "\"輝達\" OR \"無\" OR \"股價\""
  let leaves = [-1, -1, -1, 0, 1, 2]
  let plan = RankPlan(phrases: leaves.map { (leaf: $0, weight: 1) })
  let whole = try scores(database, "(\(tree)) AND (\(second))", plan: plan)
  let flat = try scores(database, second)
  #expect(whole.count == 3)
  for (id, score) in whole { #expect(score == flat[id]) }
}

@Test func `two plans in one statement each hold`() throws {
  let database = try table(documents)
  let plain = RankPlan.plain(phraseCount: 2)
  let other = RankPlan(phrases: [(leaf: 0, weight: 1), (leaf: 0, weight: 0.5)], fieldWeights: [3])
  let expression = "\"輝達\" OR \"晶片\""
  let rows = try database.run(
    """
    SELECT rowid, sou_rank(note, ?2), sou_rank(note, ?3), sou_rank(note) FROM note
    WHERE note MATCH ?1
    """, .text(expression), .blob(plain.bytes), .blob(other.bytes))
  let expected = try scores(database, expression)
  let otherExpected = try scores(database, expression, plan: other)
  #expect(rows.count == 2)
  for row in rows {
    let id = try #require(row[0].integer)
    #expect(row[1].real == expected[id])
    #expect(row[2].real == otherExpected[id])
    #expect(row[3].real == expected[id])
  }
}

@Test func `a plan that does not fit is refused`() throws {
  let database = try table(documents)
  func refusal(_ plan: Database.Value) -> String? {
    do {
      try database.run("SELECT sou_rank(note, ?) FROM note WHERE note MATCH '\"輝達\"'", plan)
      return nil
    } catch { return (error as? SQLiteError)?.message }
  }
  #expect(refusal(.blob([])) == "sou_rank: the plan's bytes are damaged")
  #expect(refusal(.blob([1, 2, 3])) == "sou_rank: the plan's bytes are damaged")
  #expect(
    refusal(.blob(RankPlan.plain(phraseCount: 2).bytes))
      == "sou_rank: the plan has not as many phrases as the query")
  #expect(refusal(.blob(RankPlan.plain(phraseCount: 1).bytes)) == nil)
  #expect(throws: SQLiteError(message: "sou_rank: a plan stands alone")) {
    try database.run("SELECT sou_rank(note, x'01', 2) FROM note WHERE note MATCH '\"輝達\"'")
  }
}

@Test(arguments: 0..<10 as Range<UInt64>)
func `any bytes as a plan give scores or an error`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  let database = try table(documents)
  let plan = RankPlan(phrases: [(leaf: 0, weight: 1), (leaf: -1, weight: 1)], fieldWeights: [1])
  for _ in 0..<300 {
    var bytes = plan.bytes
    for _ in 0...Int.random(in: 0...2, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
    }
    _ = try? database.run(
      "SELECT sou_rank(note, ?) FROM note WHERE note MATCH '\"輝達\" OR \"晶片\"'", .blob(bytes))
  }
}

@Test func `a row with empty fields has a score`() throws {
  let found = try scores(table([["輝達", ""], ["輝達", ""]]), "\"輝達\"")
  #expect(found.count == 2)
  #expect(found.values.allSatisfy { $0.isFinite && $0 < 0 })
}

// MARK: - Weights, and what was typed

private func order(_ database: Database, _ call: String, typed: String) throws -> [Int64] {
  try database.run(
    "SELECT rowid FROM note WHERE note MATCH sou_query(?1) ORDER BY \(call), rowid", .text(typed)
  ).compactMap { $0.first?.integer }
}

@Test func `weights are those of the columns`() throws {
  let database = try table([["輝達", "晶片晶片"], ["晶片", "輝達輝達"]])
  #expect(try order(database, "sou_rank(note, 9, 1)", typed: "輝達") == [1, 2])
  #expect(try order(database, "sou_rank(note, 1, 9)", typed: "輝達") == [2, 1])
  #expect(try order(database, "sou_rank(note, 0, 1.5, ?1)", typed: "輝達") == [2, 1])
}

@Test(arguments: ["輝達", "がらす", "Deep Seek -x", "輝達 OR がらす", "(輝達 OR x) 股價", "e-mail 輝達"])
func `what was typed gives the plan that a search makes`(typed: String) throws {
  let database = try table([
    ["輝達", "股價 ガラス email"], ["がらす", "輝達輝達 e-mail"], ["Deep", "Seek deepseek"], ["x", "股價輝達"],
  ])
  let compiled = try #require(Query(Array(typed.utf8)).compileStrict())
  let plan = RankPlan(phrases: compiled.plan, fieldWeights: [2, 1])
  let rows = try database.run(
    """
    SELECT rowid, sou_rank(note, 2, 1, ?1), sou_rank(note, ?2) FROM note
    WHERE note MATCH sou_query(?1)
    """, .text(typed), .blob(plan.bytes))
  #expect(!rows.isEmpty)
  for row in rows { #expect(row[1] == row[2]) }
}

@Test func `what was typed is passed over where MATCH was not given it`() throws {
  let database = try table(documents)
  let rows = try database.run(
    """
    SELECT sou_rank(note, 2, 1, '輝達'), sou_rank(note, 2, 1), sou_rank(note, 2, 1, NULL) FROM note
    WHERE note MATCH '"輝達" OR "晶片"'
    """)
  #expect(rows.count == 2)
  for row in rows { #expect(row[0] == row[1] && row[1] == row[2]) }
}

@Test(arguments: ["-1", "1e999", "'a', 'b', 'c'", "x'01', 'a'", "'a', 1"])
func `wrong arguments of the rank are refused`(arguments: String) throws {
  let database = try table(documents)
  #expect(throws: SQLiteError.self) {
    try database.run("SELECT sou_rank(note, \(arguments)) FROM note WHERE note MATCH '\"輝達\"'")
  }
}
