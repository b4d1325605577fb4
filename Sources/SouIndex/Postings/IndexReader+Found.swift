import GRDB

/// What a search shows of a document.
public struct FoundDocument: Sendable {
  /// Its name within the file that it came from.
  public let locator: String
  /// The title, or empty.
  public let title: String
  /// Who published it, or empty.
  public let source: String
  /// When, as written, or empty.
  public let date: String
  /// The language tag, as written, or empty.
  public let language: String
  /// The text, in UTF-8; empty if it was not asked for.
  public let body: [UInt8]
}

extension IndexReader {
  /// Reads the documents of hits; one that is gone is left out.
  ///
  /// - Parameters:
  ///   - hits: The hits.
  ///   - withBody: Whether the texts are wanted.
  /// - Returns: Each hit with its document, in the same order.
  /// - Throws: `IndexError`.
  public func foundDocuments(
    _ hits: [Hit], withBody: Bool
  ) throws(IndexError) -> [(Hit, FoundDocument)] {
    try read { db in
      let statement = try foundDocument ?? RowReader(db, Self.foundDocumentSQL)
      foundDocument = statement
      return try hits.compactMap { hit in
        defer { statement.reset() }
        statement.bind(hit.id, at: 1)
        guard try statement.step() else { return nil }
        let document = unsafe FoundDocument(
          locator: statement.text(0), title: statement.text(1), source: statement.text(2),
          date: statement.text(3), language: statement.text(4),
          body: withBody ? Array(statement.bytes(5)) : [])
        return (hit, document)
      }
    }
  }

  /// A column is read when it is asked for: a body that is not costs nothing.
  private static let foundDocumentSQL = """
    SELECT locator, title, source, date, language, body FROM document WHERE id = ?
    """
}
