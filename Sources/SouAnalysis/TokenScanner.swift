public import SouUnicode

/// The state of one pass over one text.
///
/// `scan` looks at the class under the cursor and calls the scanner for it; each scanner reads on to
/// the first scalar that is not its own. They stand in files of their own: runs, words, numbers,
/// dates, emoji.
///
/// This module's unsafe code is in the scanner and its cursor. Invariants: `bigram` has
/// `bigramCapacity` bytes and never holds more than two scalars (8 bytes); `word` has room for
/// `partLimit` parts of `termLimit` bytes, and every append checks that limit.
@usableFromInline
struct TokenScanner {
  @usableFromInline var cursor: FoldCursor
  @usableFromInline let mode: TokenizerMode
  @usableFromInline let unigrams: Bool
  @usableFromInline let bigram: UnsafeMutablePointer<UInt8>
  @usableFromInline let word: UnsafeMutablePointer<UInt8>
  @usableFromInline let parts: UnsafeMutablePointer<WordPart>

  /// In query mode the trailing single of the last run, until it is known whether another token
  /// follows; its bytes, packed, the first in the low byte.
  @usableFromInline var held = HeldSingle()
  /// Commas before this byte group digits, and those before `ungroupedEnd` do not; the rest is not
  /// known yet.
  @usableFromInline var groupedEnd = 0
  @usableFromInline var ungroupedEnd = 0

  @inlinable
  init(
    bytes: UnsafeBufferPointer<UInt8>, options: TokenizerOptions, mode: TokenizerMode,
    buffers: TokenizerBuffers
  ) {
    unsafe cursor = unsafe FoldCursor(
      bytes: bytes, variants: options.variants, pending: buffers.clusters,
      spare: buffers.clusters + FoldCursor.clusterCapacity)
    self.mode = mode
    unigrams = options.unigrams && mode != .query
    unsafe bigram = unsafe buffers.terms
    unsafe word = unsafe buffers.terms + TokenizerBuffers.bigramCapacity
    unsafe parts = unsafe buffers.parts
  }

  /// Colocated tokens are given, and dates looked for.
  @inlinable
  var isQuery: Bool { unsafe mode == .query }

  @inlinable
  mutating func scan<Sink: TokenSink & ~Copyable>(into sink: inout Sink) throws(Sink.Failure) {
    while unsafe !cursor.isAtEnd {
      switch unsafe cursor.rawClass {
      case ScalarClass.cjk.rawValue, ScalarClass.hangul.rawValue, ScalarClass.sea.rawValue:
        try unsafe scanRun(into: &sink)
      case ScalarClass.letter.rawValue:
        try unsafe scanChain(into: &sink)
      case ScalarClass.digit.rawValue:
        try unsafe scanNumber(into: &sink)
      case ScalarClass.emoji.rawValue:
        try unsafe scanEmoji(into: &sink)
      default:
        if unsafe isQuery, unsafe cursor.scalar == 1 {
          try unsafe giveVerbatim(into: &sink)
        } else {
          unsafe cursor.advance()
        }
      }
    }
    if unsafe held.length > 0, unsafe held.isAlone { try unsafe giveHeld(into: &sink) }
  }

  /// Gives one token whose term is `count` bytes at `term`.
  @inlinable
  func give<Sink: TokenSink & ~Copyable>(
    _ term: UnsafePointer<UInt8>, _ count: Int, start: Int, end: Int, colocated: Bool,
    into sink: inout Sink
  ) throws(Sink.Failure) {
    try unsafe sink.receive(
      UnsafeBufferPointer(start: term, count: count), start: start, end: end, colocated: colocated)
  }

  /// The single that was held back belongs to a run that does not end the text.
  @inlinable
  mutating func giveHeld<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    guard unsafe held.length > 0 else { return }
    let single = unsafe held
    unsafe held.length = 0
    for index in 0..<single.length {
      unsafe word[index] = UInt8(truncatingIfNeeded: single.bytes >> (8 * UInt32(index)))
    }
    try unsafe give(
      word, single.length, start: single.start, end: single.end, colocated: false, into: &sink)
  }

  /// The rest of the text after U+0001 is one term.
  @inlinable
  mutating func giveVerbatim<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    let start = unsafe cursor.end
    let end = unsafe cursor.bytes.count
    if start < end {
      try unsafe giveHeld(into: &sink)
      let count = min(end - start, TokenizerBuffers.termLimit)
      for index in 0..<count { unsafe word[index] = unsafe cursor.bytes[start + index] }
      try unsafe give(word, count, start: start, end: end, colocated: false, into: &sink)
    }
    unsafe cursor.seek(to: end)
  }
}

/// A run's trailing single, held back in query mode.
@usableFromInline
struct HeldSingle {
  @usableFromInline var bytes: UInt32 = 0
  @usableFromInline var length = 0
  @usableFromInline var start = 0
  @usableFromInline var end = 0
  /// True if the run is this one character.
  @usableFromInline var isAlone = false

  @inlinable
  init() {}
}
