/// Stands on a term of one segment, finds others, and gives their rows to a visitor: the reader for
/// queries, which allocates nothing. `SegmentReader` reads whole segments in their order.
///
/// Pages come from a provider and stay in place until the next one is asked for; so whoever drives a
/// cursor asks for no other page between its calls, unless `open` follows.
public struct PostingCursor {
  let segment: Int
  let lastLeaf: Int

  /// The leaf that is in memory, and what its header and footer say.
  private(set) var leaf: Int
  private(set) var page: PageBytes
  private(set) var firstRowOffset = 0
  private(set) var bodyEnd = 0
  private var footerOffset = 0
  private var isFirstTerm = true
  /// Where the next term begins; `bodyEnd` if none does.
  private(set) var nextTerm = 0
  /// What of the term's rows is on this leaf.
  var rows = 0..<0

  /// How many bytes the term shares with the term before, and where the others are on the leaf.
  private var shared = 0
  private var suffix = 0..<0
  /// A position list that goes over a leaf's end, and padding.
  var joined: [UInt8] = []

  var damage: PostingsError { .damagedPage(PageID.leaf(segment: segment, page: leaf)) }

  /// True if a term follows on the leaf.
  var hasNextTerm: Bool { nextTerm < bodyEnd }

  /// Reads a leaf of a segment.
  ///
  /// - Parameters:
  ///   - segment: The segment, from the structure record.
  ///   - leaf: The leaf's number, as `%_idx` names it.
  ///   - provider: What gives the pages.
  /// - Throws: `PostingsError` if the page is damaged or missing.
  public init(
    _ segment: SegmentStructure.Segment, leaf: Int, from provider: any PageProvider
  ) throws(PostingsError) {
    try self.init(
      segment: segment.id, lastLeaf: segment.lastPage, leaf: leaf, from: provider)
  }

  /// Goes back to a term's rows.
  ///
  /// - Parameters:
  ///   - place: Where they are.
  ///   - provider: What gives the pages.
  /// - Throws: `PostingsError` if the page is damaged or missing.
  public init(_ place: TermPlace, from provider: any PageProvider) throws(PostingsError) {
    try self.init(
      segment: place.segment, lastLeaf: place.lastLeaf, leaf: place.leaf, from: provider)
    guard place.range.upperBound <= bodyEnd else { throw damage }
    rows = place.range
    nextTerm = place.endsOnLeaf ? rows.upperBound : bodyEnd
  }

  private init(
    segment: Int, lastLeaf: Int, leaf: Int, from provider: any PageProvider
  ) throws(PostingsError) {
    self.segment = segment
    self.lastLeaf = lastLeaf
    self.leaf = leaf
    let id = PageID.leaf(segment: segment, page: leaf)
    guard let page = provider.page(id) else { throw .missingPage(id) }
    self.page = page
    try readHeader()
  }

  /// The rows' place, for `init(_:from:)`.
  public var place: TermPlace {
    TermPlace(
      segment: segment, lastLeaf: lastLeaf, leaf: leaf, range: rows, endsOnLeaf: hasNextTerm)
  }

  // MARK: - Terms

  /// Goes to the first term on this leaf that is not below a key.
  ///
  /// - Parameter key: The key, with its leading '0' byte.
  /// - Returns: Whether there is one, and whether it begins with the key or is it.
  /// - Throws: `PostingsError.damagedPage`.
  public mutating func find(_ key: [UInt8]) throws(PostingsError) -> Found? {
    var matched = 0
    while let suffix = try takeTerm() {
      // What stands before is below the key and differs from it at `matched`.
      if shared > matched { continue }
      let start = matched
      if shared == matched {
        let end = min(suffix.count, key.count - start)
        while unsafe matched - start < end
          && page.base[suffix.lowerBound + matched - start] == key[matched]
        {
          matched += 1
        }
        let length = start + suffix.count
        if matched == key.count { return length == matched ? .key : .prefix }
        if matched == length { continue }
        if unsafe page.base[suffix.lowerBound + matched - start] < key[matched] { continue }
      }
      return .other
    }
    return nil
  }

  /// What a term is to a key.
  public enum Found: Sendable {
    /// The key itself.
    case key
    /// A longer term that begins with the key.
    case prefix
    /// A term above the key that does not begin with it.
    case other
  }

