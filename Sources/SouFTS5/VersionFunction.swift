internal import CSouSQLite
internal import SouAnalysis

/// The version of Sou, as `sou --version` and `sou_version()` give it.
public var souVersion: StaticString { "0.1.0" }

/// `sou_version()`: the version of Sou. `sou_version(tokenize)`: which version of the analysis this
/// value of FTS5's option `tokenize` means, or an error that says why FTS5 refuses it, which FTS5
/// itself does not tell.
func version(
  _ context: OpaquePointer?, count: Int32, values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let result = unsafe SQLResult(context) else { return }
  let arguments = unsafe SQLArguments(values, count: count)
  guard arguments.count > 0 else {
    result.set(souVersion.withUTF8Buffer { unsafe [UInt8]($0) })
    return
  }
  let words = arguments[0].bytes.split(separator: 0x20).map { Array($0) }
  guard words.first == [0x73, 0x6F, 0x75] else {
    result.fail("sou_version: the tokenizer's name is 'sou'")
    return
  }
  do {
    result.set(try TokenizerOptions(arguments: Array(words.dropFirst())).version)
  } catch {
    result.fail(error.message)
  }
}

extension TokenizerOptionError {
  /// What is wrong and what to do.
  var message: StaticString {
    switch self {
    case .unknownOption:
      "sou: there is no such option; the options are variants 0|1, unigrams 0|1 and v VERSION"
    case .badValue:
      "sou: the options are variants 0|1, unigrams 0|1 and v VERSION; another value was given, or none"
    case .unknownVersion:
      "sou: no such version of the analysis; load a newer Sou, or make the table again without 'v'"
    }
  }
}
