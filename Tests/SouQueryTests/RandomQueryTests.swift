import GRDB
import SouAnalysis
import SouQuery
import SouTestSupport
import Testing

private let pieces = [
  " ", " ", " ", "　", "\t", "\n", "\"", "\"", "「", "」", "『", "』", "“", "”", "＂", "-", "－", "--",
  " OR ", " AND ", "OR", "AND", " NOT ", " | ", "｜", "|", "(", ")", "（", "）", "((", "))", "*", "＊",
  ":", "title:", "Body：", "title:(", "-title:", "NEAR(", "NEAR/8", " NEAR ", " NEAR/8 ", " NEAR／3 ",
  "^", "+", "{a b}:", "'", "\\",
  "%", "_", ";", "--", "/*", "=", "=", " =", "since:", "until：2025", " -since:2025-02-28", "lang:",
  "LANG:zh-Hant",
  "source:", "source:(", "-source:",
  "\u{0}", "\u{1}", "\u{FFFD}", "\u{200B}", "\u{FEFF}", "\u{301}", "\u{3099}", "\u{2028}",
  "輝達", "達", "股價下跌", "国語", "人々", "人人", "がらす", "ガラス", "ｶﾞﾗｽ", "こゝろ", "한국", "은", "ไทย",
  "Deep", "Seek", "DeepSeek", "e-mail", "U.S.A", "C++", "c#", "H800", "1.72", "3,200", "2025-02-28",
  "2025年2月", "2025/02", "😀", "👩‍💻", "🇯🇵", "a", "b", "x",
]

private func randomText(_ generator: inout SplitMix64) -> [UInt8] {
  var bytes: [UInt8] = []
  for _ in 0..<Int.random(in: 0...12, using: &generator) {
    if Int.random(in: 0..<12, using: &generator) == 0 {
      bytes.append(UInt8.random(in: 0...255, using: &generator))
    } else if let piece = pieces.randomElement(using: &generator) {
      bytes += Array(piece.utf8)
    }
  }
  return bytes
}

/// A random text of nested groups, to be parsed to a deep tree.
private func randomGroup(_ generator: inout SplitMix64, depth: Int) -> String {
  let count = Int.random(in: 1...3, using: &generator)
  let joiner = [" ", " OR ", " AND "].randomElement(using: &generator) ?? " "
  return (0..<count).map { _ in
    let sign = Int.random(in: 0..<4, using: &generator) == 0 ? "-" : ""
    if depth > 0, Int.random(in: 0..<3, using: &generator) > 0 {
      let fields = ["body:", "source:", "since:", "", "", "", "", "", ""]
      let field = fields.randomElement(using: &generator) ?? ""
      return "\(sign)\(field)(\(randomGroup(&generator, depth: depth - 1)))"
    }
    let word = [
      "a", "b*", "輝達", "title:がらす", "がらす", "\"a b\"", "Deep Seek", "OR", "f(", "「x\"y」",
      "輝達 NEAR/3 がらす NEAR/3 \"a b\"", "title:a NEAR b", "=輝達", "source:x", "since:2025", "lang:zh",
    ]
    return sign + (word.randomElement(using: &generator) ?? "a")
  }.joined(separator: joiner)
}

/// Asks SQLite's own FTS5, with its own tokenizer: what counts is that there is no syntax error.
private func checkSyntax(
  _ compiled: CompiledQuery?, _ database: Database, _ comment: Comment
) throws {
  guard let compiled else { return }
  checkConditions(compiled.condition, compiled, database, comment)
  guard !compiled.match.isEmpty else {
    #expect(compiled.leaves.isEmpty && compiled.condition != nil, comment)
    return
  }
  let match = String(decoding: compiled.match, as: UTF8.self)
  #expect(Array(match.utf8) == compiled.match && !compiled.match.contains(0), comment)
  #expect(phrases(in: compiled.match) == compiled.plan.count, comment)
  #expect(compiled.plan.allSatisfy { $0.leaf < compiled.leaves.count }, comment)
  #expect(Set(compiled.plan.map(\.leaf)).isSuperset(of: compiled.leaves.indices), comment)
  do {
    _ = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM note WHERE note MATCH ?", arguments: [match])
  } catch {
    Issue.record("\(error) \(comment)")
  }
}

/// What a row must meet beside MATCH may itself ask FTS5.
private func checkConditions(
  _ condition: QueryCondition?, _ compiled: CompiledQuery, _ database: Database, _ comment: Comment
) {
  switch condition {
  case nil: #expect(compiled.requiresMatch, comment)
  case .filter: break
  case .match(let match):
    #expect(throws: Never.self, comment) {
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM note WHERE note MATCH ?",
        arguments: [String(decoding: match, as: UTF8.self)])
    }
  case .not(let condition): checkConditions(condition, compiled, database, comment)
  case .all(let conditions), .any(let conditions):
    #expect(!conditions.isEmpty, comment)
    for condition in conditions { checkConditions(condition, compiled, database, comment) }
  }
}

/// Quoted strings but for names of fields, and those behind a plus, which go on with a phrase.
private func phrases(in match: [UInt8]) -> Int {
  var count = 0
  var isInside = false
  var index = 0
  while index < match.count {
    if !isInside, match[index] == 0x3A || match[index] == 0x2B { count -= 1 }
    if match[index] == 0x22 {
      if isInside, index + 1 < match.count, match[index + 1] == 0x22 {
        index += 1
      } else {
        isInside.toggle()
        if isInside { count += 1 }
      }
    }
    index += 1
  }
  return count
}

