import Foundation
import GRDB
import Testing

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
/// Other builds of Python may not be able to load extensions.
private let python = "/usr/bin/python3"

@Test func `a GRDB program finds as the page says`() throws {
  let folder = try TemporaryFolder()
  let notes = try openNotes(folder.path("note.db"))
  try notes.write { database in
    try database.execute(
      sql: """
        CREATE VIRTUAL TABLE note USING fts5(title, body, tokenize = 'sou');
        INSERT INTO note VALUES ('股市', '輝達(NVDA-US)股價下跌'), ('天氣', '晴');
        """)
  }
  #expect(try find("辉达 nvda", in: notes) == ["[輝達]([NVDA]-US)股價下跌"])
  #expect(try find("\"(", in: notes) == [])
}

@Test(
  .enabled(if: LoadedExtension.path != nil, LoadedExtension.absence),
  .enabled(if: FileManager.default.isExecutableFile(atPath: python), "needs \(python)"),
  arguments: [["Extension/Tests/recipes.py"], ["bench/probes", "--answers"]])
func `what the pages about the extension say holds`(script: [String]) throws {
  let process = Process()
  process.executableURL = URL(filePath: python)
  process.arguments = script
  process.currentDirectoryURL = root
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let printed = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  let text = String(decoding: printed, as: UTF8.self)
  #expect(process.terminationStatus == 0, "\(text)")
  for line in text.split(separator: "\n") where line.hasPrefix("skipped:") { print(line) }
}
