/// Which step of the relaxation answers.
public enum SearchStep: String, Sendable {
  /// Every word of the query, as the query says.
  case strict
  /// Any word of the query.
  case any
}

/// What a search should do beyond finding.
public struct SearchOptions: Sendable {
  /// The greatest number of hits to return.
  public var limit: Int
  /// The one step to take; without it strict, then any if strict finds no document.
  public var step: SearchStep?
  /// True while a person types: the word that the text ends in is found by what there is of it, as
  /// with a star behind it. A blank behind it ends it.
  public var completesLastWord: Bool
  /// True if every document that is found must be counted; else a search for any of some words may
  /// stop counting where it stops looking, and `SearchResult.exact` says so.
  public var countsAll = false
  /// Up to so many rows of postings a search for any of some words reads them all, and so counts too.
  package var smallRowCount = 2_048
  /// False to have FTS5 answer through its own interface, slower and with the same result.
  public var usesPostings = true
  /// True if every matched byte range of a hit's fields is wanted.
  public var matches = false
  /// The width of a snippet in columns of a terminal, where a full-width character takes two; 0
  /// makes none, which is fastest.
  public var snippetWidth = 160

  /// Makes options.
  ///
  /// - Parameters:
  ///   - limit: The greatest number of hits to return.
  ///   - completesLastWord: True while a person types.
  public init(limit: Int = 10, completesLastWord: Bool = false) {
    self.limit = limit
    self.completesLastWord = completesLastWord
  }
}
