import GRDB
import SouAnalysis

/// The tables of an index, and what says that a SQLite file is one.
enum Schema {
  /// "Sou!" in the file's header (SQLite file format, offset 68).
  static let applicationID = 0x536F_7521
  /// The `user_version` of the files that this version writes.
  static let version = 2
  /// The oldest `user_version` that this version reads; its next writer upgrades such a file.
  private static let oldestVersion = 1

  /// Makes all tables in an empty database.
  static func create(_ options: TokenizerOptions, in db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE file(
          id INTEGER PRIMARY KEY,
          path TEXT NOT NULL UNIQUE,
          size INTEGER NOT NULL,
          modified INTEGER NOT NULL,
          hash INTEGER
        );
        -- The body last: whoever reads the other columns need not pass its overflow pages.
        CREATE TABLE document(
          id INTEGER PRIMARY KEY,
          file_id INTEGER NOT NULL REFERENCES file(id),
          locator TEXT NOT NULL,
          title TEXT NOT NULL,
          source TEXT NOT NULL,
          date TEXT NOT NULL,
          language TEXT NOT NULL,
          body TEXT NOT NULL,
          UNIQUE(locator, file_id)
        );
        CREATE INDEX document_file ON document(file_id);
        \(lengthTable)
        INSERT INTO meta(key, value) VALUES('created', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
        """)
    try createPosting(options, in: db)
  }

  /// See `LengthBlocks`.
  private static let lengthTable = """
    CREATE TABLE length(block INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    """

  /// Makes an older version's file one of this version.
  static func upgrade(_ db: Database) throws {
    guard try Int.fetchOne(db, sql: "PRAGMA user_version") == 1 else { return }
    try db.execute(sql: "\(lengthTable) PRAGMA user_version = \(version)")
  }

  /// Makes the empty FTS5 table, and says in `meta` by which analyzer.
  static func createPosting(_ options: TokenizerOptions, in db: Database) throws {
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE posting USING fts5(
          title, body, content='document', content_rowid='id', detail=full,
          tokenize='\(options.sql)'
        );
        -- On 45 MB of passages a fifth less time than with the defaults (1 MB, 4), as many segments.
        INSERT INTO posting(posting, rank) VALUES('hashsize', 4194304);
        INSERT INTO posting(posting, rank) VALUES('automerge', 8);
        -- No length counts for the new table.
        DELETE FROM meta WHERE key = 'lengths';
        """)
    try db.execute(
      sql: "INSERT OR REPLACE INTO meta(key, value) VALUES('options', ?), ('fingerprint', ?)",
      arguments: [options.sql, options.fingerprint])
  }

  /// Removes the FTS5 table.
  static func dropPosting(in db: Database) throws {
    do {
      try db.execute(sql: "DROP TABLE posting")
    } catch {
      // A tokenizer that this version does not know, or a damaged structure, keeps FTS5 from opening
      // the table, and so from dropping it. Its shadow tables are ordinary ones.
      try db.execute(
        sql: """
          PRAGMA writable_schema = ON;
          DELETE FROM sqlite_schema WHERE name = 'posting';
          PRAGMA writable_schema = RESET;
          """)
      for shadow in ["data", "idx", "docsize", "config"] {
        try db.execute(sql: "DROP TABLE IF EXISTS posting_\(shadow)")
      }
    }
  }

  enum State {
    /// A database without a table: a new one, or one whose first writer did not get to commit.
    case empty
    /// An index of this schema, or of an older one.
    case index(stored: Analyzer)
  }

  /// The analyzer that an index was made with.
  struct Analyzer {
    let options: String
    let fingerprint: String

    /// The options as far as this version knows them, with the newest analysis.
    var updated: TokenizerOptions {
      var words = options.split(separator: " ").dropFirst()
      words = words.prefix { $0 != "v" }
      return (try? TokenizerOptions(arguments: words.map { Array($0.utf8) })) ?? TokenizerOptions()
    }

    /// The options, if the analyzer at hand gives the same tokens.
    ///
    /// - Throws: `IndexError.otherAnalyzer`.
    func current(path: String) throws(IndexError) -> TokenizerOptions {
      let words = options.split(separator: " ").dropFirst().map { Array($0.utf8) }
      guard let options = try? TokenizerOptions(arguments: words),
        options.fingerprint == fingerprint
      else {
        throw .otherAnalyzer(
          path: path, stored: fingerprint, current: TokenizerOptions().fingerprint)
      }
      return options
    }
  }

  /// Looks at what a database file is, without changing it.
  ///
  /// - Throws: `IndexError.notAnIndex`, `.newerSchema`, or what SQLite says.
  static func state(of db: Database, path: String) throws -> State {
    let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if id == 0, try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0 {
      return .empty
    }
    guard id == applicationID else { throw IndexError.notAnIndex(path: path) }
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard (oldestVersion...self.version).contains(version) else {
      throw IndexError.newerSchema(path: path, version: version)
    }
    func meta(_ key: String) throws -> String {
      try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]) ?? ""
    }
    return .index(
      stored: Analyzer(options: try meta("options"), fingerprint: try meta("fingerprint")))
  }
}
