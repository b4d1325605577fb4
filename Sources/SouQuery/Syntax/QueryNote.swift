/// Something about a query that a person should know: what was taken as text, and what was left out.
public struct QueryNote: Equatable, Sendable {
  /// What happened.
  public enum Kind: UInt8, Sendable {
    /// A piece without a single token was left out.
    case emptyPiece
    /// `OR` or `AND` without both sides is searched as a word.
    case operatorAsText
    /// `NEAR` is searched as a word: it needs a word or a phrase of one field on both sides.
    case nearAsText
    /// A filter's value is not understood, and searched as text.
    case filterAsText
    /// A quote without its twin goes on to the end.
    case unclosedQuote
    /// A bracket without its twin goes on to the end.
    case unclosedBracket
    /// A closing bracket that nothing opened was left out.
    case strayBracket
    /// Brackets below 32 levels were left out.
    case tooDeep
    /// A side of OR with nothing but exclusions was left out.
    case negativeBranch
    /// There are exclusions alone, which find nothing.
    case onlyNegatives
    /// There is nothing in the query.
    case emptyQuery
    /// The query has more pieces than are looked at.
    case tooLong
  }

  /// What happened.
  public var kind: Kind
  /// Where, in bytes of the query.
  public var range: Range<Int>

  /// A sentence for a person, without the query's text.
  public var message: StaticString {
    switch kind {
    case .emptyPiece: "a piece without letters, digits or characters was left out"
    case .operatorAsText: "OR and AND need something on both sides; searched as a word"
    case .nearAsText:
      "NEAR needs a word or a phrase of one field on both sides; searched as a word"
    case .filterAsText:
      """
      since: and until: need a date as 2025-02-28, 2025-02 or 2025, lang: a language as zh-Hant; \
      searched as a word
      """
    case .unclosedQuote: "the quote is not closed; the phrase goes on to the end"
    case .unclosedBracket: "the bracket is not closed; the group goes on to the end"
    case .strayBracket: "a closing bracket without an opening one was left out"
    case .tooDeep: "brackets nested more than 32 levels deep were left out"
    case .negativeBranch: "a side of OR with nothing but exclusions was left out"
    case .onlyNegatives: "exclusions alone find nothing; add what to look for"
    case .emptyQuery: "the query is empty; say what to look for"
    case .tooLong: "the query is too long; the rest was left out"
    }
  }
}
