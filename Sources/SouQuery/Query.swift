public import SouAnalysis

/// What a person typed, understood.
///
/// A blank is AND; `"…"` a phrase, also in 「」『』“”; `-` before a word excludes; `OR`, `AND` and a
/// lone `|` stand between pieces; `( )` groups; a star makes a prefix; `a NEAR/8 b` wants at most
/// eight characters or parts of words between the two, in either order (`NEAR` alone is `NEAR/10`);
/// `title:` before a word, a phrase or a group asks for that field alone, if the index has it. Where
/// documents can be looked at, `since:2025-02`, `until:2025`, `source:` and `lang:` ask for what is
/// known of them, and `=word` for the word as it is typed. Full-width signs work as their plain
/// twins. Every text is a query: what is no syntax is searched as text, and `notes` says so.
///
///     let query = Query(Array("輝達 -股價 OR \"開源 模型\"".utf8))
///     query.root?.printed()  // 輝達 -股價 OR "開源 模型"
public struct Query: Sendable {
  /// The text typed, UTF-8 or not.
  public let text: [UInt8]
  /// How the index that is asked was analysed.
  public let options: TokenizerOptions
  /// Nil if there is nothing to search.
  public let root: QueryNode?
  /// What a person should know, in no particular order.
  public let notes: [QueryNote]

  /// Understands a text.
  ///
  /// - Parameters:
  ///   - text: Any bytes.
  ///   - options: How the index that is asked was analysed.
  ///   - fields: The names, in UTF-8, that are syntax before a colon; ASCII case does not count.
  ///   - filters: True if `since:`, `until:`, `source:`, `lang:` and `=word` are syntax. MATCH alone
  ///     cannot answer them: who compiles the query then looks at `CompiledQuery.condition`, too.
  ///   - completesLastWord: True while a person types: the word that the text ends in, if it is not
  ///     excluded, is understood as if a star stood behind it.
  /// - Complexity: O(n) in the text but for the forms, at most 16 a phrase.
  public init(
    _ text: [UInt8], options: TokenizerOptions = TokenizerOptions(), fields: [[UInt8]] = [],
    filters: Bool = false, completesLastWord: Bool = false
  ) {
    self.text = text
    self.options = options
    var parser = QueryParser(
      scanner: QueryScanner(
        text: text, fields: fields, filters: filters, completesLastWord: completesLastWord),
      builder: FormBuilder(options: options))
    root = parser.parse()
    notes = parser.notes
  }
}
