public import SouUnicode

/// Emoji: a sequence (modifiers, ZWJ, tags, flags) is one token, its first emoji a colocated one.
///
/// It is read from the source, since ZWJ and tags, ignorable everywhere else, belong to it.
extension TokenScanner {
  @inlinable
  mutating func scanEmoji<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    if unsafe isQuery { try unsafe giveHeld(into: &sink) }
    let sequence = unsafe readEmoji()
    try unsafe give(
      word, sequence.length, start: sequence.start, end: sequence.end, colocated: false,
      into: &sink)
    guard unsafe !isQuery, sequence.firstLength < sequence.length else { return }
    try unsafe give(
      word, sequence.firstLength, start: sequence.start, end: sequence.firstEnd, colocated: true,
      into: &sink)
  }

  /// Reads one sequence into `word`; the cursor is on an emoji.
  @usableFromInline
  mutating func readEmoji() -> EmojiSequence {
    var source = unsafe SourceReader(bytes: cursor.bytes, offset: cursor.start)
    var sequence = EmojiSequence()
    unsafe sequence.start = unsafe cursor.start
    let first = unsafe source.scalar
    unsafe append(&source, to: &sequence)
    if isRegionalIndicator(first) {
      if unsafe isRegionalIndicator(source.scalar) { unsafe append(&source, to: &sequence) }
      unsafe source.skipExtenders()
      unsafe sequence.end = unsafe source.offset
      sequence.firstLength = sequence.length  // A flag has no first emoji.
    } else {
      unsafe readElements(&source, into: &sequence)
    }
    unsafe cursor.seek(to: sequence.end)
    return sequence
  }

  /// Reads what belongs to the emoji just read, and the elements that ZWJ ties to it.
  private mutating func readElements(
    _ source: inout SourceReader, into sequence: inout EmojiSequence
  ) {
    sequence.firstLength = sequence.length
    unsafe sequence.firstEnd = unsafe source.endOfExtenders()
    while true {
      if unsafe isModifier(source.scalar) || isTag(source.scalar) {
        guard unsafe fits(source.scalar, in: sequence) else { break }
        unsafe append(&source, to: &sequence)
      } else if unsafe source.scalar == 0x200D {
        var next = unsafe source
        unsafe next.advance()
        guard unsafe next.isEmoji, unsafe fits(0x200D, next.scalar, in: sequence) else { break }
        unsafe append(&source, to: &sequence)
        unsafe append(&source, to: &sequence)
      } else if unsafe source.isExtender {
        unsafe source.advance()
      } else {
        break
      }
    }
    unsafe source.skipExtenders()
    unsafe sequence.end = unsafe source.offset
  }

  private mutating func append(_ source: inout SourceReader, to sequence: inout EmojiSequence) {
    sequence.length += unsafe encodeUTF8(source.scalar, into: word + sequence.length)
    unsafe source.advance()
  }

  private func fits(_ scalar: UInt32, _ next: UInt32? = nil, in sequence: EmojiSequence) -> Bool {
    sequence.length + utf8Length(scalar) + (next.map(utf8Length) ?? 0) <= TokenizerBuffers.termLimit
  }
}

/// An emoji sequence in the scanner's word buffer.
@usableFromInline
struct EmojiSequence {
  @usableFromInline var length = 0
  @usableFromInline var start = 0
  @usableFromInline var end = 0
  /// Bytes of the first emoji's term; equal to `length` if there is nothing else.
  @usableFromInline var firstLength = 0
  @usableFromInline var firstEnd = 0

  @inlinable
  init() {}
}

/// Reads source scalars as they stand, unfolded.
private struct SourceReader {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where `scalar` begins.
  var offset: Int
  /// The scalar at `offset`; 0 at the end.
  var scalar: UInt32 = 0
  private var next: Int

  init(bytes: UnsafeBufferPointer<UInt8>, offset: Int) {
    unsafe self.bytes = unsafe bytes
    unsafe self.offset = offset
    unsafe next = offset
    unsafe decode()
  }

  mutating func advance() {
    unsafe offset = unsafe next
    unsafe decode()
  }

  private mutating func decode() {
    if unsafe next < bytes.count {
      unsafe scalar = unsafe decodeScalar(bytes, at: &next)
    } else {
      unsafe scalar = 0
    }
  }

  var isEmoji: Bool { unsafe scalarEntry(of: scalar).scalarClass == .emoji }

  /// Marks and ignorables, which drop out of the term (ZWJ and tags where they tie nothing).
  var isExtender: Bool {
    let scalarClass = unsafe scalarEntry(of: scalar).scalarClass
    return scalarClass == .ignorable || scalarClass == .mark
  }

  mutating func skipExtenders() {
    while unsafe isExtender { unsafe advance() }
  }

  /// Where the variation selectors behind the emoji end.
  func endOfExtenders() -> Int {
    var copy = unsafe self
    while unsafe copy.isExtender, unsafe copy.scalar != 0x200D, unsafe !isTag(copy.scalar) {
      unsafe copy.advance()
    }
    return unsafe copy.offset
  }
}

private func isRegionalIndicator(_ scalar: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar) }
private func isModifier(_ scalar: UInt32) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar) }
private func isTag(_ scalar: UInt32) -> Bool { (0xE0020...0xE007F).contains(scalar) }
