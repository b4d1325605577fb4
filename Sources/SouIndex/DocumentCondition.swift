/// What a document's row must meet, beside a MATCH expression or alone.
public indirect enum DocumentCondition: Sendable {
  /// A column's text, in UTF-8, passes a test.
  case column(Column, passes: @Sendable ([UInt8]) -> Bool)
  /// A MATCH expression, in UTF-8, finds the document.
  case match([UInt8])
  /// Every one.
  case all([DocumentCondition])
  /// One at least.
  case any([DocumentCondition])
  /// The other one is not met.
  case not(DocumentCondition)

  /// A column of the table `document`.
  public enum Column: String, CaseIterable, Sendable {
    /// What is searched.
    case title, body
    /// What is known of the document, as it gives it.
    case source, date, language
  }
}
