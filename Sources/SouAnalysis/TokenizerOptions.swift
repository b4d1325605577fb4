internal import SouUnicode

/// Why the words after `tokenize = 'sou` were refused.
public enum TokenizerOptionError: Error, Equatable, Sendable {
  /// No option has this name.
  case unknownOption(name: [UInt8])
  /// The option stands without a value, or its value is not one that it takes.
  case badValue(name: [UInt8])
  /// The analysis has no such version; an index that asks for it was made by a newer Sou.
  case unknownVersion
}

/// What can be chosen about the analysis; settled when an index is made, and stored in it.
public struct TokenizerOptions: Equatable, Sendable {
  /// The newest version of the analysis.
  public static var newestVersion: Int { 1 }

  /// True if Han variants fold to one representative a class.
  public var variants = true
  /// True if every character of a run also gives a colocated term of its own.
  public var unigrams = false
  /// The version of the analysis.
  public var version = TokenizerOptions.newestVersion

  /// The defaults: variants on, unigrams off, the newest version.
  public init() {}

  /// Reads the words that follow the tokenizer's name in SQL: pairs of a name and a value, such as
  /// `variants 0 unigrams 1 v 1`.
  ///
  /// - Throws: `TokenizerOptionError` for an unknown name, a bad value, or an unknown version.
  public init(arguments: [[UInt8]]) throws(TokenizerOptionError) {
    var index = 0
    while index < arguments.count {
      let name = arguments[index]
      guard index + 1 < arguments.count else { throw .badValue(name: name) }
      let value = arguments[index + 1]
      if name == Self.bytes("variants") {
        variants = try Self.flag(value, name: name)
      } else if name == Self.bytes("unigrams") {
        unigrams = try Self.flag(value, name: name)
      } else if name == Self.bytes("v") {
        guard value == [0x31] else { throw .unknownVersion }
        version = 1
      } else {
        throw .unknownOption(name: name)
      }
      index += 2
    }
  }

  /// The value of `tokenize =` in `CREATE VIRTUAL TABLE`, spelled out in full.
  public var sql: String {
    "sou variants \(variants ? 1 : 0) unigrams \(unigrams ? 1 : 0) v \(version)"
  }

  /// Version, options and tables in one word: two analyzers with equal fingerprints give the same
  /// tokens for every text.
  public var fingerprint: String {
    "\(sql) tables \(String(tableChecksum, radix: 16))"
  }

  private static func bytes(_ text: StaticString) -> [UInt8] {
    text.withUTF8Buffer { unsafe [UInt8]($0) }
  }

  private static func flag(
    _ value: [UInt8], name: [UInt8]
  ) throws(TokenizerOptionError) -> Bool {
    guard value.count == 1, value[0] == 0x30 || value[0] == 0x31 else {
      throw .badValue(name: name)
    }
    return value[0] == 0x31
  }
}
