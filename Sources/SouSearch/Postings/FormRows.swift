import SouAnalysis
import SouIndex
import SouPostings
import SouQuery

/// Which documents have one form of a leaf, and how often.
final class FormRows {
  /// What an occurrence is worth.
  let weight: Double
  /// How many documents have the form.
  let count: Int

  private let postings: Postings
  private var content: Content

  private enum Content {
    /// A common term, whose rows are read as they are needed.
    case term(Term)
    /// All rows, or all that can still be asked for.
    case rows([Occurrences])
  }

  /// A term whose rows take more bytes is not read whole at once.
  private static let smallSize = 4096

  /// Finds a form.
  ///
  /// - Parameters:
  ///   - form: The form.
  ///   - field: The field that is asked alone; nil for all.
  ///   - postings: What the index has.
  ///   - unigrams: True if single characters of runs are terms of their own.
  /// - Throws: What `Postings` throws.
  init(
    _ form: PhraseForm, field: SearchField?, in postings: Postings, unigrams: Bool
  ) throws {
    self.postings = postings
    weight = form.weight
    let phrase = form.phrase
    if phrase.terms.count == 1, !phrase.lastIsPrefix, field == nil {
      let term = try postings.term(phrase.terms[0])
      if term.size > Self.smallSize {
        count = try postings.count(term)
        content = .term(term)
        return
      }
    }
    var rows = try postings.rows(phrase, unigrams: unigrams)
    if let field { rows = rows.compactMap { $0.masked(to: field) } }
    count = rows.count
    content = .rows(rows)
  }

  /// All rows.
  ///
  /// - Complexity: O(documents that have the form).
  func rows() throws -> [Occurrences] {
    switch content {
    case .rows(let rows): return rows
    case .term(let term):
      let rows = try postings.rows(term)
      content = .rows(rows)
      return rows
    }
  }

  /// The rows of some documents, which ascend, and perhaps of others.
  func rows(among documents: [UInt32]) throws -> [Occurrences] {
    switch content {
    case .rows(let rows): rows
    case .term(let term): try postings.rows(term, among: documents)
    }
  }

  /// Forgets all rows but those of some documents, which ascend: no others will be asked for.
  func narrow(to documents: [UInt32]) throws {
    if case .term(let term) = content {
      content = .rows(try postings.rows(term, among: documents))
    }
  }
}

/// A field that a query asks for alone, in the order of the index's columns.
enum SearchField {
  case title
  case body
}

extension Occurrences {
  /// What one column has; nil if that is nothing.
  fileprivate func masked(to field: SearchField) -> Occurrences? {
    let masked =
      switch field {
      case .title: Occurrences(document: document, first: first, second: 0)
      case .body: Occurrences(document: document, first: 0, second: second)
      }
    return masked.isEmpty ? nil : masked
  }
}

extension Postings {
  /// Which documents have a phrase, and how often.
  ///
  /// - Complexity: O(rows) of the rarest term, and what must be read of the others to look its
  ///   documents up; with a prefix the rows of all terms that begin with it.
  fileprivate func rows(_ phrase: Phrase, unigrams: Bool) throws -> [Occurrences] {
    guard let last = phrase.terms.last else { return [] }
    if phrase.terms.count == 1 {
      return phrase.lastIsPrefix
        ? try rows(prefix: last, isAlone: !unigrams && isSingleOfRun(last)) : try rows(term(last))
    }
    let whole = phrase.terms.dropLast(phrase.lastIsPrefix ? 1 : 0)
    let terms = try whole.enumerated().map { index, term in
      (shift: UInt32(truncatingIfNeeded: index), term: try self.term(term))
    }.sorted { $0.term.size < $1.term.size }
    var rows: PositionedRows?
    for (shift, term) in terms {
      try rows.narrow { try positions(term, among: $0, shift: shift) }
    }
    if phrase.lastIsPrefix {
      let shift = UInt32(truncatingIfNeeded: whole.count)
      try rows.narrow { try positions(prefix: last, among: $0, shift: shift) }
    }
    return try rows?.occurrences() ?? []
  }
}

extension PositionedRows? {
  /// Keeps the positions that others have too; nil has all.
  fileprivate mutating func narrow(_ others: ([UInt32]?) throws -> PositionedRows) throws {
    let others = try others(self?.documents)
    if self == nil {
      self = others
    } else {
      self?.formIntersection(others)
    }
  }
}
