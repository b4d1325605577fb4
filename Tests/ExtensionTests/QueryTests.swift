import Foundation
import GRDB
import SouAnalysis
import SouSearch
import SouSnippet
import SouTestSupport
import Testing

private let pieces = [
  " ", " ", " ", "　", "\t", "\n", "\"", "\"", "「", "」", "“", "”", "-", "－", " OR ", " AND ",
  " NOT ",
  "NOT ", " | ", "(", ")", "（", "）", "*", "＊", ":", "title:", "body:", "name:", "NEAR(", " NEAR/2 ",
  "^", "+",
  "{a b}:", "'", "\\", ";", "--", "\u{0}", "\u{1}", "\u{FFFD}", "\u{200B}", "\u{301}", "\u{3099}",
  "輝達", "達", "股價下跌", "股价", "国語", "人々", "人人", "がらす", "ガラス", "ｶﾞﾗｽ", "こゝろ", "한국", "은",
  "ไทย", "Deep", "Seek", "DeepSeek", "e-mail", "U.S.A", "C++", "c#", "H800", "h 800", "1.72",
  "3,200",
  "2025-02-28", "2025年2月", "2025/02", "😀", "👩‍💻", "a", "b", "x", "模型", "晶片", "of", "iPhone17",
]

private func randomText(_ random: inout SplitMix64) -> [UInt8] {
  var bytes: [UInt8] = []
  for _ in 0..<Int.random(in: 0...8, using: &random) {
    if Int.random(in: 0..<30, using: &random) == 0 {
      let byte = UInt8.random(in: 0...255, using: &random)
      // `=` before a word is syntax to a search alone.
      bytes.append(byte == UInt8(ascii: "=") ? 0x3E : byte)
    } else {
      bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
    }
  }
  return bytes
}

/// A table of the extension's with the documents of an index of Sou's, under the same ids.
private func table(of corpus: Corpus, tokenize: String = "sou") throws -> DatabaseQueue {
  let queue = try LoadedExtension.open(corpus.path)
  try queue.write { database in
    try database.execute(
      sql: """
        CREATE TEMP TABLE kept AS SELECT id, title, body FROM document;
        CREATE VIRTUAL TABLE temp.note USING fts5(title, body, tokenize = '\(tokenize)');
        INSERT INTO note(rowid, title, body) SELECT id, title, body FROM kept;
        """)
  }
  return queue
}

/// What is found, and how it is scored and marked.
private struct Found: Equatable {
  var id: Int64
  var score: Double
  var title: [UInt8]
  var body: [UInt8]
  var snippet: [UInt8]
}

private func ask(_ text: [UInt8], _ database: Database) throws -> [Found] {
  let statement = try database.cachedStatement(
    sql: """
      SELECT rowid, sou_rank(note, 2.0, 1.0, CAST(?1 AS TEXT), 'title body') AS score,
        CAST(sou_highlight(note, 0, '[', ']', CAST(?1 AS TEXT), 'title body') AS BLOB),
        CAST(sou_highlight(note, 1, '[', ']', CAST(?1 AS TEXT), 'title body') AS BLOB),
        CAST(sou_snippet(note, 1, '[', ']', 24, CAST(?1 AS TEXT), 'title body') AS BLOB)
      FROM note WHERE note MATCH sou_query(CAST(?1 AS TEXT), 'title body') ORDER BY score, rowid
      """)
  return try Row.fetchAll(statement, arguments: [Data(text)]).map { row in
    Found(
      id: row[0], score: row[1], title: Array(row[2] as Data), body: Array(row[3] as Data),
      snippet: Array(row[4] as Data))
  }
}

/// What a search of Sou's own finds; its marks put into the text as `sou_highlight` does.
private func search(_ text: [UInt8], _ corpus: Corpus, texts: [Corpus.Text]) throws -> [Found] {
  var options = SearchOptions()
  options.step = .strict
  options.limit = texts.count
  options.matches = true
  options.snippetWidth = 24
  return try corpus.searcher.search(text, options: options).hits.map { hit in
    let text = texts[Int(hit.locator) ?? 0]
    func marked(_ source: String, _ field: FieldMatch.Field) -> [UInt8] {
      mark(Array(source.utf8), (hit.matches ?? []).filter { $0.field == field }.map(\.range))
    }
    return Found(
      id: hit.id, score: -hit.score, title: marked(text.title, .title),
      body: marked(text.body, .body), snippet: mark(hit.snippet.text, hit.snippet.marks))
  }
}

