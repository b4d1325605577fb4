import Foundation

extension IndexWriter {
  /// Removes the files below the given paths that are no longer there, with their documents.
  ///
  /// A file that exists and cannot be read, or is below a folder that cannot be looked into, stays.
  ///
  /// - Parameters:
  ///   - paths: Files and folders, as given by the user; each exists.
  ///   - body: Receives each path that was removed.
  /// - Returns: How many files were removed.
  /// - Throws: `IndexError`.
  @discardableResult
  public func prune(
    below paths: [String], _ body: (String) -> Void = { _ in }
  ) throws(IndexError) -> Int {
    var removed = 0
    for path in paths {
      let root = realPath(of: path)
      var last = ""
      while true {
        let page = try files(below: root, after: last)
        guard let end = page.last else { break }
        last = end
        for path in page where hasVanished(path) {
          try remove(file: path)
          removed += 1
          body(path)
        }
      }
    }
    return removed
  }
}

/// The absolute path without symbolic links; `path` itself where the system knows none.
private func realPath(of path: String) -> String {
  guard let resolved = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

private func hasVanished(_ path: String) -> Bool {
  var status = stat()
  return unsafe stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)
}
