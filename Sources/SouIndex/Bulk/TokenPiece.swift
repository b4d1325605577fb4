import SouAnalysis

/// The tokens of some documents, ready to be given numbers.
///
/// A term of at most seven bytes is its head, and stands in eight bytes; a longer one stands in `bytes`.
struct TokenPiece: ~Copyable, TokenSink {
  /// A row, its positions by column, and where among the tokens its columns end.
  struct Document: BitwiseCopyable {
    let rowid: Int64
    var title: UInt32
    var body: UInt32
    var titleEnd: UInt32
    var bodyEnd: UInt32
  }

  private(set) var documents: [Document] = []
  /// How many tokens there are.
  private(set) var count = 0
  private var tokens = PlainMemory<UInt64>(capacity: 0)
  /// Length, then bytes, of each long term, in their order.
  private var bytes: [UInt8] = []
  private var positions: UInt32 = 0

  /// In the lowest byte of a token, below the head of its term.
  static let isColocated: UInt64 = 1
  static let isLong: UInt64 = 2

  /// Adds the tokens of a document.
  mutating func append(
    rowid: Int64, title: UnsafeBufferPointer<UInt8>, body: UnsafeBufferPointer<UInt8>,
    tokenizer: inout Tokenizer
  ) {
    // A position takes a byte at least, and there are no more joined parts than positions.
    let most = count + 2 * (title.count + body.count)
    if most > tokens.capacity { tokens.grow(to: 2 * most, keeping: count) }
    unsafe tokenizer.tokenize(title, into: &self)
    var document = Document(
      rowid: rowid, title: positions, body: 0, titleEnd: UInt32(truncatingIfNeeded: count),
      bodyEnd: 0)
    positions = 0
    unsafe tokenizer.tokenize(body, into: &self)
    document.body = positions
    document.bodyEnd = UInt32(truncatingIfNeeded: count)
    positions = 0
    documents.append(document)
  }

  @inline(__always)
  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) {
    positions &+= colocated ? 0 : 1
    var token = unsafe TermTable.head(of: term)
    if term.count > TermTable.headLength {
      token = token & ~0xFF | Self.isLong
      bytes.append(UInt8(truncatingIfNeeded: term.count))
      unsafe bytes.append(contentsOf: term)
    }
    tokens[count] = token | (colocated ? Self.isColocated : 0)
    count &+= 1
  }

  mutating func removeAll() {
    documents.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    count = 0
  }

  /// The tokens, and the long terms among them one after the other, each behind its length.
  func withTokens(
    _ body: (_ tokens: UnsafeMutableBufferPointer<UInt64>, _ longTerms: UnsafeBufferPointer<UInt8>)
      -> Void
  ) {
    unsafe tokens.withElements(count) { tokens in
      unsafe bytes.withUnsafeBufferPointer { unsafe body(tokens, $0) }
    }
  }
}
