import CYardsticks
import SouAnalysis

/// One of the ways through a text that are measured beside each other.
enum Contender: String, CaseIterable {
  /// Reads the bytes and sums them.
  case read
  /// Decodes the scalars and sums them.
  case decode
  /// Sou's tokenizer with all folding, to a counting sink.
  case sou
  /// The same without Han variants.
  case souWithoutVariants = "no variants"
  /// The same as `sou`, through the C callback.
  case souCallback = "callback"
  /// SQLite's `unicode61`, through the C callback.
  case unicode61
  /// SQLite's `trigram`, through the C callback.
  case trigram
}

/// What a contender found; the same in every run.
struct Answer: Equatable {
  /// The tokens; 0 for a loop that finds none.
  var tokenCount = 0
  /// The sum of the bytes or scalars, or the number of bytes of all terms.
  var sum: UInt64
}

/// The contenders' tokenizers, made once.
struct Contenders: ~Copyable {
  private var tokenizer = Tokenizer()
  private var withoutVariants = Tokenizer(options: .withoutVariants)
  private let builtins: Builtins

  init(builtins: Builtins) { self.builtins = builtins }

  /// Goes once through the text.
  mutating func run(
    _ contender: Contender, on bytes: UnsafeBufferPointer<UInt8>
  ) throws -> Answer {
    switch contender {
    case .read: unsafe Answer(sum: sum_of_bytes(bytes.baseAddress, bytes.count))
    case .decode: unsafe Answer(sum: sum_of_scalars(bytes.baseAddress, bytes.count))
    case .sou: unsafe count(bytes, with: &tokenizer)
    case .souWithoutVariants: unsafe count(bytes, with: &withoutVariants)
    case .souCallback: try unsafe countThroughCallback(bytes)
    case .unicode61: try unsafe builtins.unicode61.run(on: bytes)
    case .trigram: try unsafe builtins.trigram.run(on: bytes)
    }
  }

  /// What Sou's tokenizer answers when asked for an array of tokens.
  mutating func collected(_ bytes: [UInt8]) -> Answer {
    let tokens = tokenizer.tokens(bytes)
    return Answer(tokenCount: tokens.count, sum: tokens.reduce(0) { $0 + UInt64($1.term.count) })
  }

  private mutating func countThroughCallback(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws -> Answer {
    var count = token_count()
    try unsafe withUnsafeMutablePointer(to: &count) { context in
      var sink = unsafe CallbackSink(context: context, callback: counting_callback())
      try unsafe tokenizer.tokenize(bytes, into: &sink)
    }
    return Answer(count)
  }
}

extension TokenizerOptions {
  fileprivate static var withoutVariants: TokenizerOptions {
    var options = TokenizerOptions()
    options.variants = false
    return options
  }
}

private func count(
  _ bytes: UnsafeBufferPointer<UInt8>, with tokenizer: inout Tokenizer
) -> Answer {
  var sink = CountingSink()
  unsafe tokenizer.tokenize(bytes, into: &sink)
  return Answer(tokenCount: sink.tokenCount, sum: UInt64(sink.termByteCount))
}

extension Answer {
  init(_ count: token_count) {
    self.init(tokenCount: Int(count.tokens), sum: UInt64(count.term_bytes))
  }
}

/// SQLite's tokenizers.
struct Builtins {
  fileprivate let unicode61: BuiltinTokenizer
  fileprivate let trigram: BuiltinTokenizer

  init() throws {
    unicode61 = try BuiltinTokenizer(name: "unicode61")
    trigram = try BuiltinTokenizer(name: "trigram")
  }
}

/// One of FTS5's own tokenizers, with its default options.
@safe
private struct BuiltinTokenizer {
  private let name: String
  private let tokenizer: OpaquePointer

  init(name: String) throws {
    guard let tokenizer = unsafe builtin_tokenizer_open(name) else {
      throw BenchError.noBuiltin(name)
    }
    self.name = name
    unsafe self.tokenizer = unsafe tokenizer
  }

  func run(on bytes: UnsafeBufferPointer<UInt8>) throws -> Answer {
    var count = token_count()
    let text = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    // `InputText` holds no more bytes than an Int32 counts.
    let code = unsafe builtin_tokenizer_run(tokenizer, text, Int32(bytes.count), &count)
    guard code == 0 else { throw BenchError.builtinFailed(name, code: code) }
    return Answer(count)
  }
}
