/// Reads one segment: its terms in order, each with its rows. It holds one leaf; the pages come
/// from a source that many readers may share.
///
///     while try segment.nextTerm(from: &pages) {
///       while try segment.doclist.next(from: &pages) { … }
///     }
public struct SegmentReader: Sendable {
  private let segment: Int
  private let lastPage: Int

  /// The term with its leading '0' byte (`FTS5_MAIN_PREFIX`).
  public private(set) var term: [UInt8] = []
  /// The term's rows, from before the first. A copy goes on by itself when the segment moves on.
  public var doclist: DoclistReader

  /// Makes a reader before the first term.
  ///
  /// - Parameter segment: The segment, from the structure record.
  public init(_ segment: SegmentStructure.Segment) {
    self.segment = segment.id
    lastPage = segment.lastPage
    doclist = DoclistReader(
      segment: segment.id, firstPage: segment.firstPage, lastPage: segment.lastPage)
  }

  /// Goes to the next term; rows that were not read are passed over.
  ///
  /// - Parameter source: What gives the pages.
  /// - Returns: Whether there is one.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  public mutating func nextTerm(
    from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) -> Bool {
    while true {
      if let offset = try doclist.page.readTerm(into: &term) {
        doclist.begin(at: offset)
        return true
      }
      guard try doclist.openNextPage(from: &source) else { return false }
    }
  }

  /// Goes to the first term that is not below a key, on a leaf or after it.
  ///
  /// - Parameters:
  ///   - key: The key, with its leading '0' byte.
  ///   - leaf: The leaf to begin on: that of the last row of the segment in `%_idx` whose term is
  ///     not above the key, `pgno >> 1`.
  ///   - source: What gives the pages.
  /// - Returns: Whether there is one; `term` says whether it is the key.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  public mutating func seek(
    _ key: [UInt8], leaf: Int, from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) -> Bool {
    term.removeAll(keepingCapacity: true)
    doclist = DoclistReader(segment: segment, firstPage: leaf, lastPage: lastPage)
    while try nextTerm(from: &source) {
      if !term.lexicographicallyPrecedes(key) { return true }
    }
    return false
  }
}
