internal import SouAnalysis

/// Words or phrases near each other in one field.
///
/// An alternative holds if each of its phrases stands somewhere in the field so that, where the last
/// begins at position M, no `M - start - extent` is above `distance`. That is the condition of FTS5's
/// NEAR, but that there a phrase of bigrams extends over one position fewer than its characters.
public struct NearGroup: Sendable {
  /// The most positions between the end of the phrase that begins first and the begin of the one that
  /// begins last.
  public var distance: Int
  /// The field that is asked alone; nil for any.
  public var field: [UInt8]?
  /// The ways to spell all of it, a phrase for each word, at most `PhraseForm.limit` with the literal
  /// one first; one holds at least.
  public var alternatives: [[Phrase]]

  /// A phrase of a group.
  public struct Phrase: Sendable {
    /// How a word is spelled.
    public var form: PhraseForm
    /// The character that ends the phrase, as source text, where only the bigram before it is among
    /// its terms.
    public var lastCharacter: [UInt8]?
    /// The positions that it covers.
    public var extent: Int { form.phrase.terms.count + (lastCharacter == nil ? 0 : 1) }
  }
}

extension NearGroup {
  /// The alternatives that change the fewest words, and these by the order of their forms.
  init(_ leaves: [QueryLeaf], distance: Int, _ builder: inout FormBuilder) {
    self.distance = distance
    field = leaves.first?.field
    var found: [(changes: Int, phrases: [Phrase])] = [(0, [])]
    for leaf in leaves {
      var longer: [(changes: Int, phrases: [Phrase])] = []
      for (index, form) in leaf.forms.enumerated() {
        let phrase = Phrase(form: form, lastCharacter: builder.cutCharacter(of: form))
        longer += found.map { ($0.changes + index, $0.phrases + [phrase]) }
      }
      found = []
      // In the order of their changes; `sort` need not be stable.
      for changes in 0..<2 * PhraseForm.limit {
        found += longer.filter { $0.changes == changes }.prefix(PhraseForm.limit - found.count)
      }
    }
    alternatives = found.map { $0.phrases }
  }
}

extension FormBuilder {
  /// The character that a phrase's last run drops in query mode.
  fileprivate mutating func cutCharacter(of form: PhraseForm) -> [UInt8]? {
    let tokens = documentTokens(of: form.text).filter { !$0.colocated }
    guard tokens.count == form.phrase.terms.count + 1, let last = tokens.last,
      isSingleOfRun(last.term)
    else { return nil }
    return text(of: last, in: form.text)
  }
}
