import Dispatch
import GRDB
import SouAnalysis

/// Takes the text of new documents and makes whole FTS5 segments of it, several times as fast as FTS5
/// does from single rows.
///
/// Texts go in pieces to a second thread, which analyses and inverts them while the first stores
/// documents, and analyses as well where the second is behind. What does not fit into memory goes
/// to a spill file as sorted runs; `flush` merges these into one segment.
final class BulkLoad {
  /// In bytes of text.
  private let pieceSize: Int
  /// How many pieces may wait; while one does, the first thread helps.
  private static let waitingPieces = 4

  private let path: String
  private let inversion: Inversion
  private let queue: DispatchQueue?
  private let room = DispatchSemaphore(value: waitingPieces)
  private var text = TextPiece()
  private var tokenizer: Tokenizer
  /// The first document that was not flushed; later ones have larger ids.
  private(set) var firstID: Int64?

  /// - Parameters:
  ///   - path: The index.
  ///   - options: How to analyse.
  ///   - memory: In bytes, for the whole process.
  ///   - threads: 1 inverts in the caller's thread, more in another one.
  init(path: String, options: TokenizerOptions, memory: Int, threads: Int) {
    self.path = path
    pieceSize = min(1 << 18, memory / 256)
    tokenizer = Tokenizer(options: options)
    queue = threads > 1 ? DispatchQueue(label: "sou.inversion") : nil
    inversion = Inversion(path: path, options: options, memory: memory, threads: min(threads, 2))
  }

  /// Whether it is time to flush.
  var isFull: Bool { inversion.isFull }

  /// Adds a document; its id is above that of the one before.
  func add(_ id: Int64, title: String, body: String) {
    if firstID == nil { firstID = id }
    text.append(id, title: title, body: body)
    if text.byteCount >= pieceSize { submit() }
  }

  private func submit() {
    guard let queue else {
      inversion.add(text)
      text.removeAll()
      return
    }
    let full = text
    text = TextPiece()
    let isBehind = inversion.waiting > 0
    let tokens = isBehind ? inversion.freePiece() : nil
    if let tokens { full.tokenize(into: &tokens.piece, with: &tokenizer) }
    room.wait()
    inversion.waits(1)
    queue.async { [inversion, room] in
      if let tokens { inversion.add(tokens) } else { inversion.add(full) }
      inversion.waits(-1)
      room.signal()
    }
  }

  /// Writes what was added as one segment, in the transaction that is open.
  ///
  /// FTS5 must not write in this transaction after it, and `ShadowTables.forget` is called before its
  /// next one.
  ///
  /// - Parameters:
  ///   - db: The index's connection.
  ///   - lengths: Take up the documents' lengths.
  /// - Throws: `IndexError`, or what SQLite says.
  func flush(_ db: Database, _ lengths: inout LengthBlocks) throws {
    guard firstID != nil else { return }
    submit()
    queue?.sync {}
    firstID = nil
    let tables = ShadowTables(db, path: path)
    try tables.flush()
    try inversion.flush(to: tables, &lengths, helper: queue)
  }
}
