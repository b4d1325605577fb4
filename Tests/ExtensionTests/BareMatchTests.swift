import GRDB
import Testing

private let texts = [
  "輝達股價下跌", "我们使用开源模型", "ガラス窓のがらす", "한국은행", "ภาษาไทย", "DeepSeek開源R1", "重跑gen-itgc後",
  "Привет мир", "東京特許許可局",
]

/// Words of two characters and more as a program may send them, without `sou_query`.
private let words: [(word: String, ids: [Int64])] = [
  ("輝達", [1]), ("辉达", [1]), ("股價", [1]), ("股價下跌", [1]), ("开源", [2, 6]), ("開源模型", [2]),
  ("ガラス", [3]), ("がらす", [3]), ("한국", [4]), ("은행", [4]), ("ไทย", [5]), ("ภาษา", [5]),
  ("deepseek", [6]), ("R1", [6]), ("DeepSeek開源", [6]), ("itgc", [7]), ("itgc后", [7]), ("重跑", [7]),
  ("привет", [8]), ("許可", [9]), ("輝達 下跌", [1]), ("開源 OR 東京", [2, 6, 9]),
]

/// Single characters, which need `unigrams 1`.
private let characters: [(word: String, ids: [Int64])] = [
  ("達", [1]), ("达", [1]), ("开", [2, 6]), ("窓", [3]), ("국", [4]), ("許", [9]), ("跑", [7]),
]

private func table(_ tokenize: String) throws -> DatabaseQueue {
  let queue = try LoadedExtension.open()
  try queue.write { database in
    try database.execute(
      sql: "CREATE VIRTUAL TABLE note USING fts5(body, tokenize = '\(tokenize)')")
    for text in texts {
      try database.execute(sql: "INSERT INTO note VALUES (?)", arguments: [text])
    }
  }
  return queue
}

private func expect(_ cases: [(word: String, ids: [Int64])], in queue: DatabaseQueue) throws {
  try queue.read { database in
    for (word, ids) in cases {
      let found = try Int64.fetchAll(
        database, sql: "SELECT rowid FROM note WHERE note MATCH ? ORDER BY rowid",
        arguments: [word])
      #expect(found == ids, "\(word)")
    }
  }
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence))
func `a bare MATCH finds words of two characters and more in every script`() throws {
  try expect(words, in: table("sou"))
}

@Test(.enabled(if: LoadedExtension.path != nil, LoadedExtension.absence))
func `with unigrams a bare MATCH finds single characters too`() throws {
  let queue = try table("sou unigrams 1")
  try expect(words, in: queue)
  try expect(characters, in: queue)
}
