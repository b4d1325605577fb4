import Foundation
import Testing

/// What each target may import, along the data's way (ARCHITECTURE.md). SwiftPM compiles an
/// undeclared import of a transitive dependency, so this table is what holds the layers apart.
private let allowedImports: [String: Set<String>] = [
  "SouUnicode": ["CSouTables"],
  "SouAnalysis": ["SouUnicode"],
  "SouRanking": [],
  "SouQuery": ["SouAnalysis", "SouUnicode"],
  "SouSnippet": ["SouAnalysis", "SouUnicode"],
  "SouFTS5": [
    "SouUnicode", "SouAnalysis", "SouRanking", "SouQuery", "SouSnippet", "CSouSQLite",
  ],
  "SouPostings": [],
  "SouDocuments": ["SouUnicode", "Foundation"],
  "SouIndex": [
    "SouFTS5", "SouAnalysis", "SouPostings", "SouRanking", "CSouSQLite", "CSouSystem", "GRDB",
    "Foundation", "Dispatch",
  ],
  "SouSearch": [
    "SouIndex", "SouPostings", "SouQuery", "SouRanking", "SouSnippet", "SouAnalysis", "SouUnicode",
    "Foundation",
  ],
  "SouEvaluation": ["SouSearch", "Foundation"],
  "sou": [
    "SouUnicode", "SouAnalysis", "SouQuery", "SouSnippet", "SouFTS5", "SouDocuments", "SouIndex",
    "SouSearch", "SouEvaluation", "ArgumentParser", "Foundation",
  ],
]

private let sources = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Sources")

@Test func `every Swift target has a row`() throws {
  let targets = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    .filter { !$0.hasPrefix("C") && !$0.hasPrefix(".") }
  #expect(Set(targets).isSubset(of: allowedImports.keys))
}

@Test(arguments: allowedImports.keys.sorted())
func `a target imports only what stands before it`(target: String) throws {
  for (file, module) in try imports(ofTarget: target) {
    #expect(allowedImports[target]?.contains(module) == true, "\(file) imports \(module)")
  }
}

/// Each import in a target's files, as (file, module); `import struct A.B` counts as A.
private func imports(ofTarget target: String) throws -> [(file: String, module: String)] {
  let folder = sources.appending(path: target)
  let files =
    FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
  return try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      .split(separator: "\n")
      .compactMap { line -> (file: String, module: String)? in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"),
          words[..<index].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }),
          let name = words[(index + 1)...].first(where: { !kinds.contains($0) })
        else { return nil }
        return (file, String(name.prefix { $0 != "." }))
      }
  }
}

private let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
private let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
