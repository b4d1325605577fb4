/// Writes one segment, row by row, as FTS5 writes its hash in one flush: byte for byte the same
/// leaves, doclist indexes and rows of `%_idx` (`fts5FlushOneHash`, ext/fts5/fts5_index.c).
///
/// Terms ascend by `memcmp`, the rowids of a term ascend. Nothing is allocated a term or a row.
public struct SegmentWriter<Sink: SegmentSink & ~Copyable>: ~Copyable {
  @usableFromInline let segment: Int
  @usableFromInline let pageSize: Int
  @usableFromInline var sink: Sink

  /// The leaf being filled: its header, then its body.
  @usableFromInline var page: RawBytes
  @usableFromInline var pageNumber = 1
  /// Where the leaf's terms begin, as differences; empty while no term does.
  @usableFromInline var footer: RawBytes
  @usableFromInline var previousTermOffset = 0
  /// No rowid begins on the leaf, and no term, whose first rowid would need no entry.
  @usableFromInline var lacksRowid = false

  @usableFromInline var term: RawBytes
  @usableFromInline var previousRowid: Int64 = 0

  /// The row of `%_idx` that waits to know whether its leaf's last term has a doclist index.
  @usableFromInline var indexedTerm: RawBytes
  @usableFromInline var indexedPage = 1
  @usableFromInline var doclistIndex = DoclistIndexWriter()
  /// How many leaves without a term follow `indexedPage`.
  @usableFromInline var termlessPages = 0

  /// A doclist index is kept from so many leaves on (`FTS5_MIN_DLIDX_SIZE`).
  @inlinable static var minimumTermlessPages: Int { 4 }
  @inlinable static var headerSize: Int { 4 }

  /// Begins a segment.
  ///
  /// - Parameters:
  ///   - segment: The segment's id, 1 to 65,535; no other segment of the index has it.
  ///   - pageSize: FTS5's option `pgsz`, in bytes: 32 to 65,535, 4,050 unless set.
  ///   - sink: What takes the rows.
  @inlinable
  public init(segment: Int, pageSize: Int, sink: consuming Sink) {
    assert((1...0xffff).contains(segment) && (32...0xffff).contains(pageSize))
    self.segment = segment
    self.pageSize = pageSize
    self.sink = sink
    let room = max(0, pageSize) + 2 * Varint.maximumLength
    page = RawBytes(capacity: room)
    footer = RawBytes(capacity: room)
    term = RawBytes(capacity: 256)
    indexedTerm = RawBytes(capacity: 256)
    page.append(zeros: Self.headerSize)
  }

  /// Begins a term.
  ///
  /// - Parameter key: The term with its leading '0' byte (`FTS5_MAIN_PREFIX`), at most 32 KiB,
  ///   without NUL, after the last one by `memcmp`. At least one row follows.
  /// - Throws: What the sink throws.
  @inlinable
  public mutating func beginTerm(_ key: UnsafeRawBufferPointer) throws(Sink.Failure) {
    if page.count + footer.count + key.count + 2 >= pageSize, page.count > Self.headerSize {
      try flushLeaf()
    }
    let isFirstOnPage = footer.count == 0
    footer.appendVarint(UInt64(truncatingIfNeeded: page.count - previousTermOffset))
    previousTermOffset = page.count
    let common = unsafe term.commonPrefix(with: key)
    assert(common < key.count, "terms must ascend")
    if isFirstOnPage {
      page.appendVarint(UInt64(truncatingIfNeeded: key.count))
      unsafe page.append(key)
      if pageNumber != 1 {
        try flushIndexRow()
        // The shortest key that is above the term before and not above this one.
        unsafe indexedTerm.append(UnsafeRawBufferPointer(rebasing: key.prefix(common + 1)))
        indexedPage = pageNumber
      }
    } else {
      page.appendVarint(UInt64(truncatingIfNeeded: common))
      page.appendVarint(UInt64(truncatingIfNeeded: key.count - common))
      unsafe page.append(UnsafeRawBufferPointer(rebasing: key[common...]))
    }
    term.removeAll()
    unsafe term.append(key)
    previousRowid = 0
    lacksRowid = false
    if isFirstOnPage { doclistIndex.begin(leaf: pageNumber) }
  }

  /// Appends a row to the term.
  ///
  /// - Parameters:
  ///   - rowid: The document; above the term's last one.
  ///   - poslist: Where it has the term, as `PoslistWriter` makes it; empty if it is only deleted.
  ///   - isDelete: Whether older segments' rows of this document and term are void.
  /// - Throws: What the sink throws.
  @inlinable
  public mutating func appendRow(
    _ rowid: Int64, poslist: UnsafeRawBufferPointer, isDelete: Bool
  ) throws(Sink.Failure) {
    if lacksRowid {
      page.setUInt16(page.count, at: 0)
      try doclistIndex.append(
        rowid: rowid, leaf: pageNumber, segment: segment, pageSize: pageSize, to: &sink)
      previousRowid = 0
      lacksRowid = false
    }
    page.appendVarint(UInt64(bitPattern: rowid &- previousRowid))
    previousRowid = rowid
    let space = pageSize - page.count - footer.count
    let size = UInt64(truncatingIfNeeded: poslist.count) << 1 | (isDelete ? 1 : 0)
    page.appendVarint(size)
    if Varint.length(of: size) + poslist.count <= space {
      unsafe page.append(poslist)
    } else {
      unsafe try appendSplit(poslist)
    }
  }

