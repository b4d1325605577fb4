import SouRanking
import SouTestSupport
import Testing

private let example = RankPlan(
  phrases: [
    (leaf: -1, weight: 1), (leaf: 0, weight: 1), (leaf: 0, weight: 0.8), (leaf: 2, weight: 0),
  ],
  fieldWeights: [2, 1])

@Test func `a plan survives its bytes`() {
  #expect(example.leafCount == 3)
  #expect(RankPlan(bytes: example.bytes) == example)
  #expect(RankPlan(bytes: RankPlan(phrases: []).bytes) == RankPlan(phrases: []))
}

@Test func `the bytes of a plan stay as they are`() {
  let plan = RankPlan(phrases: [(leaf: -1, weight: 1), (leaf: 1, weight: 0.5)], fieldWeights: [2])
  let expected: [UInt8] = [
    1,
    2, 0, 0, 0,
    0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F,
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F,
    1, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0x40,
  ]
  #expect(plan.bytes == expected)
}

@Test func `without a plan each phrase is a leaf`() {
  let plan = RankPlan.plain(phraseCount: 3)
  #expect(plan.phrases.map(\.leaf) == [0, 1, 2])
  #expect(plan.phrases.allSatisfy { $0.weight == 1 })
  #expect(plan.leafCount == 3)
}

@Test func `a plan cut short or drawn out is none`() {
  let bytes = example.bytes
  for count in 0..<bytes.count { #expect(RankPlan(bytes: Array(bytes[..<count])) == nil) }
  #expect(RankPlan(bytes: bytes + [0]) == nil)
}

@Test func `a plan has one version, leaves below its phrases and finite weights`() {
  #expect(RankPlan(bytes: [2] + example.bytes.dropFirst()) == nil)
  for leaf in [4, -2] {
    var bytes = example.bytes
    bytes[5] = UInt8(truncatingIfNeeded: leaf)
    #expect(RankPlan(bytes: bytes) == nil)
  }
  for weight in [-1, .infinity, .nan, -.leastNonzeroMagnitude] as [Double] {
    #expect(RankPlan(bytes: RankPlan(phrases: [(leaf: 0, weight: weight)]).bytes) == nil)
    #expect(RankPlan(bytes: RankPlan(phrases: [], fieldWeights: [weight]).bytes) == nil)
  }
}

@Test(arguments: 0..<20 as Range<UInt64>)
func `any bytes are a plan or none`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  for _ in 0..<500 {
    var bytes = example.bytes
    for _ in 0...Int.random(in: 0...3, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
    }
    if let plan = RankPlan(bytes: bytes) {
      #expect(plan.bytes == bytes, "seed \(seed): \(bytes)")
    }
    _ = RankPlan(bytes: bytes.shuffled(using: &random))
  }
}
