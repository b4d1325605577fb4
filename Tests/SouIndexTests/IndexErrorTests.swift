import GRDB
import Testing

@testable import SouIndex

@Test func `an error of SQLite's says what it means for the index`() {
  let cases: [(ResultCode, IndexError)] = [
    (.SQLITE_FULL, .diskFull(path: "p")),
    (.SQLITE_IOERR_SHMSIZE, .diskFull(path: "p")),
    (.SQLITE_BUSY, .busy(path: "p")),
    (.SQLITE_READONLY_DIRECTORY, .readOnly(path: "p")),
    (.SQLITE_CANTOPEN, .unreadable(path: "p")),
    (.SQLITE_NOTADB, .notAnIndex(path: "p")),
    (.SQLITE_CORRUPT_VTAB, .damaged(path: "p", detail: "m")),
    (.SQLITE_IOERR_READ, .failed(path: "p", code: 10, message: "m")),
  ]
  for (code, expected) in cases {
    #expect(IndexError(DatabaseError(resultCode: code, message: "m"), path: "p") == expected)
  }
}

@Test(arguments: [
  IndexError.noIndex(path: "./p"), .notAnIndex(path: "./p"), .newerSchema(path: "./p", version: 2),
  .otherAnalyzer(path: "./p", stored: "a", current: "b"),
  .otherOptions(path: "./p", stored: "a", asked: "b"), .busy(path: "./p"), .readOnly(path: "./p"),
  .noFolder(path: "./p"), .unreadable(path: "./p"), .logLeft(path: "./p"), .diskFull(path: "./p"),
  .damaged(path: "./p", detail: "d"), .tooLarge(path: "./p", locator: "l"),
  .failed(path: "./p", code: 1, message: "m"),
])
func `an error says where, and what to do`(error: IndexError) {
  let text = "\(error)"
  #expect(text.contains("./p"))
  #expect(text.contains("; "))
}
