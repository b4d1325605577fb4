import SouAnalysis
import Testing

@Test func `the tokenizer is used alone`() {
  // article: SouAnalysis/SouAnalysis.docc/SouAnalysis.md
  let text = "輝達的H-800"
  var tokenizer = Tokenizer()
  for token in tokenizer.tokens(Array(text.utf8)) {
    print(String(decoding: token.term, as: UTF8.self), token.start..<token.end)
  }
  // end
  // As the article says.
  let tokens = tokenizer.tokens(Array(text.utf8))
  #expect(
    tokens.map { String(decoding: $0.term, as: UTF8.self) } == ["輝达", "达的", "的", "h", "800"])
  #expect(tokens.map { $0.start..<$0.end } == [0..<6, 3..<9, 6..<9, 9..<10, 11..<14])
}

// article: SouAnalysis/SouAnalysis.docc/SouAnalysis.md
struct TermCounter: TokenSink {
  var counts: [TokenKind: Int] = [:]

  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) {
    let kind = TokenKind(term: unsafe Array(term), colocated: colocated)
    counts[kind, default: 0] += 1
  }
}

func counts(of text: [UInt8]) -> [TokenKind: Int] {
  var tokenizer = Tokenizer()
  var counter = TermCounter()
  unsafe text.withUnsafeBufferPointer { bytes in
    unsafe tokenizer.tokenize(bytes, into: &counter)
  }
  return counter.counts
}
// end

@Test func `a sink counts without keeping tokens`() {
  #expect(counts(of: Array("輝達的H-800".utf8)) == [.cjk: 3, .word: 1, .number: 1])
}
