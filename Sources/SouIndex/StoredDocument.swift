import GRDB

/// A document as it stands in the index.
public struct StoredDocument: Equatable, Sendable {
  /// The row's number; a document keeps it when its text changes.
  public let id: Int64
  /// The path of the file that it came from; `IndexWriter.standardInput` if from none.
  public let path: String
  /// Its name within that file.
  public let locator: String
  /// The title, or empty.
  public let title: String
  /// The text.
  public let body: String
  /// Who published it, or empty.
  public let source: String
  /// When, as written, or empty.
  public let date: String
  /// The language tag, as written, or empty.
  public let language: String

  static let columns = "d.id, f.path, d.locator, d.title, d.body, d.source, d.date, d.language"
  static let tables = "document AS d JOIN file AS f ON f.id = d.file_id"

  /// Reads the columns above.
  init(_ row: Row) {
    id = row[0] ?? 0
    path = row[1] ?? ""
    locator = row[2] ?? ""
    title = row[3] ?? ""
    body = row[4] ?? ""
    source = row[5] ?? ""
    date = row[6] ?? ""
    language = row[7] ?? ""
  }
}
