/// A leaf, checked as far as its header and the next term's place.
///
///     first rowid (2 bytes), end of the body (2 bytes)
///     body: what is left of the doclist before, then term, doclist, term, doclist …
///     footer: where the first term begins, then for each term the difference to the one before
@usableFromInline
struct LeafPage: Sendable {
  static let headerSize = 4

  let segment: Int
  private(set) var number: Int
  @usableFromInline private(set) var bytes: [UInt8] = []
  /// Where the body ends.
  private var bodyEnd = headerSize
  /// Where the first rowid begins that stands before any term; 0 if none does.
  private(set) var firstRowidOffset = 0
  /// Where the next term begins; nil if none follows on this leaf.
  private(set) var nextTermOffset: Int?
  /// Where what was begun, or goes on from the leaf before, ends on this one; at most `bytes.count`,
  /// but for a leaf that could not be read, whose only offset is its end.
  private(set) var partEnd = headerSize
  /// Whether the next term is the leaf's first, which is not shortened.
  private(set) var isBeforeTerms = true
  private var footerOffset = 0

  /// Makes a place before a leaf, without reading it.
  init(segment: Int, before number: Int) {
    self.segment = segment
    self.number = number - 1
  }

  var damage: PostingsError { .damagedPage(PageID.leaf(segment: segment, page: number)) }

  /// Reads another leaf.
  mutating func load(
    _ number: Int, from source: inout some PageSource & ~Copyable
  ) throws(PostingsError) {
    self.number = number
    let id = PageID.leaf(segment: segment, page: number)
    nextTermOffset = nil
    partEnd = Self.headerSize
    guard source.read(id: id, into: &bytes) else { throw .missingPage(id) }
    guard bytes.count >= Self.headerSize else { throw damage }
    firstRowidOffset = Int(bytes[0]) << 8 | Int(bytes[1])
    bodyEnd = Int(bytes[2]) << 8 | Int(bytes[3])
    guard bodyEnd >= Self.headerSize, bodyEnd <= bytes.count else { throw damage }
    isBeforeTerms = true
    footerOffset = bodyEnd
    nextTermOffset = 0
    try advanceToNextTerm()
    guard
      firstRowidOffset == 0 || Self.headerSize..<partEnd ~= firstRowidOffset,
      partEnd > Self.headerSize || nextTermOffset != nil
    else { throw damage }
  }

  /// Takes the next term, and finds the one after it. The leaf's first stands behind the header.
  private mutating func advanceToNextTerm() throws(PostingsError) {
    guard let offset = nextTermOffset else { return }
    guard footerOffset < bytes.count else {
      nextTermOffset = nil
      partEnd = bodyEnd
      return
    }
    guard let difference = Varint.decode(bytes, upTo: bytes.count, at: &footerOffset),
      difference < UInt64(bodyEnd - offset)
    else { throw damage }
    let next = offset + Int(difference)
    guard next >= Self.headerSize else { throw damage }
    nextTermOffset = next
    partEnd = next
  }

  /// Reads the next term.
  ///
  /// - Parameter term: The term before; becomes the next.
  /// - Returns: Where its doclist begins; nil if no term follows on this leaf.
  /// - Throws: `PostingsError.damagedPage`.
  mutating func readTerm(into term: inout [UInt8]) throws(PostingsError) -> Int? {
    guard var offset = nextTermOffset else { return nil }
    try advanceToNextTerm()
    let common = isBeforeTerms ? 0 : try length(at: &offset)
    isBeforeTerms = false
    let count = try length(at: &offset)
    guard common <= term.count, count > 0, count <= partEnd - offset else { throw damage }
    let rest = bytes[offset..<offset + count]
    guard term[common...].lexicographicallyPrecedes(rest) else { throw damage }
    term.removeSubrange(common...)
    term.append(contentsOf: rest)
    return offset + count
  }

  /// Reads a varint of the part that goes to `partEnd`.
  @inline(__always)
  func varint(at offset: inout Int) throws(PostingsError) -> UInt64 {
    if offset < partEnd, bytes[offset] <= 0x7f {
      offset += 1
      return UInt64(bytes[offset - 1])
    }
    guard let value = Varint.decode(bytes, upTo: partEnd, at: &offset) else { throw damage }
    return value
  }

  private func length(at offset: inout Int) throws(PostingsError) -> Int {
    guard let value = Int(exactly: try varint(at: &offset)) else { throw damage }
    return value
  }
}