  /// Appends all of a term's rows.
  ///
  /// - Parameter rows: The rows, as `DoclistWriter` makes them; what is behind damage is left out.
  /// - Returns: Whether the rows are whole.
  /// - Throws: What the sink throws.
  @inlinable
  public mutating func appendRows(
    _ rows: UnsafeRawBufferPointer
  ) throws(Sink.Failure) -> Bool {
    if page.count + footer.count + rows.count < pageSize {
      unsafe page.append(rows)
      return true
    }
    var offset = 0
    var rowid: Int64 = 0
    while offset < rows.count {
      guard let difference = unsafe Varint.decode(rows, at: &offset),
        let size = unsafe Varint.decode(rows, at: &offset),
        size >> 1 <= UInt64(rows.count - offset)
      else { return false }
      rowid &+= Int64(bitPattern: difference)
      let end = offset + Int(size >> 1)
      unsafe try appendRow(
        rowid, poslist: UnsafeRawBufferPointer(rebasing: rows[offset..<end]),
        isDelete: size & 1 == 1)
      offset = end
    }
    return true
  }

  /// Ends the segment.
  ///
  /// - Returns: The number of the last leaf, and the sink.
  /// - Throws: What the sink throws.
  @inlinable
  public consuming func finish() throws(Sink.Failure) -> FinishedSegment<Sink> {
    if page.count > Self.headerSize { try flushLeaf() }
    if pageNumber > 1 { try flushIndexRow() }
    return FinishedSegment(lastPage: pageNumber - 1, sink: sink)
  }

  /// Appends a list that goes over the leaf's end: it is cut between varints, and the size before
  /// it counts as the first of them.
  @usableFromInline
  mutating func appendSplit(_ poslist: UnsafeRawBufferPointer) throws(Sink.Failure) {
    var rest = unsafe poslist
    var hasVarint = true
    while true {
      let space = pageSize - page.count - footer.count
      let count =
        unsafe rest.count <= space
        ? rest.count : Self.prefixLength(of: rest, space: space, orOneVarint: !hasVarint)
      unsafe page.append(UnsafeRawBufferPointer(rebasing: rest[..<count]))
      unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if page.count + footer.count >= pageSize { try flushLeaf() }
      if unsafe rest.isEmpty { return }
      hasVarint = false
    }
  }

  /// The length of the longest run of whole varints that fits (`fts5PoslistPrefix`).
  static func prefixLength(
    of bytes: UnsafeRawBufferPointer, space: Int, orOneVarint: Bool
  ) -> Int {
    var length = 0
    while true {
      var end = length
      guard unsafe Varint.decode(bytes, at: &end) != nil else { return bytes.count }
      if end > space && !(orOneVarint && length == 0) { return length }
      length = end
    }
  }

  /// Writes the leaf and opens the next.
  @usableFromInline
  mutating func flushLeaf() throws(Sink.Failure) {
    page.setUInt16(page.count, at: 2)
    if footer.count == 0 {
      if lacksRowid { doclistIndex.appendLeafWithoutRowid() }
      termlessPages += 1
    } else {
      unsafe page.append(footer.bytes)
    }
    unsafe try sink.write(
      id: PageID.leaf(segment: segment, page: pageNumber), page: page.bytes)
    page.removeAll()
    page.append(zeros: Self.headerSize)
    footer.removeAll()
    previousTermOffset = 0
    pageNumber += 1
    lacksRowid = true
  }

  /// Writes the row of `%_idx` that waits, and the doclist index if it is worth it.
  @usableFromInline
  mutating func flushIndexRow() throws(Sink.Failure) {
    let hasDoclistIndex =
      !doclistIndex.isEmpty && termlessPages >= Self.minimumTermlessPages
    if hasDoclistIndex { try doclistIndex.finish(segment: segment, to: &sink) }
    termlessPages = 0
    unsafe try sink.index(
      segment: segment, term: indexedTerm.bytes,
      page: Int64(truncatingIfNeeded: indexedPage) << 1 | (hasDoclistIndex ? 1 : 0))
    indexedTerm.removeAll()
  }
}

/// What `SegmentWriter.finish` leaves.
public struct FinishedSegment<Sink: SegmentSink & ~Copyable>: ~Copyable {
  /// The number of the last leaf; 0 if no term was written.
  public let lastPage: Int
  /// The sink that took the rows.
  public var sink: Sink

  @usableFromInline
  init(lastPage: Int, sink: consuming Sink) {
    self.lastPage = lastPage
    self.sink = sink
  }
}
