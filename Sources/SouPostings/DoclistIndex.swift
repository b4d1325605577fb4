/// Finds rows of a long doclist without reading the leaves before them: FTS5 keeps such an index
/// for a term when four or more leaves without a term follow the one that it begins on.
///
///     flags (1 byte; bit 0: not the root), number of the first child, its first rowid,
///     then for each child after it the difference to the rowid before, or 0x00 if it has none
///
/// The children of height 0 are leaves, those of height 1 the pages of height 0, and so on
/// (`fts5DlidxIterInit`, ext/fts5/fts5_index.c).
public struct DoclistIndex: Sendable {
  private let segment: Int
  private let leaf: Int
  private var page: [UInt8] = []

  /// `%_data` has five bits for the height.
  private static let maximumHeight = 31

  /// Makes an index that nothing is read of.
  ///
  /// - Parameters:
  ///   - segment: The segment's id.
  ///   - leaf: The leaf that the term begins on; its row of `%_idx` has an odd `pgno`.
  public init(segment: Int, leaf: Int) {
    self.segment = segment
    self.leaf = leaf
  }

  /// Finds the last leaf whose first rowid is not above a row.
  ///
  /// - Parameters:
  ///   - rowid: The row.
  ///   - source: What gives the pages.
  /// - Returns: The leaf's number, for `DoclistReader.jump`; nil if the row could only be on the
  ///   leaf that the term begins on, or before the first rowid on any other.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  public mutating func leaf(
    of rowid: Int64, from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) -> Int? {
    var height = 0
    try load(leaf, height: height, from: &source)
    while page[0] & 1 == 1 {
      guard height < Self.maximumHeight else { throw damage(leaf, height: height) }
      height += 1
      try load(leaf, height: height, from: &source)
    }
    var number = leaf
    while true {
      guard let child = try child(of: rowid, page: number, height: height) else { return nil }
      guard height > 0 else { return child }
      height -= 1
      number = child
      try load(number, height: height, from: &source)
    }
  }

  private func damage(_ number: Int, height: Int) -> PostingsError {
    .damagedPage(PageID.doclistIndex(segment: segment, page: number, height: height))
  }

  private mutating func load(
    _ number: Int, height: Int, from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) {
    let id = PageID.doclistIndex(segment: segment, page: number, height: height)
    guard source.read(id: id, into: &page) else { throw .missingPage(id) }
    guard !page.isEmpty else { throw .damagedPage(id) }
  }

  private func child(
    of rowid: Int64, page number: Int, height: Int
  ) throws(PostingsError) -> Int? {
    var reader = VarintReader(
      bytes: page, offset: 1, error: damage(number, height: height))
    var child = try reader.next(upTo: SegmentStructure.maximumPage)
    var first = Int64(bitPattern: try reader.next())
    guard first <= rowid else { return nil }
    var found = child
    while !reader.isAtEnd {
      child += 1
      let difference = try reader.next()
      guard difference > 0 else { continue }
      let next = first &+ Int64(bitPattern: difference)
      guard next > first else { throw damage(number, height: height) }
      guard next <= rowid else { break }
      first = next
      found = child
    }
    guard found <= SegmentStructure.maximumPage else { throw damage(number, height: height) }
    return found
  }
}
