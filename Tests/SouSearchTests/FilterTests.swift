import SouIndex
import SouQuery
import SouSearch
import SouTestSupport
import Testing

private func news() throws -> TemporaryIndex {
  try TemporaryIndex([
    .init(body: "輝達的晶片", source: "鉅亨網", date: "2025-02-28", language: "zh-Hant"),
    .init(body: "辉达的芯片", source: "财经网", date: "2025年3月1日", language: "zh-Hans"),
    .init(title: "輝達", body: "天氣", source: "鉅亨網", date: "2024", language: "zh-Hant"),
    .init(body: "エヌビディアの株価", source: "暁新聞", date: "昨日", language: "ja"),
    .init(body: "今天天氣", source: "巨亨网"),
  ])
}

@Test(arguments: [
  ("輝達 source:鉅亨", ["0", "2"]),
  ("輝達 -source:鉅亨", ["1"]),
  ("輝達 since:2025-02 until:2025-02", ["0"]),
  ("輝達 until:2024", ["2"]),
  ("輝達 lang:zh-hans OR 天氣 -source:鉅亨", ["1"]),
  ("天氣 -(source:鉅亨 until:2024)", ["4"]),
  ("title:輝達", ["2"]),
  ("輝達 -title:輝達", ["0", "1"]),
  ("=辉达", ["1"]),
  ("輝達 -=輝達", ["1"]),
  ("輝達 NEAR/2 片", ["0", "1"]),
  ("輝達 NEAR/1 片", []),
  ("輝達 NEAR 天氣", []),
  ("source:鉅亨 OR 株価", ["0", "2", "3", "4"]),
])
func `filters hold where they stand`(query: String, expected: [String]) throws {
  #expect(try news().found(query, step: .strict).sorted() == expected)
}

@Test func `what holds a word comes before what only passes`() throws {
  #expect(try news().found("source:鉅亨 OR 株価") == ["3", "0", "2", "4"])
}

@Test func `without words the newest come first`() throws {
  let index = try news()
  #expect(try index.found("source:亨网") == ["0", "2", "4"])
  #expect(try index.found("since:2024 -股価") == ["1", "0", "2"])
  let result = try index.searcher.search("lang:zh", options: SearchOptions(limit: 1))
  #expect(result.hits.map(\.locator) == ["1"] && result.total == 3 && result.hits[0].score == 0)
  #expect(try index.found("-source:鉅亨") == [])
}

@Test func `filters hold for any word, too`() throws {
  let result = try news().searcher.search("輝達 天氣預報 source:鉅亨 since:2025")
  #expect(result.step == .any && result.hits.map(\.locator) == ["0"])
}

@Test func `only what is asked for is marked`() throws {
  let index = try TemporaryIndex([(title: "輝達", body: "輝達和辉达")])
  func matches(_ query: String) throws -> [String] {
    var options = SearchOptions()
    options.matches = true
    let hit = try #require(try index.searcher.search(query, options: options).hits.first)
    return (hit.matches ?? []).map { "\($0.field) \($0.range.lowerBound)" }
  }
  #expect(try matches("輝達") == ["title 0", "body 0", "body 9"])
  #expect(try matches("body:輝達") == ["body 0", "body 9"])
  #expect(try matches("=辉达") == ["body 9"])
}

// MARK: - Beside the oracle

/// A day as numbers; 0 for what is not given.
private struct Day {
  var year: Int
  var month = 0
  var day = 0

  init(_ random: inout SplitMix64) {
    year = Int.random(in: 2023...2025, using: &random)
    if Int.random(in: 0..<6, using: &random) > 0 { month = Int.random(in: 1...12, using: &random) }
    if month > 0, Int.random(in: 0..<4, using: &random) > 0 {
      day = Int.random(in: 1...28, using: &random)
    }
  }

  func written(_ random: inout SplitMix64) -> String {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    if month == 0 { return ["\(year)", "\(year)年"].randomElement(using: &random) ?? "" }
    if day == 0 {
      return ["\(year)-\(two(month))", "\(year)年\(month)月", "\(year)/\(month)"]
        .randomElement(using: &random) ?? ""
    }
    return [
      "\(year)-\(two(month))-\(two(day))", "\(year)/\(month)/\(day)",
      "\(year).\(two(month)).\(two(day))",
      "\(year)年\(month)月\(day)日", "\(year)\(two(month))\(two(day))",
    ].randomElement(using: &random) ?? ""
  }

  /// True unless every day of this date is before every day of the other.
  func isNotBefore(_ other: Day) -> Bool {
    let pairs = [(year, other.year), (month, other.month), (day, other.day)]
    for (own, others) in pairs {
      if own == 0 || others == 0 { return true }
      if own != others { return own > others }
    }
    return true
  }
}

/// What is known of a document, beside how it is written.
private struct Known {
  var entry: TemporaryIndex.Entry
  var day: Day?
  /// 0: none.
  var source: Int
  var language: [String]
}

private let sources = [[""], ["鉅亨網", "巨亨网", "鉅亨網 Anue"], ["BBC News", "bbc NEWS"], ["日経"]]

