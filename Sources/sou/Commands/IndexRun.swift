import SouDocuments
import SouIndex

/// One run of `sou index`: brings documents to the writer, shows how far it is, and sums up.
struct IndexRun {
  private let writer: IndexWriter
  private let isQuiet: Bool
  private var progress: Progress
  private var skippedCount = 0
  /// The bytes of what was read before the file at hand.
  private var byteCount = 0

  /// - Parameters:
  ///   - writer: The index.
  ///   - byteCount: The bytes to be read in all; nil if that is not known.
  ///   - isQuiet: True if only what went wrong is said.
  init(writer: IndexWriter, byteCount: Int?, isQuiet: Bool) {
    self.writer = writer
    self.isQuiet = isQuiet
    progress = Progress(total: byteCount, isQuiet: isQuiet)
  }

  /// Names what is left out.
  mutating func skip(_ problem: DocumentProblem) {
    progress.clear()
    say("sou: \(problem)")
    skippedCount += 1
  }

  /// Indexes a file, unless it is in the index as it is.
  mutating func index(_ file: SourceFile) throws {
    let isNeeded = try writer.begin(
      file: file.realPath, size: file.size, modified: file.modified, hash: file.contentHash)
    if isNeeded {
      let hash = try readDocuments(of: file) { try add($0, of: file.path, bytesRead: $1) }
      if let hash { try writer.end(hash: hash) }
    }
    byteCount += Int(file.size)
  }

  /// Indexes JSON lines from standard input; they are added to those of earlier runs.
  mutating func indexStandardInput() throws {
    guard try writer.begin(file: IndexWriter.standardInput) else { return }
    var bytesRead = 0
    try readStandardInput {
      bytesRead = $1
      try add($0, of: "standard input", bytesRead: $1)
    }
    byteCount += bytesRead
  }

  private mutating func add(
    _ result: Result<Document, DocumentProblem>, of path: String, bytesRead: Int
  ) throws {
    switch result {
    case .failure(let problem):
      skip(problem)
    case .success(let document):
      let outcome = try writer.add(
        locator: document.locator, title: document.title, body: document.body,
        source: document.source, date: document.date, language: document.language)
      if outcome == .replaced {
        progress.clear()
        say("sou: \(path): \(document.locator) comes twice; the last one counts")
      }
    }
    let counts = writer.counts
    progress.update(
      bytes: byteCount + bytesRead, documents: counts.added + counts.changed + counts.unchanged)
  }

  /// Commits, and says what was done.
  mutating func finish() throws {
    try writer.finish()
    progress.clear()
    guard !isQuiet else { return }
    let counts = writer.counts
    let parts = [
      (counts.added, "document", "added"), (counts.changed, "document", "changed"),
      (counts.removed, "document", "removed"), (counts.unchanged, "document", "unchanged"),
      (counts.skippedFiles, "file", "unchanged"),
    ]
    var done = parts.filter { $0.0 > 0 }.map { "\($0.0.counted($0.1)) \($0.2)" }
    if skippedCount > 0 { done.append("\(skippedCount.grouped) skipped") }
    let megabytes = Double(byteCount) / 1e6
    say(
      (done.isEmpty ? "nothing to do" : done.joined(separator: ", "))
        + "; \(megabytes.fixed(1)) MB in \(progress.seconds.fixed(1)) s"
        + " (\((megabytes / max(progress.seconds, 0.001)).fixed(1)) MB/s)")
  }
}
