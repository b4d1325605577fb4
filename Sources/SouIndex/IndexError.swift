import GRDB

/// Why an index cannot be opened, read or written.
public enum IndexError: Error, Equatable, Sendable {
  /// No file is at the path.
  case noIndex(path: String)
  /// The file is no SQLite database, or another program's.
  case notAnIndex(path: String)
  /// The file has a schema that this version does not know.
  case newerSchema(path: String, version: Int)
  /// The file was made with another analyzer, so its terms may not be this one's.
  case otherAnalyzer(path: String, stored: String, current: String)
  /// The file exists, and has other options than were asked for.
  case otherOptions(path: String, stored: String, asked: String)
  /// Another process held the file's write lock longer than this one waits.
  case busy(path: String)
  /// The file or its folder may not be written.
  case readOnly(path: String)
  /// The file is to be made in a folder that does not exist.
  case noFolder(path: String)
  /// The file may not be read.
  case unreadable(path: String)
  /// The folder is read-only, and what the last writer committed still stands in the log.
  case logLeft(path: String)
  /// No room is left where the file is.
  case diskFull(path: String)
  /// The file's content contradicts itself.
  case damaged(path: String, detail: String)
  /// The document is beyond what SQLite can store.
  case tooLarge(path: String, locator: String)
  /// SQLite failed in another way, in its own words.
  case failed(path: String, code: Int, message: String)
}

extension IndexError: CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  public var description: String {
    switch self {
    case .noIndex(let path):
      "no index at \(path); make one: sou index PATH"
    case .notAnIndex(let path):
      "\(path) is not an index of Sou; move it away, or name another file with --index"
    case .newerSchema(let path, let version):
      "\(path) was made by a newer sou (schema \(version), this one knows \(Schema.version)); "
        + "update sou, or make another index with --index"
    case .otherAnalyzer(let path, let stored, let current):
      "\(path) was made by another analyzer (\(stored); this one is \(current)); "
        + "analyse its documents again: sou index --rebuild"
    case .otherOptions(let path, let stored, let asked):
      "\(path) has other options (\(stored)) than asked for (\(asked)); "
        + "analyse its documents with the new ones: sou index --rebuild"
    case .busy(let path):
      "another process is writing \(path); wait until it is done, and try again"
    case .readOnly(let path):
      "\(path) cannot be written; check the permissions of the file and its folder"
    case .noFolder(let path):
      "\(path) is in a folder that does not exist; make the folder, or name another file with --index"
    case .unreadable(let path):
      "\(path) cannot be opened; check the permissions of the file and its folder"
    case .logLeft(let path):
      "\(path) is in a folder that cannot be written, beside a log that a writer left (\(path)-wal); "
        + "run 'sou check' once with permission to write"
    case .diskFull(let path):
      "the disk is full at \(path); make room and run the same command again, it goes on from there"
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)); rebuild its postings: sou index --rebuild, "
        + "or remove it and index again"
    case .tooLarge(let path, let locator):
      "\(locator) is too large for one document in \(path); split it"
    case .failed(let path, let code, let message):
      "\(path): SQLite error \(code): \(message); see 'sou check'"
    }
  }
}

extension IndexError {
  /// What an error of SQLite's means for the index at `path`.
  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = error as? IndexError ?? .failed(path: path, code: 1, message: "\(error)")
      return
    }
    let message = error.message ?? ""
    switch error.extendedResultCode {
    // A shared memory file that cannot grow is how a full disk shows first.
    case .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_SHMMAP:
      self = .diskFull(path: path)
      return
    default: break
    }
    switch error.resultCode {
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    case .SQLITE_READONLY: self = .readOnly(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .unreadable(path: path)
    case .SQLITE_NOTADB: self = .notAnIndex(path: path)
    case .SQLITE_CORRUPT: self = .damaged(path: path, detail: message)
    case .SQLITE_TOOBIG: self = .tooLarge(path: path, locator: "a document")
    default: self = .failed(path: path, code: Int(error.resultCode.rawValue), message: message)
    }
  }
}