private func randomNews(
  _ texts: [Collection.Text], count: Int, _ random: inout SplitMix64
) -> [Known] {
  (0..<count).map { _ in
    let text = texts.randomElement(using: &random) ?? ("", "")
    let characters = Array<Character>(text.body)
    let start = Int.random(in: 0...characters.count, using: &random)
    let day = Int.random(in: 0..<5, using: &random) > 0 ? Day(&random) : nil
    let source = Int.random(in: 0..<sources.count, using: &random)
    let languages = [[], ["zh"], ["zh", "hant"], ["zh", "hans", "cn"], ["ja"]]
    let language = languages.randomElement(using: &random) ?? []
    return Known(
      entry: .init(
        title: text.title, body: String(characters[start...].prefix(200)),
        source: sources[source].randomElement(using: &random) ?? "",
        date: day?.written(&random) ?? ["", "昨天"].randomElement(using: &random) ?? "",
        language: language.joined(separator: Bool.random(using: &random) ? "-" : "_")),
      day: day, source: source, language: language)
  }
}

/// A filter and which documents it takes.
private func randomFilter(
  _ known: [Known], _ random: inout SplitMix64
) -> (text: String, numbers: Set<Int>) {
  func numbers(_ passes: (Known) -> Bool) -> Set<Int> {
    Set(known.indices.filter { passes(known[$0]) })
  }
  switch Int.random(in: 0..<4, using: &random) {
  case 0:
    let day = Day(&random)
    return ("since:\(day.written(&random))", numbers { $0.day?.isNotBefore(day) ?? false })
  case 1:
    let day = Day(&random)
    return (
      "until:\(day.written(&random))", numbers { $0.day.map { day.isNotBefore($0) } ?? false }
    )
  case 2:
    let source = Int.random(in: 1..<sources.count, using: &random)
    let word = ["", "巨亨网", "\"bbc news\"", "日*"][source]
    return ("source:\(word)", numbers { $0.source == source })
  default:
    let tag =
      [["zh"], ["zh", "hant"], ["ja"], ["zh", "hans"]].randomElement(using: &random) ?? []
    return (
      "lang:\(tag.joined(separator: "-"))",
      numbers { $0.language.prefix(tag.count).elementsEqual(tag) }
    )
  }
}

private func randomQuery(
  _ known: [Known], depth: Int, _ filters: inout [(text: String, numbers: Set<Int>)],
  _ random: inout SplitMix64
) -> String {
  let texts = known.map { (title: $0.entry.title, body: $0.entry.body) }
  let joiner = [" ", " ", " OR "].randomElement(using: &random) ?? " "
  return (0..<Int.random(in: 1...3, using: &random)).map { _ in
    let sign = Int.random(in: 0..<5, using: &random) == 0 ? "-" : ""
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<3 where depth > 0:
      return "\(sign)(\(randomQuery(known, depth: depth - 1, &filters, &random)))"
    case 0..<5:
      let filter = randomFilter(known, &random)
      filters.append(filter)
      return sign + filter.text
    case 5:
      let number = Int.random(in: 0...9, using: &random)
      return "\(texts.cut(upTo: 2, &random)) NEAR/\(number) \(texts.cut(upTo: 2, &random))"
    case 6:
      return "\(sign)=\(texts.cut(upTo: 3, &random))"
    case 7:
      return "\(sign)\(["title", "body"].randomElement(using: &random) ?? ""):"
        + texts.cut(upTo: 2, &random)
    default: return sign + texts.cut(upTo: 3, &random)
    }
  }.joined(separator: joiner)
}

@Test(arguments: 1...4 as ClosedRange<UInt64>)
func `index and oracle agree on filters, nearness and exact forms`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  let known = randomNews(try corpusTexts(), count: 120, &random)
  let index = try TemporaryIndex(known.map(\.entry))
  var filters: [(text: String, numbers: Set<Int>)] = []
  var texts: [String] = []
  for _ in 0..<250 { texts.append(randomQuery(known, depth: 2, &filters, &random)) }
  let queries = texts.map { index.searcher.query(Array($0.utf8)) }
  // What a filter takes is known by what it is.
  var taken: [(filter: QueryFilter, numbers: Set<Int>)] = []
  for filter in filters {
    if case .filter(let parsed, _) = index.searcher.query(Array(filter.text.utf8)).root {
      taken.append((parsed, filter.numbers))
    } else {
      Issue.record("seed \(seed): \(filter.text) is no filter")
    }
  }
  let oracle = Oracle(
    queries: queries,
    documents: known.map { [Array($0.entry.title.utf8), Array($0.entry.body.utf8)] },
    options: index.reader.options, fields: ["title", "body"].map { Array($0.utf8) }
  ) { filter, number in
    taken.first { $0.filter == filter }?.numbers.contains(number) ?? false
  }
  var answered = 0
  for (number, text) in texts.enumerated() {
    var options = SearchOptions(limit: known.count)
    options.step = .strict
    options.snippetWidth = 0
    let result = try index.searcher.search(text, options: options)
    let found = Set(result.hits.compactMap { Int($0.locator) })
    let expected = oracle.documents(matching: number)
    #expect(found == expected && result.total == expected.count, "seed \(seed): \(text)")
    answered += expected.isEmpty ? 0 : 1
  }
  #expect(answered > 60, "seed \(seed)")
}