/// Parses, prints, parses again, compiles in every way, and asks FTS5; an odd seed knows fields, every
/// third completes the last word.
private func check(_ text: [UInt8], _ database: Database, seed: UInt64) throws {
  let fields = seed % 2 == 0 ? [] : ["title", "body"].map { Array($0.utf8) }
  let filters = seed % 4 < 2
  let query = Query(text, fields: fields, filters: filters, completesLastWord: seed % 3 == 0)
  let comment: Comment = """
    seed \(seed): \(String(decoding: text, as: UTF8.self).debugDescription)
    """
  if let root = query.root {
    let printed = root.printed()
    let again = Query(printed, fields: fields, filters: filters)
    #expect(again.root == root, "\(comment) printed \(String(decoding: printed, as: UTF8.self))")
    #expect(again.compileStrict()?.match == query.compileStrict()?.match, comment)
    checkShape(root, comment)
    checkRanges(root, in: 0..<text.count, comment)
  }
  try checkSyntax(query.compileStrict(), database, comment)
  try checkSyntax(query.compileAny(), database, comment)
}

private func checkShape(_ node: QueryNode, _ comment: Comment) {
  switch node {
  case .leaf(let leaf):
    #expect((1...16).contains(leaf.forms.count), comment)
    #expect(leaf.forms[0].kind == .literal && leaf.forms[0].text == leaf.text, comment)
  case .not(let child, _):
    #expect(!child.isNegative, comment)
    checkShape(child, comment)
  case .near(let leaves, _):
    #expect(leaves.count > 1 && leaves.allSatisfy { $0.field == leaves[0].field }, comment)
    for leaf in leaves { checkShape(.leaf(leaf), comment) }
  case .filter: break
  case .and(let children), .or(let children):
    #expect(children.count > 1 && children.contains { !$0.isNegative }, comment)
    for child in children {
      switch (node, child) {
      case (.and, .and), (.or, .or), (.or, .not): Issue.record(comment)
      default: checkShape(child, comment)
      }
    }
  }
}

private func checkRanges(_ node: QueryNode, in outer: Range<Int>, _ comment: Comment) {
  #expect(!node.range.isEmpty && outer.clamped(to: node.range) == node.range, comment)
  switch node {
  case .leaf, .filter: break
  case .near(let leaves, _):
    for leaf in leaves { checkRanges(.leaf(leaf), in: node.range, comment) }
  case .not(let child, let range): checkRanges(child, in: range, comment)
  case .and(let children), .or(let children):
    for child in children { checkRanges(child, in: node.range, comment) }
  }
}

private func withFTS5(_ body: (Database) throws -> Void) throws {
  try DatabaseQueue().write { database in
    try database.execute(sql: "CREATE VIRTUAL TABLE note USING fts5(title, body)")
    try database.execute(sql: "INSERT INTO note VALUES ('a deep b', 'x seek 800 輝達')")
    try body(database)
  }
}

@Test(arguments: 1...20 as ClosedRange<UInt64>)
func `every text is a query that FTS5 takes`(seed: UInt64) throws {
  try withFTS5 { database in
    var generator = SplitMix64(seed: seed)
    for _ in 0..<1000 { try check(randomText(&generator), database, seed: seed) }
  }
}

@Test(arguments: 1...10 as ClosedRange<UInt64>)
func `every nesting is a query that FTS5 takes`(seed: UInt64) throws {
  try withFTS5 { database in
    var generator = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let depth = Int.random(in: 0...5, using: &generator)
      let text = randomGroup(&generator, depth: depth)
      try check(Array(text.utf8), database, seed: seed)
    }
  }
}

@Test(arguments: [
  String(repeating: "(", count: 500) + "a",
  String(repeating: "(a OR ", count: 40) + "b" + String(repeating: ")", count: 40),
  String(repeating: "a (b OR ", count: 40) + "がらす",
  String(repeating: "a -(", count: 40) + "がらす",
  String(repeating: "a -title:(", count: 40) + "がらす",
  String(repeating: "title:a (body:b OR ", count: 40) + "title:がらす",
  String(repeating: "title:", count: 3000),
  String(repeating: "がらす (x OR Deep Seek -(", count: 40) + "b",
  String(repeating: "(a -(b) OR ", count: 40) + "c",
  String(repeating: "-a ", count: 900) + "b",
  String(repeating: "a OR ", count: 900) + "b",
  String(repeating: "がらす DeepSeek人人 ", count: 500),
  String(repeating: "Deep Seek ", count: 500),
  String(repeating: "輝達の護城河", count: 20_000),
  String(repeating: "\"", count: 999),
  String(repeating: "がらす NEAR/3 ", count: 300) + "a",
  String(repeating: "a (輝達 NEAR/2 b -(", count: 40) + "がらす",
  String(repeating: "a (source:b OR ", count: 40) + "=がらす",
  String(repeating: "source:a OR ", count: 900) + "=b",
  String(repeating: "OR ", count: 999),
])
func `deep and long texts are queries that FTS5 takes`(text: String) throws {
  try withFTS5 { database in
    for seed in 0...1 as ClosedRange<UInt64> { try check(Array(text.utf8), database, seed: seed) }
  }
}

@Test func `a level of second brackets costs little of FTS5's stack`() throws {
  // Every level has a chain of plain brackets before it, which wants the front place for itself.
  var text = "title:がらす"
  for level in 1...31 {
    let chain = String(repeating: "(a OR b ", count: level - 1)
    text =
      "(\(chain)\(String(repeating: ")", count: level - 1)) \(level % 2 == 0 ? "OR" : "AND") (\(text)))"
  }
  try withFTS5 { database in
    for seed in 0...1 as ClosedRange<UInt64> { try check(Array(text.utf8), database, seed: seed) }
  }
}
