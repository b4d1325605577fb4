public import SouAnalysis

/// One way to spell a phrase of a query; a document that holds any form holds the phrase.
public struct PhraseForm: Equatable, Sendable {
  /// What a form changes; the order is the order in which forms are tried.
  public enum Kind: UInt8, Sendable {
    /// As typed.
    case literal
    /// Letter parts joined: `e-mail` to email, `Deep Seek` to deepseek.
    case joined
    /// Camel case opened: `DeepSeek` to deep seek.
    case opened
    /// A stretch of kana flipped: がらす to ガラス.
    case kana
    /// An iteration mark written out, or put in: 人々 to 人人.
    case iteration
    /// A date at the end as its canonical term.
    case date
  }

  /// What stands between quotes in a MATCH expression: text which in query mode gives `phrase`.
  public var text: [UInt8]
  /// The terms.
  public var phrase: Phrase
  /// What was changed.
  public var kind: Kind
  /// What an occurrence is worth: 1 as typed.
  public var weight: Double

  /// Makes a form; any but the literal one is worth `PhraseForm.otherWeight`.
  public init(text: [UInt8], phrase: Phrase, kind: Kind) {
    self.text = text
    self.phrase = phrase
    self.kind = kind
    weight = kind == .literal ? 1 : Self.otherWeight
  }

  /// What an occurrence of a form other than the literal one is worth.
  public static var otherWeight: Double { 0.8 }
  /// The most forms of one phrase, the literal one counted.
  public static var limit: Int { 16 }
}
