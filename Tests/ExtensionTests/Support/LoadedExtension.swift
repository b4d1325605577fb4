import CSouSQLite
import Foundation
import GRDB
import Testing

/// The loadable extension, which `scripts/build-extension` makes.
enum LoadedExtension {
  static let path: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: ".build/extension/libsou.so").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  static let absence: Comment = "no .build/extension/libsou.so; make it: scripts/build-extension"

  /// A connection to a file, or to a database in memory, with the extension alone.
  static func open(_ file: String? = nil) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { try load(on: $0) }
    return try file.map { try DatabaseQueue(path: $0, configuration: configuration) }
      ?? DatabaseQueue(configuration: configuration)
  }

  static func load(on database: Database) throws {
    guard let connection = unsafe database.sqliteConnection, let path else { return }
    unsafe sqlite3_enable_load_extension(connection, 1)
    var message: UnsafeMutablePointer<CChar>?
    let code = unsafe sqlite3_load_extension(connection, path, nil, &message)
    let text = unsafe message.map { unsafe String(cString: $0) }
    unsafe sqlite3_free(message)
    guard code == SQLITE_OK else {
      throw DatabaseError(resultCode: .init(rawValue: code), message: text)
    }
  }
}
