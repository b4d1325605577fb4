import GRDB

extension LengthBlocks {
  /// Runs what changes FTS5's records and no document, in a transaction: where the lengths counted
  /// before, they count afterwards.
  static func keep(_ db: Database, _ merge: () throws -> Void) throws {
    let counted = try areCurrent(db)
    try merge()
    guard counted else { return }
    var none = LengthBlocks()
    try none.flush(db)
  }
}
