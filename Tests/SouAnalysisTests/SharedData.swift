import Foundation

/// Sets and suites that lie beside the project and are not part of it; tests that need them say so
/// when they are absent.
let sharedData = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "shared/data")

/// True if a file or folder is there.
func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
