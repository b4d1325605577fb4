import SouAnalysis
public import SouIndex
package import SouQuery
import SouRanking
import SouSnippet

/// Finds documents in an index by what a person typed.
///
///     let searcher = Searcher(try IndexReader(path: "sou.db"))
///     for hit in try searcher.search("輝達 護城河").hits { print(hit.title, hit.score) }
public final class Searcher {
  private let reader: IndexReader
  /// What searches of one state of the index share; the table is empty between them.
  private var shared: (postings: Postings, scorer: PostingScorer, scores: ScoreTable)?

  /// What an occurrence in title and body is worth, in the order of the index's columns.
  private static let fieldWeights = [2.0, 1.0]
  /// The fields that can be asked alone.
  private static let fields = [FieldMatch.Field.title, .body].map { Array($0.rawValue.utf8) }

  /// Makes a searcher of an open index.
  public init(_ reader: IndexReader) { self.reader = reader }

  /// Finds the best documents for a text; every text is a query.
  ///
  /// Where no word is asked for (`source:鉅亨網 since:2025-01`), the newest documents come first, and
  /// those whose date can't be read last.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - options: What to find and how much of it.
  /// - Returns: The result; all of it is of one state of the index.
  /// - Throws: `IndexError` where the index cannot be read.
  public func search(_ text: String, options: SearchOptions = .init()) throws -> SearchResult {
    try search(Array(text.utf8), options: options)
  }

  /// Finds the best documents for a text in UTF-8; every byte string is a query.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - options: What to find and how much of it.
  /// - Returns: The result; all of it is of one state of the index.
  /// - Throws: `IndexError` where the index cannot be read.
  public func search(_ text: [UInt8], options: SearchOptions = .init()) throws -> SearchResult {
    let query = query(text, completesLastWord: options.completesLastWord)
    return try reader.snapshot {
      let steps = options.step.map { [$0] } ?? [.strict, .any]
      var found = Found(step: steps[0], total: 0, isExact: true, hits: [])
      for step in steps where found.total == 0 {
        guard let compiled = step == .strict ? query.compileStrict() : query.compileAny() else {
          continue
        }
        let ranked = try rank(compiled, options: options)
        guard ranked.total > 0 else { continue }
        found = Found(
          step: step, total: ranked.total, isExact: ranked.isExact,
          hits: try hits(ranked, for: compiled, options: options))
      }
      return SearchResult(
        query: String(decoding: text, as: UTF8.self), total: found.total, exact: found.isExact,
        step: found.step, hits: found.hits, notes: query.notes)
    }
  }

  /// What a text asks for.
  package func query(_ text: [UInt8], completesLastWord: Bool = false) -> Query {
    Query(
      text, options: reader.options, fields: Self.fields, filters: true,
      completesLastWord: completesLastWord)
  }

  /// The best documents as FTS5 and SQL find them: what a search must find, however it does.
  package func plainSearch(
    _ query: CompiledQuery, limit: Int
  ) throws(IndexError) -> (hits: [IndexReader.Hit], total: Int) {
    try reader.plainSearch(query, fieldWeights: Self.fieldWeights, limit: limit)
  }

  private struct Found {
    let step: SearchStep
    let total: Int
    let isExact: Bool
    let hits: [Hit]
  }

  /// The best documents, from the postings if these can tell, else from FTS5.
  private func rank(
    _ compiled: CompiledQuery, options: SearchOptions
  ) throws -> PostingSearch.Answer {
    let answer = options.usesPostings ? try rankByPostings(compiled, options: options) : nil
    if let answer { return answer }
    let ranked = try plainSearch(compiled, limit: options.limit)
    return PostingSearch.Answer(hits: ranked.hits, total: ranked.total, isExact: true)
  }

  private func rankByPostings(
    _ compiled: CompiledQuery, options: SearchOptions
  ) throws -> PostingSearch.Answer? {
    try reader.withPostings { postings in
      if shared?.postings !== postings {
        shared = (
          postings, PostingScorer(fieldWeights: Self.fieldWeights, postings: postings),
          ScoreTable(limit: postings.limit)
        )
      }
      guard let shared else { return nil }
      do {
        return try PostingSearch(
          compiled, in: postings, scorer: shared.scorer, scores: shared.scores,
          tokenizer: reader.options, options: options
        ).answer()
      } catch is NotInPostings {
        return nil
      }
    } ?? nil
  }

  private func hits(
    _ ranked: PostingSearch.Answer, for compiled: CompiledQuery, options: SearchOptions
  ) throws -> [Hit] {
    guard !ranked.hits.isEmpty else { return [] }
    let needsPlaces = options.matches || options.snippetWidth > 0
    let phrases = needsPlaces ? try phrases(of: compiled.leaves, idf: ranked.idf) : []
    var titlePlaces = LeafPlaces(phrases, compiled.leaves, in: .title, options: reader.options)
    var bodyPlaces = LeafPlaces(phrases, compiled.leaves, in: .body, options: reader.options)
    return try reader.foundDocuments(ranked.hits, withBody: needsPlaces).map { found, document in
      let body = document.body
      let bodyMatches = bodyPlaces.matches(in: body)
      var matches: [FieldMatch]?
      if options.matches {
        let title = titlePlaces.matches(in: Array(document.title.utf8))
        matches =
          title.map { FieldMatch(field: .title, range: $0.start..<$0.end) }
          + bodyMatches.map { FieldMatch(field: .body, range: $0.start..<$0.end) }
      }
      return Hit(
        id: found.id, locator: document.locator, title: document.title, source: document.source,
        date: document.date, language: document.language, score: found.score,
        snippet: snippet(of: body, matches: bodyMatches, width: options.snippetWidth),
        matches: matches)
    }
  }

  /// Every form of every leaf, with what it is worth to a snippet: the rarer a leaf, the more.
  private func phrases(
    of leaves: [QueryLeaf], idf known: [Double]?
  ) throws -> [(phrase: Phrase, leaf: Int, weight: Double)] {
    let documentCount = known == nil ? try reader.documentCount() : 0
    return try leaves.enumerated().flatMap { number, leaf in
      // A single leaf has nothing to be weighed against.
      let idf =
        leaves.count == 1
        ? 1
        : try known?[number]
          ?? BM25F.idf(
            documents: documentCount, documentFrequency: try documentFrequency(of: leaf))
      return leaf.forms.map { (phrase: $0.phrase, leaf: number, weight: idf * $0.weight) }
    }
  }

  /// The largest among its forms, as in `sou_rank`.
  private func documentFrequency(of leaf: QueryLeaf) throws -> Int {
    var most = 0
    for form in leaf.forms {
      var single = leaf
      single.forms = [form]
      most = max(most, try reader.count(match: single.match))
    }
    return most
  }
}
