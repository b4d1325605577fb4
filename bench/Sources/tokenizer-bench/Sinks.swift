import CYardsticks
import SouAnalysis

/// Counts tokens and the bytes of their terms; inlined into the tokenizer.
struct CountingSink: TokenSink {
  typealias Failure = Never

  var tokenCount = 0
  var termByteCount = 0

  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) {
    tokenCount &+= 1
    termByteCount &+= term.count
  }
}

/// Hands each token to a C function with `xToken`'s signature, as SouFTS5 does.
@safe
struct CallbackSink: TokenSink {
  struct Stop: Error {}

  // The context outlives the call of `tokenize` that this sink lives in.
  let context: UnsafeMutablePointer<token_count>
  let callback: token_callback

  mutating func receive(
    _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, colocated: Bool
  ) throws(Stop) {
    let code = unsafe callback(
      context, colocated ? 1 : 0,
      UnsafeRawPointer(term.baseAddress)?.assumingMemoryBound(to: CChar.self),
      Int32(truncatingIfNeeded: term.count), Int32(truncatingIfNeeded: start),
      Int32(truncatingIfNeeded: end))
    guard code == 0 else { throw Stop() }
  }
}
