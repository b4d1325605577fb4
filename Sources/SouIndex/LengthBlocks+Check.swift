import GRDB
import SouRanking

extension LengthBlocks {
  /// How many documents have lengths that count and are not those that FTS5 keeps.
  static func wrongCount(_ db: Database) throws -> Int {
    guard try areCurrent(db) else { return 0 }
    var wrong = 0
    for number in try Int64.fetchAll(db, sql: "SELECT block FROM length") {
      let stored = try block(number, db)
      let first = number << shift
      guard first >> shift == number else {
        wrong += 1
        continue
      }
      var expected = Array(repeating: UInt8(0), count: byteCount)
      try forEachDocumentSize(in: first...(first | (1 << shift - 1)), db) { id, title, body in
        expected[index(of: id)] = Norm.encode(title)
        expected[index(of: id) + 1] = Norm.encode(body)
      }
      for index in stride(from: 0, to: byteCount, by: 2)
      where stored[index] | stored[index + 1] != 0 {
        let isRight = stored[index] == expected[index] && stored[index + 1] == expected[index + 1]
        wrong += isRight ? 0 : 1
      }
    }
    return wrong
  }
}
