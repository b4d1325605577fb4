/// A ratio that is reported, and how good it has to be on which script.
enum Ratio: String, CaseIterable {
  /// Sou's speed as a share of the decoding loop's.
  case shareOfDecode = "of decode"
  /// Sou's speed through the callback over that of `unicode61`.
  case timesUnicode61 = "x unicode61"
  /// Sou's speed through the callback over that of `trigram`.
  case timesTrigram = "x trigram"
  /// The time with Han variants over the time without.
  case variantsCost = "variants cost"

  /// The ratio as measured.
  func value(in measurement: Measurement) -> Double {
    switch self {
    case .shareOfDecode: measurement.speed(of: .sou, over: .decode)
    case .timesUnicode61: measurement.speed(of: .souCallback, over: .unicode61)
    case .timesTrigram: measurement.speed(of: .souCallback, over: .trigram)
    case .variantsCost: measurement.speed(of: .souWithoutVariants, over: .sou)
    }
  }

  /// What is asked for on a text of that name; nil if nothing is.
  func bound(for script: String) -> Bound? {
    switch (self, script) {
    case (.shareOfDecode, "zh-Hant"), (.shareOfDecode, "zh-Hans"): .atLeast(0.35)
    case (.shareOfDecode, "ja"), (.shareOfDecode, "ko"): .atLeast(0.35)
    case (.shareOfDecode, "mixed"): .atLeast(0.25)
    case (.shareOfDecode, "latin"): .atLeast(0.12)
    case (.timesUnicode61, "zh-Hant"), (.timesUnicode61, "zh-Hans"): .atLeast(3)
    case (.timesUnicode61, "ja"): .atLeast(3)
    case (.timesUnicode61, "ko"): .atLeast(2)
    case (.timesUnicode61, "mixed"): .atLeast(1.5)
    case (.timesUnicode61, "latin"): .atLeast(1)
    case (.timesTrigram, "zh-Hant"), (.timesTrigram, "zh-Hans"): .atLeast(3)
    case (.timesTrigram, "ja"), (.timesTrigram, "ko"): .atLeast(3)
    case (.variantsCost, _): .below(1.15)
    default: nil
    }
  }
}

/// What a ratio has to be.
enum Bound {
  case atLeast(Double)
  case below(Double)

  /// True if the ratio is good enough.
  func isMet(by ratio: Double) -> Bool {
    switch self {
    case .atLeast(let least): ratio >= least
    case .below(let limit): ratio < limit
    }
  }
}

/// A bound held against what was measured.
struct Verdict {
  let script: String
  let ratio: Ratio
  let value: Double
  let bound: Bound

  /// The size of the shortest text that is judged, in bytes.
  private static let shortest = 1_000_000

  var isMet: Bool { bound.isMet(by: value) }

  /// The verdicts on one text, in the order of the ratios.
  ///
  /// None on a short text: a processor learns its branches by heart, and then decoding alone is
  /// faster than on any text seen once.
  static func all(on measurement: Measurement) -> [Verdict] {
    guard measurement.byteCount >= shortest else { return [] }
    return Ratio.allCases.compactMap { ratio in
      guard let bound = ratio.bound(for: measurement.name) else { return nil }
      return Verdict(
        script: measurement.name, ratio: ratio, value: ratio.value(in: measurement), bound: bound)
    }
  }
}
