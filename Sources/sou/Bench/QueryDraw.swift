import SouIndex
import SouUnicode

/// Draws queries from the documents of an index: the same ones for the same seed and documents.
struct QueryDraw {
  private let reader: IndexReader
  private let ids: ClosedRange<Int64>
  private var random: SplitMix64

  init(_ reader: IndexReader, seed: UInt64) throws {
    guard let ids = try reader.ids() else {
      throw Failure("\(reader.path) has no document; index some, or name another with --index")
    }
    self.reader = reader
    self.ids = ids
    random = SplitMix64(state: seed)
  }

  /// As many queries of a kind; fewer where the documents have no such text.
  mutating func queries(_ kind: BenchKind, count: Int) throws -> [BenchQuery] {
    var queries: [BenchQuery] = []
    for _ in 0..<count * 20 where queries.count < count {
      guard let text = try text(kind) else { continue }
      queries.append(BenchQuery(kind: kind.rawValue, text: text))
    }
    return queries
  }

  private mutating func text(_ kind: BenchKind) throws -> String? {
    let body = try reader.body(from: Int64.random(in: ids, using: &random))
    switch kind {
    case .char1: return piece(of: runs(body), 1...1)
    case .char2: return piece(of: runs(body), 2...2)
    case .phrase: return piece(of: runs(body), 4...6)
    case .words:
      let runs = runs(body).filter { $0.count >= 2 }.shuffled(using: &random)
      guard runs.count >= 2, let first = piece(of: [runs[0]], 2...4),
        let second = piece(of: [runs[1]], 2...4)
      else { return nil }
      return first + " " + second
    case .question:
      return body.split { "。！？!?\n".contains($0) }
        .filter { (8...60).contains($0.unicodeScalars.count) && !runs(String($0)).isEmpty }
        .randomElement(using: &random)
        .map(String.init)
    }
  }

  /// A stretch of a run, of a length in scalars that is drawn; shorter where every run is.
  private mutating func piece(of runs: [[Unicode.Scalar]], _ lengths: ClosedRange<Int>) -> String? {
    let fitting = runs.filter { $0.count >= lengths.lowerBound }
    guard let run = fitting.randomElement(using: &random) else { return nil }
    let count = min(run.count, Int.random(in: lengths, using: &random))
    let start = Int.random(in: 0...run.count - count, using: &random)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: run[start..<start + count])
    return String(text)
  }

  /// The text's stretches of Han, kana and Hangul.
  private func runs(_ text: String) -> [[Unicode.Scalar]] {
    text.unicodeScalars.split { scalar in
      switch scalarEntry(of: scalar.value).scalarClass {
      case .cjk, .hangul: false
      default: true
      }
    }.map(Array.init)
  }
}

/// The SplitMix64 generator (Steele, Lea, Flood 2014).
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
