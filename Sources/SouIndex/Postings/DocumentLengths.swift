import GRDB
import SouPostings
import SouRanking

/// How long the documents are: a `Norm` byte a field, read block by block when first asked for.
///
/// They come from the table `length` where that counts (`LengthBlocks`), else from FTS5's own.
@safe
public final class DocumentLengths {
  /// As a power of two: how many documents a block has.
  @usableFromInline static let shift: UInt32 = 12

  /// Two bytes a document: the title's in the lower half, the body's above; 0 is not known.
  @usableFromInline let blocks: UnsafeMutablePointer<UnsafeMutablePointer<UInt16>?>
  @usableFromInline let blockCount: Int
  /// For blocks; nil if the table does not count.
  private let stored: RowReader?
  private let sizes: RowReader

  /// Finds out where lengths are to be read; `limit` is one more than the greatest document's number.
  init(_ db: Database, limit: UInt32) throws {
    blockCount = Int(limit >> Self.shift) + 1
    unsafe blocks = .allocate(capacity: blockCount)
    unsafe blocks.initialize(repeating: nil, count: blockCount)
    stored =
      try LengthBlocks.areCurrent(db)
      ? try RowReader(db, "SELECT bytes FROM length WHERE block = ?") : nil
    sizes = try RowReader(db, "SELECT id, sz FROM posting_docsize WHERE id BETWEEN ? AND ?")
  }

  deinit {
    for index in 0..<blockCount { unsafe blocks[index]?.deallocate() }
    unsafe blocks.deallocate()
  }

  /// The lengths of a document's fields.
  ///
  /// - Parameter document: A number below the limit.
  /// - Returns: The title's `Norm` byte, and above it that of the body.
  /// - Throws: What SQLite says.
  /// - Complexity: O(1) once the document's block was read.
  @inlinable
  public func norms(of document: UInt32) throws -> UInt16 {
    let number = Int(document >> Self.shift)
    precondition(number < blockCount)
    if let block = unsafe blocks[number] {
      let norms = unsafe block[Int(document & (1 << Self.shift - 1))]
      if norms != 0 { return norms }
    }
    return try readNorms(of: document)
  }

  @usableFromInline
  func readNorms(of document: UInt32) throws -> UInt16 {
    let number = Int(document >> Self.shift)
    let first = UInt32(number) << Self.shift
    let last = first + (1 << Self.shift - 1)
    if let block = unsafe blocks[number] {
      try unsafe readSizes(document...document, into: block - Int(first))
    } else {
      let block = UnsafeMutablePointer<UInt16>.allocate(capacity: 1 << Self.shift)
      unsafe block.initialize(repeating: 0, count: 1 << Self.shift)
      unsafe blocks[number] = unsafe block
      if try unsafe !readBlock(number, into: block) {
        try unsafe readSizes(first...last, into: block - Int(first))
      } else if unsafe block[Int(document - first)] == 0 {
        try unsafe readSizes(document...document, into: block - Int(first))
      }
    }
    return unsafe blocks[number]?[Int(document - first)] ?? 0
  }

  /// Reads a block of the table.
  ///
  /// - Returns: False if the table does not count.
  private func readBlock(
    _ number: Int, into block: UnsafeMutablePointer<UInt16>
  ) throws -> Bool {
    guard let stored else { return false }
    defer { stored.reset() }
    stored.bind(Int64(number), at: 1)
    guard try stored.step() else { return true }
    let bytes = unsafe stored.bytes(0)
    for index in 0..<min(bytes.count / 2, 1 << Int(Self.shift)) {
      unsafe block[index] = UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8
    }
    return true
  }

  /// Reads FTS5's lengths of documents; `norms` is where that of document 0 would be.
  private func readSizes(
    _ documents: ClosedRange<UInt32>, into norms: UnsafeMutablePointer<UInt16>
  ) throws {
    defer { sizes.reset() }
    sizes.bind(Int64(documents.lowerBound), at: 1)
    sizes.bind(Int64(documents.upperBound), at: 2)
    while try sizes.step() {
      let size = unsafe sizes.bytes(1)
      var offset = 0
      let title = unsafe Varint.decode(size, at: &offset) ?? 0
      let body = unsafe Varint.decode(size, at: &offset) ?? 0
      unsafe norms[Int(sizes.integer(0))] =
        UInt16(Norm.encode(UInt32(clamping: title)))
        | UInt16(Norm.encode(UInt32(clamping: body))) << 8
    }
  }
}
