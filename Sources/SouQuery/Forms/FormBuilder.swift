internal import SouAnalysis

/// Makes the forms of a phrase: as typed, and each other spelling that is one change away.
///
/// A form is a text; its terms are what the tokenizer makes of it, so the two cannot disagree.
struct FormBuilder: ~Copyable {
  /// A longer phrase, which is pasted text, is searched as it stands.
  static let termLimit = 256

  let options: TokenizerOptions
  private var tokenizer: Tokenizer

  init(options: TokenizerOptions) {
    self.options = options
    tokenizer = Tokenizer(options: options)
  }

  /// The forms in order, the literal one first; none if the text has no tokens.
  mutating func forms(
    of text: [UInt8], isPrefix: Bool, limit: Int = PhraseForm.limit
  ) -> [PhraseForm] {
    guard let literal = form(text, .literal, isPrefix: isPrefix) else { return [] }
    var forms = [literal]
    guard limit > 1, literal.phrase.terms.count <= Self.termLimit else { return forms }
    for (kind, text) in otherSpellings(of: text) {
      if forms.count == limit { break }
      guard let form = form(text, kind, isPrefix: isPrefix),
        !forms.contains(where: { $0.phrase == form.phrase })
      else { continue }
      forms.append(form)
    }
    return forms
  }

  /// The form whose text this is, or nil if the text has no tokens.
  mutating func form(_ text: [UInt8], _ kind: PhraseForm.Kind, isPrefix: Bool) -> PhraseForm? {
    let terms = queryTokens(of: text).map { $0.term }
    guard let last = terms.last else { return nil }
    return PhraseForm(
      text: text, phrase: Phrase(terms: terms, lastIsPrefix: isPrefix || isPrefixAlone(last)),
      kind: kind)
  }

  /// The tokens of a phrase.
  mutating func queryTokens(of text: [UInt8]) -> [Token] {
    tokenizer.tokens(text, mode: .query)
  }

  /// The tokens that a document with this text has.
  mutating func documentTokens(of text: [UInt8]) -> [Token] { tokenizer.tokens(text) }

  /// True for a single character of a run, which the index has only where runs end, unless it has
  /// unigrams; everywhere else a bigram begins with it.
  func isPrefixAlone(_ term: [UInt8]) -> Bool {
    !options.unigrams && isSingleOfRun(term)
  }

  private mutating func otherSpellings(
    of text: [UInt8]
  ) -> [(kind: PhraseForm.Kind, text: [UInt8])] {
    let tokens = tokenizer.tokens(text, mode: .queryForms)
    let spelled = SpelledText(text, variants: options.variants)
    var spellings: [(kind: PhraseForm.Kind, text: [UInt8])] = []
    func add(_ kind: PhraseForm.Kind, _ texts: [[UInt8]]) {
      for text in texts { spellings.append((kind, text)) }
    }
    add(.joined, joinedChains(of: text, tokens))
    add(.opened, openedCamels(of: text, tokens))
    add(.kana, spelled.kanaFlips())
    add(.iteration, spelled.iterations())
    add(.date, canonicalDates(of: text, tokens))
    return spellings
  }
}

/// True for one character of a cjk, hangul or sea run: of the tokens that begin with it only one can
/// stand at a position, unless the index has unigrams.
///
/// - Parameter term: A term, UTF-8.
/// - Returns: Whether it is.
public func isSingleOfRun(_ term: [UInt8]) -> Bool {
  guard scalarCount(of: term) == 1 else { return false }
  switch TokenKind(term: term, colocated: false) {
  case .cjk, .hangul, .sea: return true
  case .word, .number, .date, .emoji: return false
  }
}
