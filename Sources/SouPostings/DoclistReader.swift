/// Reads the rows of one term, over as many leaves as they take (`fts5SegIterNext` and
/// `fts5ChunkIterate`, ext/fts5/fts5_index.c).
///
///     rowid, position list; then difference to the rowid before, position list; …
///
/// After `next` has returned false or thrown, it is not to be called again.
public struct DoclistReader: Sendable {
  @usableFromInline var page: LeafPage
  private let lastPage: Int
  private var offset = LeafPage.headerSize
  private var isFirstRow = true
  /// The row's position list: a part of the leaf, unless it had to be put together in `joined`.
  @usableFromInline var list = 0..<0
  @usableFromInline var joined: [UInt8] = []
  @usableFromInline var isJoined = false

  /// The row.
  public private(set) var rowid: Int64 = 0
  /// Whether the rows that older segments have for this term and document are void. With positions
  /// it was deleted and inserted again; without, only deleted.
  public private(set) var isDelete = false

  /// A place before a segment's first leaf, with no rows.
  init(segment: Int, firstPage: Int, lastPage: Int) {
    page = LeafPage(segment: segment, before: firstPage)
    self.lastPage = lastPage
  }

  /// The number of the leaf that was read last.
  public var leaf: Int { page.number }

  /// The size of the row's position list, in bytes.
  @inlinable public var poslistSize: Int { isJoined ? joined.count : list.count }

  /// Begins a term's rows on the leaf that was read last.
  mutating func begin(at offset: Int) {
    self.offset = offset
    isFirstRow = true
  }

  /// Goes to the term's next row.
  ///
  /// - Parameter source: What gives the pages.
  /// - Returns: Whether there is one.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  public mutating func next(
    from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) -> Bool {
    if offset == page.partEnd {
      guard page.nextTermOffset == nil, try openNextPage(from: &source) else { return false }
      // A leaf that goes on begins with a row, one that does not with a term.
      guard page.partEnd > LeafPage.headerSize else { return false }
      guard page.firstRowidOffset == offset else { throw page.damage }
    }
    try readRowid()
    let size = try page.varint(at: &offset)
    isDelete = size & 1 == 1
    let count = Int(size >> 1)
    isJoined = count > page.partEnd - offset
    if isJoined {
      try join(count, from: &source)
    } else {
      list = offset..<offset + count
      offset += count
    }
    return true
  }

  /// Goes to the first row that begins on a later leaf of the term, as `DoclistIndex` finds it;
  /// `next` then reads it.
  ///
  /// - Parameters:
  ///   - leaf: The leaf's number.
  ///   - source: What gives the pages.
  /// - Throws: `PostingsError` if the page is damaged or missing, or no row begins on it.
  public mutating func jump(
    to leaf: Int, from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) {
    try page.load(leaf, from: &source)
    guard page.firstRowidOffset > 0 else { throw page.damage }
    begin(at: page.firstRowidOffset)
  }

  /// Gives the row's position list to `body`.
  ///
  /// - Parameter body: Takes the bytes, valid during the call; `PoslistReader` reads them. What it
  ///   needs of this reader, such as the rowid, is better taken before: used inside, it is copied.
  /// - Returns: What `body` returns.
  @inlinable
  public func withPoslist<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    if isJoined { return unsafe joined.withUnsafeBytes(body) }
    return unsafe page.bytes.withUnsafeBytes {
      unsafe body(UnsafeRawBufferPointer(rebasing: $0[list]))
    }
  }

  /// Reads the next leaf; false if there is none.
  mutating func openNextPage(
    from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) -> Bool {
    guard page.number < lastPage else { return false }
    try page.load(page.number + 1, from: &source)
    offset = LeafPage.headerSize
    return true
  }

  /// Reads a rowid: whole if it is the first of the term or the leaf, else as a difference.
  private mutating func readRowid() throws(PostingsError) {
    let isWhole = isFirstRow || offset == page.firstRowidOffset
    let value = Int64(bitPattern: try page.varint(at: &offset))
    // A difference that goes over the largest rowid wraps to a smaller one.
    let next = isWhole ? value : rowid &+ value
    guard isFirstRow || next > rowid else { throw page.damage }
    rowid = next
    isFirstRow = false
  }

  /// Puts together a position list that goes over the leaf's end.
  private mutating func join(
    _ count: Int, from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) {
    joined.removeAll(keepingCapacity: true)
    while true {
      let part = min(count - joined.count, page.partEnd - offset)
      joined.append(contentsOf: page.bytes[offset..<offset + part])
      offset += part
      if joined.count == count { break }
      guard page.nextTermOffset == nil, try openNextPage(from: &source) else { throw page.damage }
      // What follows the list on its last leaf is the row that the header names, or nothing.
      let rest = count - joined.count
      let end = page.firstRowidOffset > 0 ? page.firstRowidOffset : page.partEnd
      guard rest == end - offset || rest > end - offset && page.firstRowidOffset == 0 else {
        throw page.damage
      }
    }
  }
}
