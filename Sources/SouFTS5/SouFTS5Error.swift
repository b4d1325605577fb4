/// Why a connection could not be given Sou's functions.
public enum SouFTS5Error: Error, Equatable, Sendable, CustomStringConvertible {
  /// This SQLite has no FTS5, or one older than 3.20 (2017); the code is SQLite's.
  case noFTS5(code: Int32)
  /// SQLite or FTS5 refused a registration; the code is SQLite's.
  case registration(code: Int32)

  /// What went wrong and what to do, without the code.
  public var message: StaticString {
    switch self {
    case .noFTS5: "SQLite has no usable FTS5; use a build with SQLITE_ENABLE_FTS5"
    case .registration: "SQLite refused Sou's functions; open a new connection and try again"
    }
  }

  /// What went wrong, what to do, and the code.
  public var description: String {
    switch self {
    case .noFTS5(let code), .registration(let code): "\(message) (code \(code))"
    }
  }
}
