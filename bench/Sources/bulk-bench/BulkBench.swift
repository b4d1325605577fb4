import Foundation
import SouIndex

/// Builds an index of the same documents with Sou's own builder and through FTS5's inserts, in turns:
///
///     bulk-bench [--runs N] [--megabytes N] [--memory MB] FILE…
///
/// A file's documents end at U+001E, or are its lines where it has none. With --megabytes the text is
/// repeated up to that size, each copy with other words in it. Both store the documents, use Sou's
/// tokenizer, one cache size and the write-ahead log, and end with a truncating checkpoint. FTS5 runs
/// with each of the settings that were found best (`FTS5Settings`), and its fastest run counts.
@main
enum BulkBench {
  static func main() throws {
    var runs = 3
    var megabytes = 0
    var memory = 256
    var isAlone = false
    var only: Int?
    var files: [String] = []
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--runs": runs = arguments.popFirst().flatMap { Int($0) } ?? runs
      case "--megabytes": megabytes = arguments.popFirst().flatMap { Int($0) } ?? megabytes
      case "--memory": memory = arguments.popFirst().flatMap { Int($0) } ?? memory
      case "--alone": isAlone = true; only = arguments.popFirst().flatMap { Int($0) }
      default: files.append(argument)
      }
    }
    guard !files.isEmpty, runs > 0 else {
      print("usage: bulk-bench [--runs N] [--megabytes N] [--memory MB] FILE…")
      exit(2)
    }
    let corpus = try Corpus(files: files, bytes: megabytes * 1_000_000)
    print("\(corpus.documents.count) documents, \(corpus.byteCount) bytes")
    var builders: [any Builder] = [
      SouBuilder(threads: 1, memory: memory << 20), SouBuilder(threads: 2, memory: memory << 20),
    ]
    if !isAlone { builders += FTS5Settings.allCases.map { FTS5Builder(settings: $0) } }
    if let only { builders = [SouBuilder(threads: only, memory: memory << 20)] }
    var results = builders.map { _ in [Build]() }
    for run in 0..<runs {
      for (index, builder) in builders.enumerated() {
        let build = try Build(builder, corpus)
        results[index].append(build)
        print("run \(run + 1): \(builder.name): \(build)")
      }
    }
    let fts5 =
      zip(builders, results).filter { $0.0 is FTS5Builder }
      .map { $0.1.map(\.seconds).sorted()[runs / 2] }.min() ?? 0
    for (builder, builds) in zip(builders, results) {
      let seconds = builds.map(\.seconds).sorted()[runs / 2]
      let rate = Double(corpus.byteCount) / 1e6 / seconds
      print(
        "\(builder.name): \(rate.rounded(1)) MB/s, \((fts5 / seconds).rounded(2)) x FTS5, "
          + "index \((Double(builds[0].indexBytes) / Double(corpus.byteCount)).rounded(3)), "
          + "file \((Double(builds[0].fileBytes) / Double(corpus.byteCount)).rounded(3)) of the text"
      )
    }
    for builds in results where builds[0].postings != results[0][0].postings {
      print("the indexes do not hold the same postings")
      exit(1)
    }
  }
}

extension Double {
  func rounded(_ places: Int) -> String { String(format: "%.\(places)f", self) }
}
