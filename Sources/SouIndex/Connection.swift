import Foundation
import GRDB
import SouFTS5

/// How connections to an index are opened: with Sou's tokenizer and rank function on each.
enum Connection {
  /// For a writer: makes the file if there is none. `timeout` is how long to wait for another
  /// process's lock, in seconds.
  static func writable(path: String, timeout: Double) throws -> DatabaseQueue {
    var configuration = configuration(timeout: timeout)
    // A batch is a transaction that spans many calls.
    configuration.allowsUnsafeTransactions = true
    do {
      return try DatabaseQueue(path: absolute(path), configuration: configuration)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      let folder = URL(filePath: path).deletingLastPathComponent().path
      if isFolder(path) { throw IndexError.notAnIndex(path: path) }
      if !isFolder(folder) { throw IndexError.noFolder(path: path) }
      if !FileManager.default.fileExists(atPath: path) { throw IndexError.readOnly(path: path) }
      throw error
    }
  }

  /// For a reader: makes no file, and leaves none behind.
  static func readable(path: String, timeout: Double) throws -> DatabaseQueue {
    guard FileManager.default.fileExists(atPath: path) else {
      throw IndexError.noIndex(path: path)
    }
    guard !isFolder(path) else { throw IndexError.notAnIndex(path: path) }
    do {
      // Not mode=ro: such a connection cannot remove the log and the shared memory that it makes.
      return try open(path, "mode=rw", timeout: timeout)
    } catch let error as DatabaseError {
      // In a folder that may not be written, or on a full disk, SQLite has nowhere to put its shared
      // memory. Where no log stands, it needs none.
      let needsLog = logSize(path) > 0
      switch error.resultCode {
      case .SQLITE_CANTOPEN, .SQLITE_READONLY:
        guard FileManager.default.isReadableFile(atPath: path) else { throw error }
        if needsLog { throw IndexError.logLeft(path: path) }
      case .SQLITE_IOERR where !needsLog, .SQLITE_FULL where !needsLog: break
      default: throw error
      }
      return try open(path, "mode=ro&immutable=1", timeout: timeout)
    }
  }

  private static func open(
    _ path: String, _ parameters: String, timeout: Double
  ) throws -> DatabaseQueue {
    var allowed = CharacterSet.urlPathAllowed
    allowed.remove(charactersIn: "?#%")
    let escaped = absolute(path).addingPercentEncoding(withAllowedCharacters: allowed) ?? path
    var configuration = configuration(timeout: timeout)
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(
      path: "file:\(escaped)?\(parameters)", configuration: configuration)
    // The first look at the file: a missing shared memory shows here.
    try queue.inDatabase { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
    return queue
  }

  private static func configuration(timeout: Double) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(timeout)
    configuration.prepareDatabase { db in
      guard let connection = unsafe db.sqliteConnection else { return }
      try unsafe registerSou(on: connection)
    }
    return configuration
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Absolute, so that no path is taken for a URI or a name of SQLite's (`:memory:`).
  private static func absolute(_ path: String) -> String {
    URL(filePath: path).path
  }

  /// The size of the write-ahead log, in bytes; 0 if there is none.
  private static func logSize(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
