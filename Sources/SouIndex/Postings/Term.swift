import SouPostings

/// A term that was looked up in every segment.
public final class Term {
  /// Its rows in one segment.
  struct Part {
    let place: TermPlace
    /// The doclist index, for a long doclist that has one.
    let table: LeafTable?
  }

  /// Newest first; empty if no segment has the term.
  let parts: [Part]
  /// How many documents have it, once that was counted.
  var count: Int?

  init(parts: [Part]) { self.parts = parts }

  /// About how many bytes its rows take: to compare terms by what they cost.
  public var size: Int {
    parts.reduce(0) { $0 + $1.place.size + ($1.table?.count ?? 0) * 4000 }
  }
}
