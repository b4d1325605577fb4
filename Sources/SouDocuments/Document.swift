/// One text with what is known about it, ready to be indexed.
///
/// An empty `String` means that the source says nothing.
public struct Document: Equatable, Sendable {
  /// The document's name within its file: the file's path below the PATH given, a JSON line's
  /// `id`, or `NAME.jsonl#LINE`.
  public var locator: String
  /// The title, in one line.
  public var title: String
  /// The text without its front matter, and without the title where that stands at its head.
  public var body: String
  /// Who published it.
  public var source: String
  /// When it was published, as written.
  public var date: String
  /// The language tag, as written.
  public var language: String

  /// Makes a document; what is left out is empty.
  public init(
    locator: String, title: String = "", body: String, source: String = "", date: String = "",
    language: String = ""
  ) {
    self.locator = locator
    self.title = title
    self.body = body
    self.source = source
    self.date = date
    self.language = language
  }
}
