import SouAnalysis
import SouSnippet

/// The phrase of a query text: `達*` and `nvd*` are prefixes.
func phrase(_ text: String) -> Phrase {
  var tokenizer = Tokenizer()
  let isPrefix = text.hasSuffix("*")
  let terms = tokenizer.tokens(Array(text.utf8), mode: .query).map(\.term)
  return Phrase(terms: terms, lastIsPrefix: isPrefix)
}

/// Where the phrases of query texts stand, each a leaf of weight 1.
func matches(_ queries: [String], in text: String) -> [PhraseMatch] {
  var matcher = PhraseMatcher(
    phrases: queries.enumerated().map { (phrase: phrase($1), leaf: $0, weight: 1) })
  return matcher.matches(in: Array(text.utf8))
}

/// The bytes of a range as text.
func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
  String(decoding: bytes[range], as: UTF8.self)
}

/// A snippet with its marks in white brackets.
func marked(_ snippet: Snippet) -> String {
  var result = ""
  var offset = 0
  for mark in snippet.marks {
    result += text(snippet.text, offset..<mark.lowerBound)
    result += "⟦" + text(snippet.text, mark) + "⟧"
    offset = mark.upperBound
  }
  return result + text(snippet.text, offset..<snippet.text.count)
}

/// The snippet of a text for query texts, as `marked` shows it.
func snippet(of text: String, for queries: String..., width: Int) -> String {
  marked(
    snippet(of: Array(text.utf8), matches: matches(queries, in: text), width: width))
}
