extension RankPlan {
  private static let version: UInt8 = 1

  /// The plan as bytes, for the second argument of `sou_rank`.
  public var bytes: [UInt8] {
    var bytes = [Self.version]
    append(UInt32(truncatingIfNeeded: phrases.count), to: &bytes)
    for phrase in phrases {
      append(UInt32(bitPattern: Int32(truncatingIfNeeded: phrase.leaf ?? -1)), to: &bytes)
      append(phrase.weight.bitPattern, to: &bytes)
    }
    append(UInt32(truncatingIfNeeded: fieldWeights.count), to: &bytes)
    for weight in fieldWeights { append(weight.bitPattern, to: &bytes) }
    return bytes
  }

  /// Reads a plan back; nil where the bytes are not those of a plan: another version, another
  /// length, a leaf that is not below the number of phrases, or a weight that is negative or not
  /// finite.
  ///
  /// - Parameter bytes: Any bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.first == Self.version else { return nil }
    var reader = Reader(bytes: bytes, offset: 1)

    guard let phraseCount = reader.count(ofItemsOfBytes: 12) else { return nil }
    var phrases: [(leaf: Int, weight: Double)] = []
    phrases.reserveCapacity(phraseCount)
    for _ in 0..<phraseCount {
      guard let leaf: UInt32 = reader.integer(), let weight = reader.weight() else { return nil }
      let signedLeaf = Int(Int32(bitPattern: leaf))
      guard signedLeaf >= -1, signedLeaf < phraseCount else { return nil }
      phrases.append((leaf: signedLeaf, weight: weight))
    }

    guard let fieldCount = reader.count(ofItemsOfBytes: 8) else { return nil }
    var fieldWeights: [Double] = []
    fieldWeights.reserveCapacity(fieldCount)
    for _ in 0..<fieldCount {
      guard let weight = reader.weight() else { return nil }
      fieldWeights.append(weight)
    }

    guard reader.offset == bytes.count else { return nil }
    self.init(phrases: phrases, fieldWeights: fieldWeights)
  }
}

private func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
  for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
    bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
  }
}

private struct Reader {
  let bytes: [UInt8]
  var offset: Int

  mutating func integer<Value: FixedWidthInteger>() -> Value? {
    let size = Value.bitWidth / 8
    guard bytes.count - offset >= size else { return nil }
    var value: Value = 0
    for index in 0..<size { value |= Value(bytes[offset + index]) << Value(index * 8) }
    offset += size
    return value
  }

  mutating func weight() -> Double? {
    guard let bits: UInt64 = integer() else { return nil }
    let weight = Double(bitPattern: bits)
    return weight.isFinite && weight >= 0 ? weight : nil
  }

  /// A number of items that the bytes left can hold, so that no lie reserves memory.
  mutating func count(ofItemsOfBytes size: Int) -> Int? {
    guard let count: UInt32 = integer(), Int(count) <= (bytes.count - offset) / size else {
      return nil
    }
    return Int(count)
  }
}
