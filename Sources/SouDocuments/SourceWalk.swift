import Foundation

/// Finds the files that the given paths name: each path that is a file, and the `.txt`, `.md` and
/// `.jsonl` files in each that is a folder, at any depth, in the order of their names.
///
/// Hidden files and folders are passed over unless they are named themselves. A file or folder that
/// is reached twice, by a symbolic link or because two paths overlap, is visited once.
///
/// - Parameters:
///   - paths: Files and folders, relative to the working folder or absolute.
///   - body: Receives each file, or what was wrong with a path or a folder.
/// - Throws: What `body` throws.
/// - Complexity: Some 50 bytes of memory a file.
public func forEachSourceFile(
  in paths: [String], _ body: (Result<SourceFile, DocumentProblem>) throws -> Void
) rethrows {
  var walk = SourceWalk()
  for path in paths { try walk.visit(path: path, body) }
}

private struct SourceWalk {
  private var visited: Set<FileStatus.Identity> = []

  typealias Body = (Result<SourceFile, DocumentProblem>) throws -> Void

  /// Visits a path that was given.
  mutating func visit(path: String, _ body: Body) rethrows {
    let status: FileStatus
    do {
      status = try FileStatus(path: path)
    } catch {
      let isMissing = error.number == ENOENT || error.number == ENOTDIR
      return try body(
        .failure(
          isMissing ? .missingPath(path: path) : .unreadable(path: path, reason: error.reason)))
    }
    if status.isFolder {
      var foundFile = false
      try visit(folder: path, locator: "", status) {
        foundFile = true
        try body($0)
      }
      if !foundFile { try body(.failure(.noDocuments(folder: path))) }
    } else if let kind = SourceFile.Kind(path: path), status.isFile {
      let name = URL(filePath: path).lastPathComponent
      try visit(file: path, locator: name, status, kind, body)
    } else {
      try body(.failure(.unknownFormat(path: path)))
    }
  }

  /// Visits a folder; `locator` is its path below the one given, empty or with a slash at its end.
  private mutating func visit(
    folder: String, locator: String, _ status: FileStatus, _ body: Body
  ) rethrows {
    guard visited.insert(status.identity).inserted else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      // Foundation's own words are long and vague; the system's are at hand.
      let isReadable = unsafe access(folder, R_OK) == 0
      let reason = isReadable ? error.localizedDescription : SystemError().reason
      return try body(.failure(.unreadable(path: folder, reason: reason)))
    }
    // By bytes: Swift's order of strings would depend on its version of Unicode.
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      let status: FileStatus
      do {
        status = try FileStatus(path: path)
      } catch {
        // A link that leads nowhere is no document; a document that cannot be reached is told.
        if SourceFile.Kind(path: path) != nil {
          try body(.failure(.unreadable(path: path, reason: error.reason)))
        }
        continue
      }
      if status.isFolder {
        try visit(folder: path, locator: locator + name + "/", status, body)
      } else if status.isFile, let kind = SourceFile.Kind(path: name) {
        try visit(file: path, locator: locator + name, status, kind, body)
      }
    }
  }

  private mutating func visit(
    file path: String, locator: String, _ status: FileStatus, _ kind: SourceFile.Kind, _ body: Body
  ) rethrows {
    guard visited.insert(status.identity).inserted else { return }
    try body(
      .success(
        SourceFile(
          locator: locator, path: path, realPath: realPath(of: path), size: status.size,
          modified: status.modified, kind: kind)))
  }
}

/// The absolute path without symbolic links; `path` itself where the system knows none.
private func realPath(of path: String) -> String {
  guard let resolved = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}
