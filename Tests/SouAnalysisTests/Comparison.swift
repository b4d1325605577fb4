import SouAnalysis
import SouTestSupport
import Testing

/// The options that give different tokens.
let allOptions: [TokenizerOptions] = [(true, false), (true, true), (false, false), (false, true)]
  .map { variants, unigrams in
    var options = TokenizerOptions()
    options.variants = variants
    options.unigrams = unigrams
    return options
  }

/// Terms and ranges as a person reads them: `nvda 3..7 +nvdaus 3..10`.
func shown(_ token: Token?) -> String {
  guard let token else { return "nothing" }
  let term = String(decoding: token.term, as: UTF8.self)
  return "\(token.colocated ? "+" : "")\(term) \(token.start)..\(token.end) at \(token.position)"
}

/// A text with everything but ASCII letters and digits spelled as numbers.
func escaped(_ text: [UInt8]) -> String {
  guard let string = String(validating: text, as: UTF8.self) else {
    return text.map { "\\x" + String($0, radix: 16) }.joined()
  }
  return string.unicodeScalars.map { scalar in
    scalar.value > 0x20 && scalar.value < 0x7F
      ? String(scalar) : "\\u{" + String(scalar.value, radix: 16) + "}"
  }.joined()
}

/// Where tokenizer and oracle first differ, in the shortest part of the text that shows it.
func difference(
  _ text: [UInt8], options: TokenizerOptions, mode: TokenizerMode
) -> String? {
  var tokenizer = Tokenizer(options: options)
  func differ(_ text: [UInt8]) -> Bool {
    tokenizer.tokens(text, mode: mode) != naiveTokens(text, options: options, mode: mode)
  }
  guard differ(text) else { return nil }
  var text = text
  var length = text.count / 2
  while length > 0 {
    var start = 0
    while start < text.count {
      var shorter = text
      shorter.removeSubrange(start..<min(start + length, text.count))
      if differ(shorter) { text = shorter } else { start += length }
    }
    length /= 2
  }
  let tokens = tokenizer.tokens(text, mode: mode)
  let naive = naiveTokens(text, options: options, mode: mode)
  let index =
    (0...max(tokens.count, naive.count)).first {
      $0 >= tokens.count || $0 >= naive.count || tokens[$0] != naive[$0]
    } ?? 0
  return """
    \(mode), variants \(options.variants), unigrams \(options.unigrams): \(escaped(text))
      tokenizer: \(shown(index < tokens.count ? tokens[index] : nil))
      oracle:    \(shown(index < naive.count ? naive[index] : nil))
    """
}
