import SouUnicode

/// What a text is tokenized for.
public enum TokenizerMode: Sendable {
  /// To be indexed, marked or counted: every token.
  case document
  /// To be searched as one phrase: no colocated tokens, and a run that ends the text drops its
  /// trailing single unless it is all there is. U+0001 begins a verbatim term that goes on to the
  /// end of the text; `SouQuery` writes the canonical dates so.
  case query
  /// To find the other forms of a query: as `document`, and a month alone may also be written
  /// 2025-02 or 2025/02.
  case queryForms
}

/// Turns UTF-8 text into tokens with exact source ranges: DESIGN's section 3.
///
/// Han, kana, Hangul and South East Asian runs give overlapping bigrams, everything else words in
/// parts; see docs/analysis.md. It works on bytes, keeps its buffers from one text to the next, and
/// allocates nothing per token or text.
///
///     var tokenizer = Tokenizer()
///     for token in tokenizer.tokens(Array("輝達H800".utf8)) { … }   // 輝達, 達, h, 800
public struct Tokenizer: ~Copyable {
  /// What was chosen about the analysis.
  public let options: TokenizerOptions

  @usableFromInline let buffers: TokenizerBuffers

  /// Makes a tokenizer and its buffers (some 20 KB).
  public init(options: TokenizerOptions = TokenizerOptions()) {
    self.options = options
    buffers = TokenizerBuffers()
  }

  deinit { buffers.deallocate() }

  /// Gives every token of a text to a sink, in order of position.
  ///
  /// Total: every byte string is tokenized; each maximal ill-formed part is one break.
  ///
  /// - Parameters:
  ///   - bytes: The text, UTF-8.
  ///   - mode: What the tokens are for.
  ///   - sink: Takes the tokens.
  /// - Throws: What the sink throws; the rest of the text is then not read.
  /// - Complexity: O(n) time, constant memory, no allocation.
  @inlinable
  public mutating func tokenize<Sink: TokenSink & ~Copyable>(
    _ bytes: UnsafeBufferPointer<UInt8>, mode: TokenizerMode = .document, into sink: inout Sink
  ) throws(Sink.Failure) {
    var scanner = unsafe TokenScanner(bytes: bytes, options: options, mode: mode, buffers: buffers)
    try scanner.scan(into: &sink)
  }
}

/// The buffers of one tokenizer; a tokenizer owns them and frees them.
@usableFromInline
@safe
struct TokenizerBuffers {
  /// A term is at most this many bytes.
  @inlinable static var termLimit: Int { 255 }
  /// A chain's parts that are looked at together: up to four, and one to see that there are more.
  @inlinable static var partLimit: Int { 5 }
  /// Bytes for a bigram, and for the parts of a chain beside it.
  @inlinable static var bigramCapacity: Int { 16 }

  @usableFromInline let terms: UnsafeMutablePointer<UInt8>
  @usableFromInline let offsets: UnsafeMutablePointer<UInt16>
  @usableFromInline let parts: UnsafeMutablePointer<WordPart>
  @usableFromInline let clusters: UnsafeMutablePointer<FoldedScalar>

  @usableFromInline
  init() {
    let termBytes =
      Self.bigramCapacity
      + max(Self.partLimit * (Self.termLimit + 1), TokenScanner.stretchCapacity)
    unsafe terms = .allocate(capacity: termBytes)
    unsafe terms.initialize(repeating: 0, count: termBytes)
    unsafe offsets = .allocate(capacity: TokenScanner.offsetCapacity)
    unsafe offsets.initialize(repeating: 0, count: TokenScanner.offsetCapacity)
    unsafe parts = .allocate(capacity: Self.partLimit)
    unsafe parts.initialize(repeating: WordPart(), count: Self.partLimit)
    let clusterCount = 2 * FoldCursor.clusterCapacity
    unsafe clusters = .allocate(capacity: clusterCount)
    unsafe clusters.initialize(
      repeating: FoldedScalar(scalar: 0, bits: 0, start: 0, end: 0), count: clusterCount)
  }

  @usableFromInline
  func deallocate() {
    unsafe terms.deallocate()
    unsafe offsets.deallocate()
    unsafe parts.deallocate()
    unsafe clusters.deallocate()
  }
}
