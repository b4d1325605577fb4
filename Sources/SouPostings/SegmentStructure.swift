/// The structure record: which segments an index consists of (`fts5StructureDecode` and
/// `fts5StructureWrite`, ext/fts5/fts5_index.c).
///
///     cookie (4 bytes), levels, segments, write counter
///     for each level: segments in an ongoing merge, segments
///       for each segment: id, first leaf, last leaf
public struct SegmentStructure: Equatable, Sendable {
  /// One segment.
  public struct Segment: Equatable, Sendable {
    /// 1 to 65,535, unique in the index.
    public var id: Int
    /// The first leaf's number: 1, or more where a merge has taken the leaves before it.
    public var firstPage: Int
    /// The last leaf's number; 0, as the first, where a merge has taken them all.
    public var lastPage: Int

    /// Makes a segment.
    ///
    /// - Parameters:
    ///   - id: 1 to 65,535.
    ///   - firstPage: The first leaf's number.
    ///   - lastPage: The last leaf's number.
    public init(id: Int, firstPage: Int, lastPage: Int) {
      self.id = id
      self.firstPage = firstPage
      self.lastPage = lastPage
    }
  }

  /// The segments of one level; a merge of them goes to the next.
  public struct Level: Equatable, Sendable {
    /// How many of the first segments are being merged into the last one of the next level.
    public var mergeCount: Int
    /// The segments, oldest first; every segment of the next level is older than these.
    public var segments: [Segment]

    /// Makes a level.
    ///
    /// - Parameters:
    ///   - mergeCount: How many of the first segments are being merged.
    ///   - segments: The segments, oldest first.
    public init(mergeCount: Int = 0, segments: [Segment] = []) {
      self.mergeCount = mergeCount
      self.segments = segments
    }
  }

  /// Changes with `%_config`; whoever writes the record keeps the one found.
  public var cookie: UInt32
  /// How many leaves were ever written to level 0.
  public var writeCounter: UInt64
  /// The levels, from the newest segments to the oldest.
  public var levels: [Level]

  /// FTS5 reads no more segments in one index (`FTS5_MAX_SEGMENT`, fts5Int.h), nor more levels.
  static let maximumCount = 2000
  static let maximumID = 0xffff
  static let maximumPage = 0x7fff_ffff

  /// Makes a structure.
  ///
  /// - Parameters:
  ///   - cookie: The cookie of the index's record.
  ///   - writeCounter: How many leaves were ever written to level 0.
  ///   - levels: The levels, from the newest segments to the oldest.
  public init(cookie: UInt32 = 0, writeCounter: UInt64 = 0, levels: [Level] = []) {
    self.cookie = cookie
    self.writeCounter = writeCounter
    self.levels = levels
  }

  /// Reads the record.
  ///
  /// - Parameter bytes: The block of the row of `%_data` with id 10.
  /// - Throws: `PostingsError.damagedStructure`, or `.unknownStructure` for the newer form.
  public init(bytes: [UInt8]) throws(PostingsError) {
    guard bytes.count >= 4 else { throw .damagedStructure }
    if bytes.dropFirst(4).starts(with: [0xff, 0, 0, 1] as [UInt8]) { throw .unknownStructure }
    cookie = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    var reader = VarintReader(bytes: bytes, offset: 4, error: .damagedStructure)
    let levelCount = try reader.next(upTo: Self.maximumCount)
    var rest = try reader.next(upTo: Self.maximumCount)
    writeCounter = try reader.next()
    levels = []
    for _ in 0..<levelCount {
      var level = Level(mergeCount: try reader.next(upTo: Self.maximumCount))
      let count = try reader.next(upTo: rest)
      guard level.mergeCount <= count else { throw .damagedStructure }
      rest -= count
      for _ in 0..<count {
        let segment = Segment(
          id: try reader.next(upTo: Self.maximumID),
          firstPage: try reader.next(upTo: Self.maximumPage),
          lastPage: try reader.next(upTo: Self.maximumPage))
        guard segment.id > 0, segment.firstPage <= segment.lastPage else {
          throw .damagedStructure
        }
        level.segments.append(segment)
      }
      levels.append(level)
    }
    guard rest == 0, reader.isAtEnd else { throw .damagedStructure }
    // What is merged goes to the last segment of the next level.
    for (level, next) in zip(levels, levels.dropFirst()) where level.mergeCount > 0 {
      guard !next.segments.isEmpty else { throw .damagedStructure }
    }
    guard levels.last?.mergeCount ?? 0 == 0 else { throw .damagedStructure }
  }

  /// The record: the block for the row of `%_data` with id 10.
  public var bytes: [UInt8] {
    var bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: cookie >> $0) }
    func append(_ value: Int) { Varint.append(UInt64(truncatingIfNeeded: value), to: &bytes) }
    append(levels.count)
    append(levels.reduce(0) { $0 + $1.segments.count })
    Varint.append(writeCounter, to: &bytes)
    for level in levels {
      append(level.mergeCount)
      append(level.segments.count)
      for segment in level.segments {
        append(segment.id)
        append(segment.firstPage)
        append(segment.lastPage)
      }
    }
    return bytes
  }
}
