import SouAnalysis
import SouTestSupport
import SouUnicode

/// What holds for the tokens of every byte string (docs/analysis.md); a breach traps.
struct Contract {
  let text: [UInt8]
  let options: TokenizerOptions
  let mode: TokenizerMode

  func check() {
    let tokens = tokens(of: text)
    checkTermsAndRanges(tokens)
    checkFullStop()
    checkOracle(tokens)
  }

  private func tokens(of text: [UInt8]) -> [Token] {
    var tokenizer = Tokenizer(options: options)
    return tokenizer.tokens(text, mode: mode)
  }

  private func checkTermsAndRanges(_ tokens: [Token]) {
    let boundaries = boundaries()
    var position = -1
    var start = 0
    for token in tokens {
      require((1...255).contains(token.term.count), "a term has 1 to 255 bytes", token)
      require(0 <= token.start && token.start < token.end, "a range is not empty", token)
      require(token.end <= text.count, "a range lies in the text", token)
      require(boundaries[token.start] && boundaries[token.end], "a range has whole scalars", token)
      require(
        token.position == (token.colocated ? position : position + 1) && token.position >= 0,
        "positions rise by one, and a first token is not colocated", token)
      position = token.position
      require(mode != .query || !token.colocated, "a query has no colocated token", token)
      if !token.colocated {
        require(token.start >= start, "starts never decrease", token)
        start = token.start
      }
      let isVerbatim = mode == .query && text.contains(1)
      require(
        isVerbatim || String(validating: token.term, as: UTF8.self) != nil,
        "a term is UTF-8", token)
    }
  }

  /// The naive twin, which knows no verbatim terms, gives the same.
  private func checkOracle(_ tokens: [Token]) {
    guard text.count <= 512, mode != .query || !text.contains(1) else { return }
    checkEqual(tokens, naiveTokens(text, options: options, mode: mode), "the oracle agrees")
  }

  /// tokens(A 。 B) = tokens(A) ++ shifted tokens(B), A ending anywhere. Not in mode query, where the
  /// end of a text counts, and a verbatim term has no end.
  private func checkFullStop() {
    guard mode != .query, text.count <= 4096 else { return }
    let stop: [UInt8] = [0xE3, 0x80, 0x82]
    let first = Array(text.prefix(text.count / 2)) + stop
    let second = Array(text.dropFirst(text.count / 2))
    let before = tokens(of: first)
    let shift = (before.last?.position ?? -1) + 1
    // The stop takes the ignorables that begin the second text, and a mark there has no base.
    let after = tokens(of: stop + second).map { token in
      var token = token
      token.position += shift
      token.start += first.count - stop.count
      token.end += first.count - stop.count
      return token
    }
    checkEqual(tokens(of: first + second), before + after, "a full stop takes two texts apart")
  }

  private func checkEqual(_ tokens: [Token], _ expected: [Token], _ law: String) {
    guard tokens != expected else { return }
    let index = zip(tokens, expected).prefix { $0 == $1 }.count
    fail(law, Array(tokens.dropFirst(index).prefix(1) + expected.dropFirst(index).prefix(1)))
  }

  /// True at each byte where a scalar or a maximal ill-formed part begins, and at the end.
  private func boundaries() -> [Bool] {
    var boundaries = [Bool](repeating: false, count: text.count + 1)
    unsafe text.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        boundaries[offset] = true
        _ = unsafe decodeScalar(bytes, at: &offset)
      }
    }
    boundaries[text.count] = true
    return boundaries
  }

  private func require(_ condition: Bool, _ law: String, _ token: Token) {
    if !condition { fail(law, [token]) }
  }

  private func fail(_ law: String, _ tokens: [Token]) {
    fatalError("broken: \(law); mode \(mode), \(options.sql); \(tokens)")
  }
}