  /// Goes to the next term that begins with a key which the last one begins with, once its rows were
  /// walked to the end.
  ///
  /// - Parameters:
  ///   - key: The key, with its leading '0' byte.
  ///   - provider: What gives the pages.
  /// - Returns: Whether there is one.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  public mutating func nextTerm(
    beginningWith key: [UInt8], from provider: any PageProvider
  ) throws(PostingsError) -> Bool {
    if hasNextTerm {
      let isFirst = isFirstTerm
      guard let suffix = try takeTerm() else { return false }
      if !isFirst { return shared >= key.count }
      guard suffix.count >= key.count else { return false }
      for index in key.indices
      where unsafe page.base[suffix.lowerBound + index] != key[index] { return false }
      return true
    }
    guard leaf < lastLeaf else { return false }
    try load(leaf + 1, from: provider)
    guard hasNextTerm, nextTerm == LeafPage.headerSize else { throw damage }
    return try nextTerm(beginningWith: key, from: provider)
  }

  /// Reads the term, before its rows are walked.
  ///
  /// - Parameter term: The term before, or the key that was found by; becomes the term.
  /// - Throws: `PostingsError.damagedPage`.
  public func readTerm(into term: inout [UInt8]) throws(PostingsError) {
    guard shared <= term.count else { throw damage }
    term.removeSubrange(shared...)
    for index in suffix { unsafe term.append(page.base[index]) }
  }

  /// Goes to the leaf behind this one.
  ///
  /// - Parameter provider: What gives the pages.
  /// - Returns: Whether there is one.
  /// - Throws: `PostingsError` if the page is damaged or missing.
  public mutating func nextLeaf(from provider: any PageProvider) throws(PostingsError) -> Bool {
    guard leaf < lastLeaf else { return false }
    try load(leaf + 1, from: provider)
    return true
  }

  /// Takes the next term of the leaf: sets `shared` and `rows`.
  ///
  /// - Returns: Where what follows the shared bytes stands; nil behind the last.
  private mutating func takeTerm() throws(PostingsError) -> Range<Int>? {
    guard hasNextTerm else { return nil }
    var offset = nextTerm
    try advanceToNextTerm()
    let end = nextTerm
    shared = 0
    if !isFirstTerm {
      guard let common = page.varint(at: &offset, end: end), common < 1 << 16 else { throw damage }
      shared = Int(common)
    }
    isFirstTerm = false
    guard offset < end, let size = page.varint(at: &offset, end: end),
      size > 0, size <= UInt64(end - offset)
    else { throw damage }
    suffix = offset..<offset + Int(size)
    rows = suffix.upperBound..<end
    return suffix
  }

  private mutating func advanceToNextTerm() throws(PostingsError) {
    guard footerOffset < page.count else {
      nextTerm = bodyEnd
      return
    }
    guard let difference = page.varint(at: &footerOffset, end: page.count), difference > 0,
      difference < UInt64(bodyEnd - nextTerm)
    else { throw damage }
    nextTerm += Int(difference)
  }

  // MARK: - Leaves

  mutating func load(_ number: Int, from provider: any PageProvider) throws(PostingsError) {
    let id = PageID.leaf(segment: segment, page: number)
    guard let page = provider.page(id) else { throw .missingPage(id) }
    leaf = number
    self.page = page
    try readHeader()
  }

  /// What of a doclist that began before is on the leaf: up to the first term, or all.
  var continuedRows: Range<Int> { LeafPage.headerSize..<nextTerm }

  private mutating func readHeader() throws(PostingsError) {
    guard page.count >= LeafPage.headerSize else { throw damage }
    firstRowOffset = page.uint16(at: 0)
    bodyEnd = page.uint16(at: 2)
    guard bodyEnd >= LeafPage.headerSize, bodyEnd <= page.count else { throw damage }
    footerOffset = bodyEnd
    isFirstTerm = true
    nextTerm = 0
    rows = 0..<0
    try advanceToNextTerm()
    guard nextTerm >= LeafPage.headerSize,
      firstRowOffset == 0 || continuedRows.contains(firstRowOffset)
    else { throw damage }
  }
}
