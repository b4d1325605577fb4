extension PostingCursor {
  /// Counts the term's rows that are not deletes.
  ///
  /// - Complexity: O(rows); position lists are not looked at.
  public mutating func countRows(
    from provider: any PageProvider
  ) throws(PostingsError) -> Int {
    var counter = RowCounter()
    try walk(&counter, from: provider)
    return counter.count
  }

  /// Goes behind the term's rows.
  public mutating func passRows(from provider: any PageProvider) throws(PostingsError) {
    while !hasNextTerm, try nextLeaf(from: provider), continuedRows.isEmpty == false {}
  }

  /// The term's rows, deletes included.
  ///
  /// - Complexity: O(rows).
  public mutating func allRows(
    from provider: any PageProvider
  ) throws(PostingsError) -> [Occurrences] {
    var collector = RowCollector()
    try walk(&collector, from: provider)
    return collector.buffer.rows
  }

  /// Adds the term's rows to a table.
  ///
  /// - Complexity: O(rows).
  public mutating func addRows(
    to table: OccurrenceTable, from provider: any PageProvider
  ) throws(PostingsError) {
    var adder = RowAdder(table: table)
    try walk(&adder, from: provider)
  }

  /// The term's rows, deletes included, among some documents.
  ///
  /// - Parameters:
  ///   - documents: The documents, ascending.
  ///   - table: The term's doclist index, if it has one.
  ///   - provider: What gives the pages.
  /// - Returns: The rows, ascending.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  /// - Complexity: O(rows) on the leaves on which documents may be.
  public mutating func rows(
    among documents: [UInt32], table: LeafTable?, from provider: any PageProvider
  ) throws(PostingsError) -> [Occurrences] {
    try unsafe documents.withUnsafeBufferPointer { documents throws(PostingsError) in
      var finder = unsafe RowFinder(documents)
      try walk(&finder, table: table, from: provider)
      return finder.found
    }
  }

  /// The term's rows with its positions, deletes included.
  ///
  /// - Parameters:
  ///   - documents: Among which documents, ascending; nil for all.
  ///   - shift: What is taken from each position: where the term stands in its phrase.
  ///   - table: The term's doclist index, if it has one.
  ///   - provider: What gives the pages.
  /// - Returns: The rows, ascending; those that have no position left too.
  /// - Throws: `PostingsError` if a page is damaged or missing.
  public mutating func positions(
    among documents: [UInt32]?, shift: UInt32, table: LeafTable?,
    from provider: any PageProvider
  ) throws(PostingsError) -> PositionedRows {
    guard let documents else {
      var collector = PositionCollector(shift: shift)
      try walk(&collector, from: provider)
      return collector.rows
    }
    return try unsafe documents.withUnsafeBufferPointer { documents throws(PostingsError) in
      var finder = unsafe PositionFinder(
        targets: Targets(documents), collector: PositionCollector(shift: shift))
      try walk(&finder, table: table, from: provider)
      return finder.collector.rows
    }
  }
}

private struct RowCounter: RowVisitor {
  var target: UInt32 { 0 }
  var count = 0

  @inline(__always)
  mutating func row(_: UInt32, _ positions: PositionBytes) -> Bool {
    count &+= positions.count > 0 ? 1 : 0
    return true
  }
}

private struct RowCollector: RowVisitor, ~Copyable {
  var target: UInt32 { 0 }
  var buffer = RowBuffer()

  @inline(__always)
  mutating func row(
    _ document: UInt32, _ positions: PositionBytes
  ) throws(PostingsError) -> Bool {
    buffer.append(UInt64(document) << 32 | UInt64(try positions.occurrences()))
    return true
  }
}

private struct RowAdder: RowVisitor {
  var target: UInt32 { 0 }
  let table: OccurrenceTable

  @inline(__always)
  mutating func row(
    _ document: UInt32, _ positions: PositionBytes
  ) throws(PostingsError) -> Bool {
    try table.add(document, try positions.occurrences())
    return true
  }
}

/// Documents that are looked for, in their order.
@safe
private struct Targets {
  private let documents: UnsafeBufferPointer<UInt32>
  private var index = 0
  private(set) var next: UInt32

  init(_ documents: UnsafeBufferPointer<UInt32>) {
    unsafe self.documents = documents
    next = unsafe documents.first ?? .max
  }

  /// Passes over what lies before a document; true if it is among them.
  @inline(__always)
  mutating func pass(_ document: UInt32) -> Bool {
    while next < document { advance() }
    guard next == document else { return false }
    advance()
    return true
  }

  @inline(__always)
  private mutating func advance() {
    index &+= 1
    next = unsafe index < documents.count ? documents[index] : .max
  }
}

private struct RowFinder: RowVisitor {
  private var targets: Targets
  var found: [Occurrences] = []

  init(_ documents: UnsafeBufferPointer<UInt32>) { targets = unsafe Targets(documents) }

  var target: UInt32 { targets.next }

  @inline(__always)
  mutating func row(
    _ document: UInt32, _ positions: PositionBytes
  ) throws(PostingsError) -> Bool {
    if document < targets.next { return true }
    if targets.pass(document) {
      found.append(
        Occurrences(bits: UInt64(document) << 32 | UInt64(try positions.occurrences())))
    }
    return false
  }
}

private struct PositionCollector: RowVisitor {
  var target: UInt32 { 0 }
  let shift: UInt32
  var rows = PositionedRows()

  mutating func row(
    _ document: UInt32, _ positions: PositionBytes
  ) throws(PostingsError) -> Bool {
    try positions.append(to: &rows.positions, shift: shift)
    rows.end(document)
    return true
  }
}

private struct PositionFinder: RowVisitor {
  var targets: Targets
  var collector: PositionCollector

  var target: UInt32 { targets.next }

  @inline(__always)
  mutating func row(
    _ document: UInt32, _ positions: PositionBytes
  ) throws(PostingsError) -> Bool {
    if document < targets.next { return true }
    if targets.pass(document) { _ = try collector.row(document, positions) }
    return false
  }
}
