/// Rows of a term or phrase with where it begins in each: what phrases are put together from.
public struct PositionedRows: Sendable {
  /// The documents, ascending.
  public var documents: [UInt32] = []
  /// Where each document's positions end in `positions`; they begin where the last one's end.
  public var ends: [Int] = []
  /// Positions, ascending in each document; bit 31 is the column.
  public var positions: [UInt32] = []

  /// Makes a list without rows.
  public init() {}

  /// Makes a list out of positions in any order, the document in the upper half of each; those that
  /// are there twice count once.
  ///
  /// - Complexity: O(n log n).
  public init(sorting places: [UInt64]) {
    var last: UInt64?
    for place in places.sorted() where place != last {
      if let last, last >> 32 != place >> 32 { end(UInt32(truncatingIfNeeded: last >> 32)) }
      positions.append(UInt32(truncatingIfNeeded: place))
      last = place
    }
    if let last { end(UInt32(truncatingIfNeeded: last >> 32)) }
  }

  /// The positions of a row.
  ///
  /// - Parameter row: The row's index in `documents`.
  /// - Returns: Indices of `positions`.
  @inlinable
  public func range(of row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

  /// Ends a row; one without positions says that the document was deleted.
  mutating func end(_ document: UInt32) {
    documents.append(document)
    ends.append(positions.count)
  }

  mutating func append(_ row: Int, of other: PositionedRows) {
    positions.append(contentsOf: other.positions[other.range(of: row)])
    end(other.documents[row])
  }

  /// What a newer segment and older ones say together: the newer one wins a row.
  ///
  /// - Parameter older: The older segments' rows.
  public mutating func addOlder(_ older: PositionedRows) {
    guard !older.documents.isEmpty else { return }
    let newer = self
    self = PositionedRows()
    var row = 0
    for (olderRow, document) in older.documents.enumerated() {
      while row < newer.documents.count, newer.documents[row] < document {
        append(row, of: newer)
        row += 1
      }
      if row == newer.documents.count || newer.documents[row] > document {
        append(olderRow, of: older)
      }
    }
    while row < newer.documents.count {
      append(row, of: newer)
      row += 1
    }
  }

  /// Leaves out rows without positions.
  public mutating func removeEmpty() {
    var last = 0
    let isWhole = ends.allSatisfy { end in
      defer { last = end }
      return end > last
    }
    if isWhole { return }
    let all = self
    self = PositionedRows()
    for row in all.documents.indices where !all.range(of: row).isEmpty { append(row, of: all) }
  }

  /// Keeps the positions that another list has too, and the rows that then have any.
  ///
  /// - Parameter other: The other list.
  /// - Complexity: O(rows and positions of both).
  public mutating func formIntersection(_ other: PositionedRows) {
    var result = PositionedRows()
    var row = 0
    for (otherRow, document) in other.documents.enumerated() {
      while row < documents.count, documents[row] < document { row += 1 }
      guard row < documents.count else { break }
      guard documents[row] == document else { continue }
      let own = range(of: row)
      let others = other.range(of: otherRow)
      var index = own.lowerBound
      var otherIndex = others.lowerBound
      let before = result.positions.count
      while index < own.upperBound, otherIndex < others.upperBound {
        let position = positions[index]
        let otherPosition = other.positions[otherIndex]
        if position == otherPosition { result.positions.append(position) }
        if position <= otherPosition { index += 1 }
        if otherPosition <= position { otherIndex += 1 }
      }
      if result.positions.count > before { result.end(document) }
    }
    self = result
  }

  /// How often each row has it.
  ///
  /// - Returns: A number a row.
  /// - Throws: `PostingsError.beyondLimits`.
  public func occurrences() throws(PostingsError) -> [Occurrences] {
    var result: [Occurrences] = []
    result.reserveCapacity(documents.count)
    for (row, document) in documents.enumerated() {
      var first = 0
      let range = range(of: row)
      while first < range.count, positions[range.lowerBound + first] < 1 << 31 { first += 1 }
      result.append(try Occurrences(document: document, first: first, second: range.count - first))
    }
    return result
  }
}

extension Occurrences {
  /// Packs counts, if they fit.
  init(document: UInt32, first: Int, second: Int) throws(PostingsError) {
    guard first <= Self.limits.first, second <= Self.limits.second else {
      throw .beyondLimits
    }
    self.init(
      document: document, first: UInt32(truncatingIfNeeded: first),
      second: UInt32(truncatingIfNeeded: second))
  }
}
