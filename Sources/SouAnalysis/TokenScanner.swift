public import SouUnicode

/// The state of one pass over one text.
///
/// `scan` looks at the class under the cursor and calls the scanner for it; each scanner reads on to
/// the first scalar that is not its own. They stand in files of their own: runs, words, numbers,
/// dates, emoji; plain text, which is nearly all, goes through one that needs no cursor.
///
/// Methods are `mutating` even where they change nothing: called on a scanner that is being changed,
/// others would get a copy of it, which costs more than what they do.
///
/// This module's unsafe code is in the scanner and its cursor. Invariants: `bigram` has
/// `bigramCapacity` bytes and never holds more than two scalars (8 bytes); `word` has room for
/// `partLimit` parts of `termLimit` bytes, and every append checks that limit; it has room, too, for
/// what a plain stretch folds to (`stretchCapacity`); `offsets` has `offsetCapacity` places.
@usableFromInline
@safe
struct TokenScanner {
  @usableFromInline var cursor: FoldCursor
  @usableFromInline let mode: TokenizerMode
  @usableFromInline let unigrams: Bool
  /// True where every token stands for itself: not in a query, whose last run is a special one.
  @usableFromInline let scansPlainText: Bool
  /// Of a plain scalar's payload the bits that turn it into what it folds to: none without variants.
  @usableFromInline let foldMask: UInt64
  @usableFromInline let bigram: UnsafeMutablePointer<UInt8>
  @usableFromInline let word: UnsafeMutablePointer<UInt8>
  @usableFromInline let offsets: UnsafeMutablePointer<UInt16>
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
    cursor = unsafe FoldCursor(
      bytes: bytes, variants: options.variants, pending: buffers.clusters,
      spare: buffers.clusters + FoldCursor.clusterCapacity)
    self.mode = mode
    unigrams = options.unigrams && mode != .query
    scansPlainText = !options.unigrams && mode != .query
    foldMask = options.variants ? .max : 0
    unsafe bigram = unsafe buffers.terms
    unsafe word = unsafe buffers.terms + TokenizerBuffers.bigramCapacity
    unsafe offsets = unsafe buffers.offsets
    unsafe parts = unsafe buffers.parts
  }

  /// No colocated token is given, no date looked for, and the last run drops its trailing single.
  @inlinable
  var isQuery: Bool { mode == .query }

  @inlinable
  mutating func scan<Sink: TokenSink & ~Copyable>(into sink: inout Sink) throws(Sink.Failure) {
    while !cursor.isAtEnd {
      if scansPlainText, cursor.pendingCount == 0 {
        try scanPlainText(into: &sink)
        if cursor.isAtEnd { break }
      }
      switch cursor.rawClass {
      case ScalarClass.cjk.rawValue, ScalarClass.hangul.rawValue, ScalarClass.sea.rawValue:
        try scanRun(into: &sink)
      case ScalarClass.letter.rawValue:
        try scanChain(into: &sink)
      case ScalarClass.digit.rawValue:
        try scanNumber(into: &sink)
      case ScalarClass.emoji.rawValue:
        try scanEmoji(into: &sink)
      default:
        if isQuery, cursor.scalar == 1 {
          try giveVerbatim(into: &sink)
        } else {
          cursor.advance()
        }
      }
    }
    if held.length > 0, held.isAlone { try giveHeld(into: &sink) }
  }

  /// Gives one token whose term is `count` bytes at `term`.
  @inlinable
  func give<Sink: TokenSink & ~Copyable>(
    _ term: UnsafePointer<UInt8>, _ count: Int, start: Int, end: Int, colocated: Bool,
    into sink: inout Sink
  ) throws(Sink.Failure) {
    unsafe try sink.receive(
      UnsafeBufferPointer(start: term, count: count), start: start, end: end, colocated: colocated)
  }

  /// The single that was held back belongs to a run that does not end the text.
  @inlinable
  mutating func giveHeld<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    guard held.length > 0 else { return }
    let single = held
    held.length = 0
    for index in 0..<single.length {
      unsafe word[index] = UInt8(truncatingIfNeeded: single.bytes >> (8 * UInt32(index)))
    }
    unsafe try give(
      word, single.length, start: single.start, end: single.end, colocated: false, into: &sink)
  }

  /// The rest of the text after U+0001 is one term.
  @inlinable
  mutating func giveVerbatim<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    let start = cursor.end
    let end = unsafe cursor.bytes.count
    if start < end {
      try giveHeld(into: &sink)
      let count = min(end - start, TokenizerBuffers.termLimit)
      for index in 0..<count { unsafe word[index] = unsafe cursor.bytes[start + index] }
      unsafe try give(word, count, start: start, end: end, colocated: false, into: &sink)
    }
    cursor.seek(to: end)
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

  /// Keeps `length` bytes, at most four, at `term`.
  @inlinable
  init(_ term: UnsafePointer<UInt8>, length: Int, start: Int, end: Int, isAlone: Bool) {
    for index in 0..<length {
      unsafe bytes |= UInt32(term[index]) << (8 * UInt32(truncatingIfNeeded: index))
    }
    self.length = length
    self.start = start
    self.end = end
    self.isAlone = isAlone
  }
}
