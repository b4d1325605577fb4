public import SouQuery
public import SouSnippet

/// What a search found.
public struct SearchResult: Sendable {
  /// The query as typed.
  public let query: String
  /// The number of documents found, hits or not.
  public let total: Int
  /// True if `total` is exact; else more documents may be found.
  public let exact: Bool
  /// The step that answered.
  public let step: SearchStep
  /// The best documents, best first.
  public let hits: [Hit]
  /// What the query language did not take as it was typed.
  public let notes: [QueryNote]
}

/// A document that was found.
public struct Hit: Sendable {
  /// The document's number in the index.
  public let id: Int64
  /// The document's name for people and programs, as `zh-Hant/a.txt`.
  public let locator: String
  /// The title; empty if none is known.
  public let title: String
  /// Where it came from, as a publisher's name; empty if not known.
  public let source: String
  /// The date as the document gives it; empty if not known.
  public let date: String
  /// The language as the document gives it; empty if not known.
  public let language: String
  /// The larger the better; comparable within one result only.
  public let score: Double
  /// The best piece of the body, with the places to mark.
  public let snippet: Snippet
  /// Where the query matched, field by field; nil unless asked for.
  public let matches: [FieldMatch]?
}

/// A place in a stored field that matched.
public struct FieldMatch: Equatable, Sendable {
  /// The field.
  public let field: Field
  /// The matched bytes of the field's text.
  public let range: Range<Int>

  /// A field that is searched.
  public enum Field: String, Sendable {
    /// The document's title.
    case title
    /// The document's text.
    case body
  }
}
