import SouUnicode

/// Emoji: a sequence (modifiers, ZWJ, tags, flags) is one token, its first emoji a colocated one.
///
/// It is read from the source, since ZWJ and tags, ignorable everywhere else, belong to it.
extension TokenScanner {
  @inlinable
  mutating func scanEmoji<Sink: TokenSink & ~Copyable>(
    into sink: inout Sink
  ) throws(Sink.Failure) {
    if isQuery { try giveHeld(into: &sink) }
    let sequence = readEmoji()
    unsafe try give(
      word, sequence.length, start: sequence.start, end: sequence.end, colocated: false,
      into: &sink)
    guard !isQuery, sequence.firstLength < sequence.length else { return }
    unsafe try give(
      word, sequence.firstLength, start: sequence.start, end: sequence.firstEnd, colocated: true,
      into: &sink)
  }

  /// Reads one sequence into `word`; the cursor is on an emoji.
  @usableFromInline
  mutating func readEmoji() -> EmojiSequence {
    var source = unsafe SourceReader(bytes: cursor.bytes, offset: cursor.start)
    var sequence = EmojiSequence()
    sequence.start = cursor.start
    let first = source.scalar
    append(&source, to: &sequence)
    if isRegionalIndicator(first) {
      if isRegionalIndicator(source.scalar) { append(&source, to: &sequence) }
      source.skipExtenders()
      sequence.end = source.offset
      sequence.firstLength = sequence.length  // A flag has no first emoji.
    } else {
      readElements(&source, into: &sequence)
    }
    cursor.seek(to: sequence.end)
    return sequence
  }

  /// Reads what belongs to the emoji just read, and the elements that ZWJ ties to it.
  private mutating func readElements(
    _ source: inout SourceReader, into sequence: inout EmojiSequence
  ) {
    sequence.firstLength = sequence.length
    sequence.firstEnd = source.endOfExtenders()
    while true {
      if isModifier(source.scalar) || isTag(source.scalar) {
        guard fits(source.scalar, in: sequence) else { break }
        append(&source, to: &sequence)
      } else if source.scalar == 0x200D {
        var next = source
        next.advance()
        guard next.isEmoji, fits(0x200D, next.scalar, in: sequence) else { break }
        append(&source, to: &sequence)
        append(&source, to: &sequence)
      } else if source.isExtender {
        source.advance()
      } else {
        break
      }
    }
    source.skipExtenders()
    sequence.end = source.offset
  }

  private mutating func append(_ source: inout SourceReader, to sequence: inout EmojiSequence) {
    unsafe sequence.length += encodeUTF8(source.scalar, into: word + sequence.length)
    source.advance()
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

/// Reads the source's scalars one by one, ignorables included; what folds to an emoji counts as it.
@safe
private struct SourceReader {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where `scalar` begins.
  var offset: Int
  /// The scalar at `offset`; 0 at the end.
  var scalar: UInt32 = 0
  private var next: Int

  init(bytes: UnsafeBufferPointer<UInt8>, offset: Int) {
    unsafe self.bytes = unsafe bytes
    self.offset = offset
    next = offset
    decode()
  }

  mutating func advance() {
    offset = next
    decode()
  }

  private mutating func decode() {
    if unsafe next < bytes.count {
      scalar = unsafe decodeScalar(bytes, at: &next)
      let entry = scalarEntry(of: scalar)
      // U+21AE is an emoji, U+2194, and a mark.
      if entry.scalarClass == .emoji, entry.foldKind == .single { scalar = entry.payload }
    } else {
      scalar = 0
    }
  }

  var isEmoji: Bool { scalarEntry(of: scalar).scalarClass == .emoji }

  /// Marks and ignorables, which drop out of the term (ZWJ and tags where they tie nothing).
  var isExtender: Bool {
    let scalarClass = scalarEntry(of: scalar).scalarClass
    return scalarClass == .ignorable || scalarClass == .mark
  }

  mutating func skipExtenders() {
    while isExtender { advance() }
  }

  /// Where the variation selectors behind the emoji end.
  func endOfExtenders() -> Int {
    var copy = self
    while copy.isExtender, copy.scalar != 0x200D, !isTag(copy.scalar) {
      copy.advance()
    }
    return copy.offset
  }
}

private func isRegionalIndicator(_ scalar: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar) }
private func isModifier(_ scalar: UInt32) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar) }
private func isTag(_ scalar: UInt32) -> Bool { (0xE0020...0xE007F).contains(scalar) }
