import Foundation
import Testing

/// Whole help screens, as files under Goldens; `UPDATE_GOLDENS=1 scripts/test` writes them anew.
@Test(arguments: [
  "", "index", "search", "show", "remove", "optimize", "check", "stats", "tokenize", "eval",
  "bench tokenizer", "bench search",
])
func `a help screen stays as it was read and approved`(name: String) throws {
  let arguments = name.split(separator: " ").map(String.init) + ["--help"]
  let screen = try Command(arguments).run().output
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/sou \(name).txt".replacing(" .txt", with: ".txt"))
  if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil {
    try Data(screen.utf8).write(to: file)
  }
  #expect(try screen == String(contentsOf: file, encoding: .utf8))
}
