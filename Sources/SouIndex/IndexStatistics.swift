/// What is in an index, and what it takes.
public struct IndexStatistics: Equatable, Sendable {
  /// A table or index of the file.
  public struct Table: Equatable, Sendable {
    /// Its name in the schema.
    public let name: String
    /// The pages that it takes, in bytes.
    public let bytes: Int
  }

  /// Segments that FTS5 merges with each other; the newest are on the lowest level.
  public struct Level: Equatable, Sendable {
    /// From 0.
    public let number: Int
    /// The number of its segments.
    public let segments: Int
    /// Their leaves, in bytes.
    public let bytes: Int
  }

  /// The number of documents.
  public let documents: Int
  /// The number of files that they came from.
  public let files: Int
  /// The number of different terms, dates' and joined ones included.
  public let terms: Int
  /// The number of positions in all documents.
  public let positions: Int
  /// The number of FTS5 segments that a query has to look into.
  public let segments: Int
  /// The same by level, lowest first; levels without segments are left out.
  public let levels: [Level]
  /// How much of the postings no query sees, from 0 to 1: of the entries in all segments, each a term
  /// in a document, those of documents that were removed or changed since, and the marks that say so.
  /// Merging drops them. Nil where the segments have a form that only FTS5 reads.
  public let deadShare: Double?
  /// The file without its log, in bytes.
  public let bytes: Int
  /// The same by table, largest first; empty where this SQLite cannot tell.
  public let tables: [Table]
  /// Which analyzer made the terms.
  public let fingerprint: String
  /// When the index was made, in UTC (ISO 8601).
  public let created: String
}
