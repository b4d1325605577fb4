import SouAnalysis

/// The texts of some documents.
struct TextPiece: Sendable {
  private var bytes: [UInt8] = []
  private var documents: [(id: Int64, titleEnd: Int, bodyEnd: Int)] = []

  /// In UTF-8.
  var byteCount: Int { bytes.count }

  mutating func append(_ id: Int64, title: String, body: String) {
    bytes += title.utf8
    let titleEnd = bytes.count
    bytes += body.utf8
    documents.append((id, titleEnd, bytes.count))
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    documents.removeAll(keepingCapacity: true)
  }

  func tokenize(into piece: inout TokenPiece, with tokenizer: inout Tokenizer) {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for document in documents {
        unsafe piece.append(
          rowid: document.id,
          title: UnsafeBufferPointer(rebasing: bytes[start..<document.titleEnd]),
          body: UnsafeBufferPointer(rebasing: bytes[document.titleEnd..<document.bodyEnd]),
          tokenizer: &tokenizer)
        start = document.bodyEnd
      }
    }
  }
}
