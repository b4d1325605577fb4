public import SouPostings

extension Postings {
  /// The documents that have a term with a prefix, and how often.
  ///
  /// - Parameters:
  ///   - prefix: The prefix, UTF-8.
  ///   - isAlone: True if no two terms with the prefix can stand at one position; then the
  ///     occurrences add up and no position is looked at.
  /// - Returns: The rows, ascending.
  /// - Throws: `PostingsError`, or what SQLite says.
  /// - Complexity: O(rows of all those terms), and if not `isAlone` O(n log n) positions.
  public func rows(prefix: [UInt8], isAlone: Bool) throws -> [Occurrences] {
    guard isAlone else {
      return try positions(prefix: prefix, among: nil, shift: 0).occurrences()
    }
    if segments.count == 1 {
      try forEachTerm(beginningWith: prefix, in: segments[0]) { cursor in
        try cursor.addRows(to: table, from: pages)
      }
    } else {
      for term in try terms(beginningWith: prefix) { try table.add(try rows(term)) }
    }
    let rows = table.takeRows()
    try check(rows.last?.document)
    return rows
  }

  /// Where terms with a prefix are.
  ///
  /// - Parameters:
  ///   - prefix: The prefix, UTF-8.
  ///   - documents: In which documents, ascending; nil for all.
  ///   - shift: What is taken from each position.
  /// - Returns: Rows that have positions.
  /// - Throws: `PostingsError`, or what SQLite says.
  /// - Complexity: O(n log n) positions.
  public func positions(
    prefix: [UInt8], among documents: [UInt32]?, shift: UInt32
  ) throws -> PositionedRows {
    var places: [UInt64] = []
    for term in try terms(beginningWith: prefix) {
      let rows = try positions(term, among: documents, shift: shift)
      for (row, document) in rows.documents.enumerated() {
        for index in rows.range(of: row) {
          places.append(UInt64(document) << 32 | UInt64(rows.positions[index]))
        }
      }
    }
    return PositionedRows(sorting: places)
  }

  /// The terms with a prefix, in no particular order.
  private func terms(beginningWith prefix: [UInt8]) throws -> [Term] {
    var parts: [[UInt8]: [Term.Part]] = [:]
    for segment in segments {
      var term = [Self.keyPrefix] + prefix
      try forEachTerm(beginningWith: prefix, in: segment) { cursor in
        try cursor.readTerm(into: &term)
        let place = cursor.place
        try cursor.passRows(from: pages)
        parts[term, default: []].append(Term.Part(place: place, table: nil))
      }
    }
    return parts.values.map { Term(parts: $0) }
  }

  /// Gives each term of a segment that begins with a prefix to `body`, which must walk its rows.
  private func forEachTerm(
    beginningWith prefix: [UInt8], in segment: SegmentStructure.Segment,
    _ body: (inout PostingCursor) throws -> Void
  ) throws {
    let key = [Self.keyPrefix] + prefix
    guard let below = try leaf(below: key, in: segment) else { return }
    var cursor = try PostingCursor(segment, leaf: below.number, from: pages)
    var found = try cursor.find(key)
    if found == nil {
      guard let above = try leaf(above: key, in: segment) else { return }
      cursor = try PostingCursor(segment, leaf: above.number, from: pages)
      found = try cursor.find(key)
    }
    guard found == .key || found == .prefix else { return }
    repeat {
      try body(&cursor)
    } while try cursor.nextTerm(beginningWith: key, from: pages)
  }
}
