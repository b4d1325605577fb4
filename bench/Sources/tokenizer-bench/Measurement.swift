import Foundation

/// How fast each contender went through one text.
struct Measurement {
  let name: String
  let byteCount: Int
  /// The contenders' answers, the same in every run.
  let answers: [Contender: Answer]
  /// The median of a contender's runs, in seconds of processor time for one pass.
  let seconds: [Contender: Double]

  /// A run goes through at least so many bytes, as many times through the text as that takes.
  static let bytesPerRun = 4_000_000

  /// Lets the contenders take turns, once to warm up and then in timed runs.
  ///
  /// - Throws: `BenchError.answersDiffer` if an answer changes from one run to the next, or is not
  ///   that of another way to the same.
  init(of text: InputText, runs: Int, by contenders: inout Contenders) throws {
    let answers = try contenders.checkedAnswers(on: text)
    let passes = (Self.bytesPerRun + text.bytes.count - 1) / text.bytes.count
    var samples: [Contender: [Double]] = [:]
    for _ in 0..<runs {
      for contender in Contender.allCases {
        let start = processorSeconds()
        for _ in 0..<passes {
          let answer = try contenders.answer(of: contender, on: text.bytes)
          try same(contender.rawValue, on: text, answer, answers[contender])
        }
        let duration = processorSeconds() - start
        samples[contender, default: []].append(duration / Double(passes))
      }
    }
    name = text.name
    byteCount = text.bytes.count
    self.answers = answers
    seconds = samples.mapValues(median)
  }

  /// The speed of a contender in MB (of 1,000,000 bytes) a second.
  func speed(of contender: Contender) -> Double {
    Double(byteCount) / (seconds[contender] ?? .nan) / 1e6
  }

  /// How many times as fast as another a contender is.
  func speed(of contender: Contender, over other: Contender) -> Double {
    speed(of: contender) / speed(of: other)
  }
}

extension Contenders {
  /// The beginning of a text whose tokens are also asked for as an array, in bytes.
  private static let sliceBytes = 65_536

  /// Every contender's answer, held against another way to the same where there is one.
  fileprivate mutating func checkedAnswers(on text: InputText) throws -> [Contender: Answer] {
    var answers: [Contender: Answer] = [:]
    for contender in Contender.allCases {
      answers[contender] = try answer(of: contender, on: text.bytes)
    }
    try same(
      "the decoding loop", on: text, Answer(sum: text.naiveSumOfScalars), answers[.decode])
    try same("the callback", on: text, answers[.souCallback], answers[.sou])
    let slice = text.prefix(Self.sliceBytes)
    try same("an array of tokens", on: text, collected(slice), answer(of: .sou, on: slice))
    return answers
  }

  fileprivate mutating func answer(of contender: Contender, on bytes: [UInt8]) throws -> Answer {
    try unsafe bytes.withUnsafeBufferPointer { try unsafe run(contender, on: $0) }
  }
}

private func same(_ what: String, on text: InputText, _ one: Answer?, _ other: Answer?) throws {
  guard one == other else { throw BenchError.answersDiffer(what, text: text.name, one, other) }
}

/// The seconds that this thread has run; others on the same core don't count.
private func processorSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
