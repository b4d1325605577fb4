/// What a cursor shows a term's rows to; the loop is compiled for each kind.
protocol RowVisitor: ~Copyable {
  /// The first document that is of interest: leaves before it may be passed over, and from
  /// `UInt32.max` on nothing is.
  var target: UInt32 { get }

  /// Takes a row.
  ///
  /// - Returns: False if `target` has moved, so that leaves may now be passed over.
  mutating func row(
    _ document: UInt32, _ positions: PositionBytes
  ) throws(PostingsError) -> Bool
}

extension PostingCursor {
  /// Why the walk along a leaf has stopped.
  private enum Stop {
    /// The term's part of the leaf is at its end.
    case end
    /// The visitor's target has moved.
    case moved
    /// The row's position list of so many bytes goes on behind the leaf.
    case split(Int)
  }

  /// Where a walk along a leaf is.
  private struct Place {
    var offset: Int
    var end: Int
    /// The row before; -1 before the first.
    var last: Int64 = -1
    /// True before the term's or the leaf's first row, which is whole and not a difference.
    var isWhole = true

    var document: UInt32 { UInt32(truncatingIfNeeded: last) }
  }

  /// Shows the term's rows to a visitor, in order; stops behind them, unless the visitor's target
  /// went to `UInt32.max`.
  ///
  /// - Parameters:
  ///   - visitor: What takes the rows.
  ///   - table: The term's doclist index, if leaves are to be passed over.
  ///   - provider: What gives the pages.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  @inline(__always)
  mutating func walk(
    _ visitor: inout some RowVisitor & ~Copyable, table: LeafTable? = nil,
    from provider: any PageProvider
  ) throws(PostingsError) {
    var place = Place(offset: rows.lowerBound, end: rows.upperBound)
    while true {
      switch try walkLeaf(&visitor, &place) {
      case .split(let count):
        try join(count, &place, from: provider)
        if visitor.target <= place.document { try visitJoined(&visitor, place.document) }
      case .moved:
        guard visitor.target != .max else { return }
        guard let next = table?.leaf(of: visitor.target), next > leaf else { continue }
        try jump(to: next, &place, from: provider)
      case .end:
        guard !hasNextTerm, leaf < lastLeaf else { return }
        if let next = table?.leaf(of: visitor.target), next > leaf + 1 {
          try jump(to: next, &place, from: provider)
        } else {
          try load(leaf + 1, from: provider)
          guard !continuedRows.isEmpty else { return }
          guard firstRowOffset == continuedRows.lowerBound else { throw damage }
          place = Place(offset: firstRowOffset, end: nextTerm, last: place.last)
        }
      }
    }
  }

  /// The loop that costs. Offsets stay within the part: each varint is checked against its end.
  @inline(__always)
  private func walkLeaf(
    _ visitor: inout some RowVisitor & ~Copyable, _ place: inout Place
  ) throws(PostingsError) -> Stop {
    let page = self.page
    let end = place.end
    var offset = place.offset
    var last = place.last
    defer {
      place.offset = offset
      place.last = last
    }
    while offset < end {
      guard var difference = page.varint(at: &offset, end: end) else { throw damage }
      if place.isWhole {
        difference &-= UInt64(bitPattern: last)
        place.isWhole = false
      }
      // From 1 to what is left below the limit.
      guard difference &- 1 < UInt64(bitPattern: Occurrences.documentLimit &- 1 &- last) else {
        throw difference == 0 ? damage : .beyondLimits
      }
      guard let size = page.varint(at: &offset, end: end) else { throw damage }
      last &+= Int64(bitPattern: difference)
      let count = Int(truncatingIfNeeded: size >> 1)
      if count > end &- offset { return .split(count) }
      let list = unsafe PositionBytes(base: page.base + offset, count: count)
      offset &+= count
      if try !visitor.row(UInt32(truncatingIfNeeded: last), list) { return .moved }
    }
    return .end
  }

  private mutating func jump(
    to number: Int, _ place: inout Place, from provider: any PageProvider
  ) throws(PostingsError) {
    try load(number, from: provider)
    guard firstRowOffset > 0 else { throw damage }
    place = Place(offset: firstRowOffset, end: nextTerm, last: place.last)
  }

  private func visitJoined(
    _ visitor: inout some RowVisitor & ~Copyable, _ document: UInt32
  ) throws(PostingsError) {
    let count = joined.count - PageBytes.padding
    try unsafe joined.withUnsafeBufferPointer { bytes throws(PostingsError) in
      guard let base = bytes.baseAddress else { return }
      _ = try visitor.row(document, unsafe PositionBytes(base: base, count: count))
    }
  }

  /// Puts together a position list that goes over the leaf's end, and goes behind it.
  private mutating func join(
    _ count: Int, _ place: inout Place, from provider: any PageProvider
  ) throws(PostingsError) {
    joined.removeAll(keepingCapacity: true)
    while true {
      let part = min(count - joined.count, place.end - place.offset)
      for index in place.offset..<place.offset + part { unsafe joined.append(page.base[index]) }
      place.offset += part
      if joined.count == count { break }
      guard !hasNextTerm, leaf < lastLeaf else { throw damage }
      try load(leaf + 1, from: provider)
      place = Place(offset: continuedRows.lowerBound, end: nextTerm, last: place.last)
      // What follows the list on its last leaf is the row that the header names, or nothing.
      let rest = count - joined.count
      let own = (firstRowOffset > 0 ? firstRowOffset : nextTerm) - place.offset
      guard rest == own || rest > own && firstRowOffset == 0 else { throw damage }
    }
    for _ in 0..<PageBytes.padding { joined.append(0) }
  }
}