/// Ranges that touch or overlap get one mark.
private func mark(_ text: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
  var isMarked = Array(repeating: false, count: text.count)
  // True where a mark goes on from the byte before.
  var goesOn = Array(repeating: false, count: text.count)
  for range in ranges {
    for offset in range { isMarked[offset] = true }
    for offset in range.dropFirst() { goesOn[offset] = true }
  }
  var result: [UInt8] = []
  for offset in text.indices {
    let follows = offset > 0 && isMarked[offset - 1]
    if isMarked[offset], !follows { result.append(UInt8(ascii: "[")) }
    if !isMarked[offset], follows { result.append(UInt8(ascii: "]")) }
    result.append(text[offset])
  }
  if isMarked.last == true { result.append(UInt8(ascii: "]")) }
  return result
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence), arguments: 1...20)
func `what is typed finds the rows that a search of Sou's own finds`(seed: UInt64) throws {
  let corpus = try Corpus(Corpus.texts)
  var random = SplitMix64(seed: seed)
  var answered = 0
  try table(of: corpus).read { database in
    for number in 0..<1_000 {
      let text = randomText(&random)
      let comment: Comment = "seed \(seed), text \(number): \(text)"
      let found = try ask(text, database)
      // SQL's functions end a text at a NUL.
      let typed = Array(text.prefix { $0 != 0 })
      let expected = try search(typed, corpus, texts: Corpus.texts)
      #expect(found == expected, comment)
      if !found.isEmpty { answered += 1 }
    }
  }
  #expect(answered > 200)
}

@Test(
  .enabled(if: LoadedExtension.path != nil, LoadedExtension.absence),
  arguments: ["unigrams 1", "variants 0", "variants 0 unigrams 1 v 1"])
func `so it does whatever the table's options are`(words: String) throws {
  let options = try TokenizerOptions(arguments: words.split(separator: " ").map { Array($0.utf8) })
  let corpus = try Corpus(Corpus.texts, options: options)
  var random = SplitMix64(seed: 1)
  try table(of: corpus, tokenize: "sou \(words)").read { database in
    for number in 0..<1_000 {
      let text = Array(randomText(&random).prefix { $0 != 0 })
      let found = try ask(text, database)
      let expected = try search(text, corpus, texts: Corpus.texts)
      #expect(found == expected, "text \(number): \(text)")
    }
  }
}

@Test(
  .enabled(if: LoadedExtension.path != nil, LoadedExtension.absence),
  arguments: [
    "", " ", "\u{0}", "\u{0}輝達", "-輝達", "\"", "\"\"", "NOT 輝達", "NOT", "輝達 NOT", "AND OR", "*",
    "^輝達",
    "name:輝達", "{title}:輝達", "NEAR(輝達 股價)", "'", "; DROP TABLE note", "％", "\u{FFFD}",
    String(repeating: "(", count: 100) + "輝達" + String(repeating: ")", count: 100),
    String(repeating: "(輝達 OR ", count: 100) + "股價" + String(repeating: ")", count: 100),
    String(repeating: "輝達 -(", count: 100) + "x",
    String(repeating: "がらす DeepSeek人人 ", count: 400),
    String(repeating: "\"", count: 1001), String(repeating: "長", count: 100_000),
  ])
func `no text fails`(text: String) throws {
  let corpus = try Corpus(Corpus.texts)
  try table(of: corpus).read { database in
    let found = try ask(Array(text.utf8), database)
    let typed = Array(text.utf8.prefix { $0 != 0 })
    let expected = try search(typed, corpus, texts: Corpus.texts)
    #expect(found == expected)
  }
}

@Test(
  .enabled(if: LoadedExtension.path != nil, LoadedExtension.absence),
  arguments: [
    ("title:輝達", "title body", [1, 7]), ("輝達", "title body", [1, 2, 6, 7]),
    ("body:輝達", "title body", [1, 2, 6]), ("BODY：輝達", "body", [1, 2, 6]),
    ("輝達 -title:輝達", "title", [2, 6]), ("title:輝達", "", [7]), ("title:輝達", "body", [7]),
  ])
func `a field is syntax if it is named`(text: String, columns: String, ids: [Int64]) throws {
  try table(of: Corpus(Corpus.texts)).read { database in
    let found = try Int64.fetchAll(
      database, sql: "SELECT rowid FROM note WHERE note MATCH sou_query(?, ?) ORDER BY rowid",
      arguments: [text, columns])
    #expect(found == ids)
  }
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence))
func `NULL finds nothing`() throws {
  try table(of: Corpus(Corpus.texts)).read { database in
    let count = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM note WHERE note MATCH sou_query(NULL)")
    #expect(count == 0)
  }
}
