import SouAnalysis

/// libFuzzer's entry: the first byte chooses options and mode, the rest is the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let choice = unsafe data[0]
  // A copy of exactly its size, so that the sanitizer sees a read past its end.
  let text = unsafe [UInt8](UnsafeBufferPointer(start: data + 1, count: count - 1))
  var options = TokenizerOptions()
  options.variants = choice & 1 != 0
  options.unigrams = choice & 2 != 0
  let modes = [TokenizerMode.document, .query, .queryForms]
  let contract = Contract(text: text, options: options, mode: modes[Int(choice >> 2) % 3])
  contract.check()
  return 0
}
