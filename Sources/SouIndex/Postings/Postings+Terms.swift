public import SouPostings

extension Postings {
  /// `FTS5_MAIN_PREFIX`, fts5_index.c.
  static let keyPrefix = UInt8(ascii: "0")

  /// Looks a term up.
  ///
  /// - Parameter term: The term, UTF-8.
  /// - Returns: Where its rows are.
  /// - Throws: `PostingsError`, or what SQLite says.
  /// - Complexity: O(log terms) a segment; O(1) if it was looked up before.
  public func term(_ term: [UInt8]) throws -> Term {
    if let known = terms[term] { return known }
    let key = [Self.keyPrefix] + term
    var parts: [Term.Part] = []
    for segment in segments {
      guard let leaf = try leaf(below: key, in: segment) else { continue }
      var cursor = try PostingCursor(segment, leaf: leaf.number, from: pages)
      guard try cursor.find(key) == .key else { continue }
      let place = cursor.place
      // The row of `%_idx` speaks of the leaf's last term.
      let hasTable = leaf.lastHasTable && !place.endsOnLeaf
      parts.append(
        Term.Part(place: place, table: hasTable ? try LeafTable(of: place, from: pages) : nil))
    }
    let found = Term(parts: parts)
    if terms.count >= Self.termLimit { terms.removeAll(keepingCapacity: true) }
    terms[term] = found
    return found
  }

  /// How many documents have a term.
  ///
  /// - Complexity: O(documents that have it) once.
  public func count(_ term: Term) throws -> Int {
    if let count = term.count { return count }
    let count: Int
    if term.parts.count == 1 {
      var cursor = try PostingCursor(term.parts[0].place, from: pages)
      count = try cursor.countRows(from: pages)
    } else {
      count = try rows(term).count
    }
    term.count = count
    return count
  }

  /// The documents that have a term, and how often.
  ///
  /// - Complexity: O(documents that have it).
  public func rows(_ term: Term) throws -> [Occurrences] {
    let rows = try newest(of: term) { part in
      var cursor = try PostingCursor(part.place, from: pages)
      return try cursor.allRows(from: pages)
    }
    term.count = rows.count
    return rows
  }

  /// Which of some documents have a term, and how often.
  ///
  /// - Parameters:
  ///   - term: The term.
  ///   - documents: Documents, ascending.
  /// - Returns: The rows, ascending.
  /// - Throws: `PostingsError`, or what SQLite says.
  public func rows(_ term: Term, among documents: [UInt32]) throws -> [Occurrences] {
    guard !documents.isEmpty else { return [] }
    return try newest(of: term) { part in
      var cursor = try PostingCursor(part.place, from: pages)
      return try cursor.rows(among: documents, table: part.table, from: pages)
    }
  }

  /// Where a term is.
  ///
  /// - Parameters:
  ///   - term: The term.
  ///   - documents: In which documents, ascending; nil for all.
  ///   - shift: What is taken from each position: where the term stands in its phrase.
  /// - Returns: Rows that have positions.
  /// - Throws: `PostingsError`, or what SQLite says.
  public func positions(
    _ term: Term, among documents: [UInt32]?, shift: UInt32
  ) throws -> PositionedRows {
    var rows = PositionedRows()
    guard documents?.isEmpty != true else { return rows }
    for part in term.parts {
      var cursor = try PostingCursor(part.place, from: pages)
      rows.addOlder(
        try cursor.positions(
          among: documents, shift: shift, table: part.table, from: pages))
    }
    rows.removeEmpty()
    try check(rows.documents.last)
    return rows
  }

  /// The last of some documents that have a term must be one that there is.
  func check(_ document: UInt32?) throws(PostingsError) {
    if let document, document >= limit { throw .beyondLimits }
  }

  /// What the segments say together, without deletes.
  func newest(
    of term: Term, _ rows: (Term.Part) throws -> [Occurrences]
  ) throws -> [Occurrences] {
    var result: [Occurrences] = []
    for part in term.parts {
      let older = try rows(part)
      result = result.isEmpty ? older : result.mergedWithOlder(older)
    }
    if result.contains(where: { $0.isEmpty }) { result.removeAll { $0.isEmpty } }
    try check(result.last?.document)
    return result
  }

  /// The leaf that a key is on if a segment has it, and whether the last term on it has a doclist
  /// index.
  func leaf(
    below key: [UInt8], in segment: SegmentStructure.Segment
  ) throws -> (number: Int, lastHasTable: Bool)? {
    try leaf(leafBelow, key, segment)
  }

  /// The next leaf that a term begins on.
  func leaf(
    above key: [UInt8], in segment: SegmentStructure.Segment
  ) throws -> (number: Int, lastHasTable: Bool)? {
    try leaf(leafAbove, key, segment)
  }

  private func leaf(
    _ statement: RowReader, _ key: [UInt8], _ segment: SegmentStructure.Segment
  ) throws -> (number: Int, lastHasTable: Bool)? {
    defer { statement.reset() }
    statement.bind(Int64(segment.id), at: 1)
    statement.bind(key, at: 2)
    guard try statement.step() else { return nil }
    let page = statement.integer(0)
    let number = Int(page >> 1)
    // A merge that goes on has taken the leaves before (`fts5SegIterSeekInit`, fts5_index.c).
    guard number >= segment.firstPage else { return (segment.firstPage, false) }
    guard number <= segment.lastPage else {
      throw PostingsError.damagedPage(PageID.leaf(segment: segment.id, page: number))
    }
    return (number, page & 1 == 1)
  }
}

extension [Occurrences] {
  /// What a newer segment, which this is of, and an older one say together.
  fileprivate func mergedWithOlder(_ older: [Occurrences]) -> [Occurrences] {
    var result: [Occurrences] = []
    result.reserveCapacity(count + older.count)
    var index = 0
    for row in older {
      while index < count, self[index].document < row.document {
        result.append(self[index])
        index += 1
      }
      if index == count || self[index].document > row.document { result.append(row) }
    }
    result += self[index...]
    return result
  }
}
