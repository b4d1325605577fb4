import Foundation
import SouIndex
import SouSearch

/// Answers queries of an index for `bench/run`, in one process: `search-bench INDEX QUERIES`.
///
/// The protocol, which bench/peers/worker.py describes, is that of all engines measured.
@main
enum SearchBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      print("usage: search-bench INDEX QUERIES")
      exit(2)
    }
    let engine = Engine(
      searcher: Searcher(try IndexReader(path: arguments[1])),
      queries: try BenchQuery.all(ofFile: arguments[2]))
    while let line = readLine() {
      let words = line.split(separator: "\t").map(String.init)
      switch (words.first, words.count) {
      case ("time", 2): try answer(engine.time(kind: words[1]))
      case ("hits", 4):
        try engine.hits(kind: words[1], limit: Int(words[2]) ?? 10, file: words[3])
        try answer(Pass(ns: [], found: [], cpu_ns: 0))
      default: throw BadCommand(line: line)
      }
    }
  }

  private static func answer(_ pass: Pass) throws {
    FileHandle.standardOutput.write(try JSONEncoder().encode(pass) + [UInt8(ascii: "\n")])
  }
}

private struct BadCommand: Error { let line: String }

/// A line of the file of queries: kind, mode, id, text, with tabs between.
private struct BenchQuery {
  let kind: String
  let id: String
  let text: String
  let step: SearchStep

  static func all(ofFile path: String) throws -> [Self] {
    try String(contentsOf: URL(filePath: path), encoding: .utf8)
      .split(separator: "\n").map { line in
        let fields = line.split(separator: "\t", maxSplits: 3).map(String.init)
        guard fields.count == 4 else { throw BadCommand(line: String(line)) }
        return Self(
          kind: fields[0], id: fields[2], text: fields[3],
          step: fields[1] == "any" ? .any : .strict)
      }
  }
}

/// What one pass over the queries of a kind took, in the protocol's names.
private struct Pass: Encodable {
  var ns: [UInt64]
  var found: [Int]
  var cpu_ns: UInt64
}

private struct Engine {
  let searcher: Searcher
  let queries: [BenchQuery]

  func search(_ query: BenchQuery, limit: Int) throws -> [Hit] {
    var options = SearchOptions(limit: limit)
    options.step = query.step
    options.snippetWidth = 0
    return try searcher.search(query.text, options: options).hits
  }

  func time(kind: String) throws -> Pass {
    var pass = Pass(ns: [], found: [], cpu_ns: 0)
    let start = processorTime()
    for query in queries where query.kind == kind {
      let began = DispatchTime.now().uptimeNanoseconds
      let found = try search(query, limit: 10).count
      pass.ns.append(DispatchTime.now().uptimeNanoseconds - began)
      pass.found.append(found)
    }
    pass.cpu_ns = processorTime() - start
    return pass
  }

  func hits(kind: String, limit: Int, file: String) throws {
    var text = ""
    for query in queries where query.kind == kind {
      for (rank, hit) in try search(query, limit: limit).enumerated() {
        text += "\(query.id)\tQ0\t\(hit.locator)\t\(rank + 1)\t\(hit.score)\tsou\n"
      }
    }
    try Data(text.utf8).write(to: URL(filePath: file))
  }
}

/// This process's time on a processor, in nanoseconds.
private func processorTime() -> UInt64 {
  var time = timespec()
  unsafe _ = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
