/// A pair that OpenCC or Unihan ties and Sou does not.
struct CutVariantPair {
  /// Both ways round.
  let pair: Set<UInt32>
  let reason: String

  init(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ reason: String) {
    pair = [first.value, second.value]
    self.reason = reason
  }
}

/// Reviewed by hand; each with its reason. Pairs that simplification merged (发 of 發 and 髮) stay,
/// since a query in the other script can't tell them apart.
let cutVariantPairs: [CutVariantPair] = []
