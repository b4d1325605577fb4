import Foundation
import GRDB

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

  /// The files of the index in or below a path, a page of them in the order of their paths.
  ///
  /// - Parameters:
  ///   - root: A real path.
  ///   - last: The last file of the page before.
  /// - Returns: At most 1,000 paths.
  /// - Throws: `IndexError`.
  private func files(below root: String, after last: String) throws(IndexError) -> [String] {
    let folder = root.hasSuffix("/") ? root : root + "/"
    return try write { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT path FROM file
          WHERE (path = :root OR (path >= :folder AND path < :end)) AND path > :last
          ORDER BY path LIMIT 1000
          """,
        // "0" is the byte after "/".
        arguments: [
          "root": root, "folder": folder, "end": folder.dropLast() + "0", "last": last,
        ])
    }
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
