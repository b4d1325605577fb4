import GRDB
import SouRanking

/// How long documents are, for a scorer: `Norm`'s byte for each field.
///
/// It keeps what it has read for as long as nobody writes to the file.
package final class LengthReader {
  private let path: String
  private var db: Database?
  private var dataVersion: Int?
  private var areCurrent = false

  /// As many blocks as there are entries, each in the one that its number's low bits name: no memory
  /// beyond 32 MB, whatever the ids are. An entry's tag is its block's number.
  private var tags: [Int64?] = []
  private var blocks: [[UInt8]] = []
  private static let entryCount = 4096

  init(path: String) { self.path = path }

  /// Is called first in each read transaction, and `norms` only within it.
  ///
  /// - Parameters:
  ///   - db: The connection.
  ///   - dataVersion: What SQLite's `PRAGMA data_version` gives in that transaction.
  /// - Throws: What SQLite says.
  func begin(_ db: Database, dataVersion: Int) throws {
    self.db = db
    guard dataVersion != self.dataVersion else { return }
    self.dataVersion = nil
    tags = Array(repeating: nil, count: Self.entryCount)
    blocks = Array(repeating: [], count: Self.entryCount)
    areCurrent = try LengthBlocks.areCurrent(db)
    self.dataVersion = dataVersion
  }

  /// The lengths of a document.
  ///
  /// - Parameter id: The document's row.
  /// - Returns: `Norm`'s byte of title and body; 0 and 0 where there is no such document.
  /// - Throws: `IndexError`.
  /// - Complexity: O(1) after the first document of a block.
  package func norms(of id: Int64) throws(IndexError) -> (title: UInt8, body: UInt8) {
    let number = id >> LengthBlocks.shift
    let entry = Int(number & Int64(Self.entryCount - 1))
    if tags[entry] != number { try load(number, into: entry) }
    let index = LengthBlocks.index(of: id)
    let title = blocks[entry][index]
    let body = blocks[entry][index + 1]
    guard title | body == 0 else { return (title, body) }
    return try ask(id, entry: entry, index: index)
  }

  private func load(_ number: Int64, into entry: Int) throws(IndexError) {
    blocks[entry] = try read { db in
      areCurrent
        ? try LengthBlocks.block(number, db)
        : Array(repeating: 0, count: LengthBlocks.byteCount)
    }
    tags[entry] = number
  }

  /// Asks FTS5, once for each document.
  private func ask(
    _ id: Int64, entry: Int, index: Int
  ) throws(IndexError) -> (title: UInt8, body: UInt8) {
    let lengths = try read { db in try LengthBlocks.documentSize(id, db) }
    blocks[entry][index] = Norm.encode(lengths.title)
    blocks[entry][index + 1] = Norm.encode(lengths.body)
    return (blocks[entry][index], blocks[entry][index + 1])
  }

  private func read<Value>(_ body: (Database) throws -> Value) throws(IndexError) -> Value {
    guard let db else { preconditionFailure("no read transaction was begun") }
    do { return try body(db) } catch { throw IndexError(error, path: path) }
  }
}
