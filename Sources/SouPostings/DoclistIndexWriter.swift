/// The doclist index of the term being written: for each leaf after the one with the term, the
/// first rowid that begins on it, or 0x00 where none does (`fts5WriteDlidxAppend`,
/// ext/fts5/fts5_index.c). A tree; of each height all pages but the last are already written.
@usableFromInline
struct DoclistIndexWriter: Sendable {
  /// The unfinished page of one height: flags, number of the first child, its first rowid, then a
  /// difference for each child after it.
  struct Node {
    var bytes: [UInt8] = []
    var number = 0
    var firstRowid: Int64 = 0
    var previousRowid: Int64 = 0
  }

  var nodes = [Node()]

  @usableFromInline init() {}

  @usableFromInline var isEmpty: Bool { nodes[0].bytes.isEmpty }

  /// Forgets the index of the term before; the next one begins on a leaf.
  @usableFromInline
  mutating func begin(leaf: Int) {
    for height in nodes.indices { nodes[height].bytes.removeAll(keepingCapacity: true) }
    nodes[0].number = leaf
  }

  /// Notes a leaf on which no rowid begins, once the index has begun.
  @usableFromInline
  mutating func appendLeafWithoutRowid() {
    if !isEmpty { nodes[0].bytes.append(0) }
  }

  /// Notes a leaf's first rowid.
  @usableFromInline
  mutating func append<Sink: SegmentSink & ~Copyable>(
    rowid: Int64, leaf: Int, segment: Int, pageSize: Int, to sink: inout Sink
  ) throws(Sink.Failure) {
    var height = 0
    var child = leaf
    while true {
      let isFull = nodes[height].bytes.count >= pageSize
      if isFull { try write(height, segment: segment, to: &sink) }
      add(rowid: rowid, child: child, height: height, isRoot: !isFull)
      guard isFull else { return }
      child = nodes[height].number
      height += 1
    }
  }

  /// Writes a full page and opens the next of its height; a root gets a root above it.
  private mutating func write<Sink: SegmentSink & ~Copyable>(
    _ height: Int, segment: Int, to sink: inout Sink
  ) throws(Sink.Failure) {
    nodes[height].bytes[0] = 1
    try put(height, segment: segment, to: &sink)
    if height + 1 == nodes.count { nodes.append(Node()) }
    let node = nodes[height]
    if nodes[height + 1].bytes.isEmpty {
      nodes[height + 1].number = node.number
      add(rowid: node.firstRowid, child: node.number, height: height + 1, isRoot: true)
    }
    nodes[height].bytes.removeAll(keepingCapacity: true)
    nodes[height].number += 1
  }

  private mutating func add(rowid: Int64, child: Int, height: Int, isRoot: Bool) {
    if nodes[height].bytes.isEmpty {
      nodes[height].bytes.append(isRoot ? 0 : 1)
      Varint.append(UInt64(truncatingIfNeeded: child), to: &nodes[height].bytes)
      nodes[height].firstRowid = rowid
      nodes[height].previousRowid = 0
    }
    let difference = rowid &- nodes[height].previousRowid
    Varint.append(UInt64(bitPattern: difference), to: &nodes[height].bytes)
    nodes[height].previousRowid = rowid
  }

  /// Writes the last page of each height.
  @usableFromInline
  func finish<Sink: SegmentSink & ~Copyable>(
    segment: Int, to sink: inout Sink
  ) throws(Sink.Failure) {
    for height in nodes.indices where !nodes[height].bytes.isEmpty {
      try put(height, segment: segment, to: &sink)
    }
  }

  private func put<Sink: SegmentSink & ~Copyable>(
    _ height: Int, segment: Int, to sink: inout Sink
  ) throws(Sink.Failure) {
    let node = nodes[height]
    let id = PageID.doclistIndex(segment: segment, page: node.number, height: height)
    var result: Result<Void, Sink.Failure> = .success(())
    unsafe node.bytes.withUnsafeBytes { page in
      do throws(Sink.Failure) { unsafe try sink.write(id: id, page: page) } catch {
        result = .failure(error)
      }
    }
    try result.get()
  }
}
