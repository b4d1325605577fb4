/// Receives tokens as the tokenizer finds them; the receiver decides what a token is worth keeping.
///
/// A sink that cannot fail sets `Failure = Never`. It is generic and inlined into the tokenizer, so
/// that a token costs no call through a table and no allocation.
public protocol TokenSink: ~Copyable {
  /// What stops the tokenizer.
  associatedtype Failure: Error

  /// Takes one token.
  ///
  /// - Parameters:
  ///   - term: The folded term, UTF-8; valid during the call only.
  ///   - start: The first byte of the source text that the token came from.
  ///   - end: One past the last byte.
  ///   - colocated: True if the token shares the position of the one before it; otherwise it takes
  ///     the next position.
  /// - Throws: `Failure`, which ends the tokenizing.
  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) throws(Failure)
}
