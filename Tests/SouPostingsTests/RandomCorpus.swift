import SouTestSupport

/// Random documents of plain ASCII terms, that any tokenizer takes as they are.
struct RandomCorpus {
  var documents: [(rowid: Int64, columns: [String])] = []

  /// Some terms are rare and some frequent, "every" is in every row, and a few rows repeat one term
  /// thousands of times, so that their lists go over several pages.
  init(seed: UInt64, rows: Int, columns: Int) {
    var generator = SplitMix64(seed: seed)
    let terms = (0..<400).map { _ in
      String(
        decoding: (0..<Int.random(in: 1...40, using: &generator)).map { _ in
          "abcdefgh01".utf8.randomElement(using: &generator) ?? 0
        }, as: UTF8.self)
    }
    var rowid = Int64.random(in: -1_000_000...1_000_000, using: &generator)
    for _ in 0..<rows {
      let gap = Int64(1) << Int64.random(in: 0...Int64.random(in: 0...40, using: &generator))
      rowid += Int64.random(in: 1...gap, using: &generator)
      documents.append(
        (
          rowid,
          (0..<columns).map { column in
            var words = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
              // The square of a random number prefers the first terms.
              let place = Double.random(in: 0..<1, using: &generator)
              return terms[Int(place * place * Double(terms.count))]
            }
            if column == 0 { words.insert("every", at: words.count / 2) }
            if Int.random(in: 0..<500, using: &generator) == 0 {
              words += Array(
                repeating: terms[0], count: Int.random(in: 1...9000, using: &generator))
            }
            return words.joined(separator: " ")
          }
        ))
    }
  }
}
