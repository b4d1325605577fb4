import SouPostings

/// Encodes sorted terms with their rows.
///
///     a term: bytes in common with the one before, bytes that follow (2 bytes each), bytes of the
///             rows (4), the last rowid (8); the bytes that follow, the rows
///
/// Numbers are in the machine's order: nobody else reads this.
struct RunWriter: DoclistSink {
  fileprivate struct Header: BitwiseCopyable {
    var common: UInt16
    var more: UInt16
    var rows: UInt32
    var lastRowid: Int64
  }

  private(set) var bytes: [UInt8] = []
  private var previous: [UInt8] = []

  mutating func take(_ key: [UInt8], rows: UnsafeRawBufferPointer, lastRowid: Int64) {
    var common = 0
    while common < previous.count, common < key.count, previous[common] == key[common] {
      common += 1
    }
    let header = Header(
      common: UInt16(truncatingIfNeeded: common),
      more: UInt16(truncatingIfNeeded: key.count - common),
      rows: UInt32(truncatingIfNeeded: rows.count), lastRowid: lastRowid)
    unsafe withUnsafeBytes(of: header) { unsafe bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: key[common...])
    unsafe bytes.append(contentsOf: rows)
    previous.removeAll(keepingCapacity: true)
    previous.append(contentsOf: key)
  }
}

/// Reads what `RunWriter` made, from memory or a spill file; of a file it holds a piece, or one term's
/// rows.
final class RunReader {
  private let index: String
  private let file: SpillFile?
  /// What of the file was not read.
  private var rest: Range<Int>
  private var buffer: [UInt8]
  /// What of the buffer was read and not taken.
  private var position = 0
  private var end: Int
  private var rows = 0..<0

  /// The term with its leading '0' byte.
  private(set) var key: [UInt8] = []
  /// The term's first eight bytes, the first the highest, NUL where there are no more.
  private var head: UInt64 = 0
  /// The last of its rows.
  private(set) var lastRowid: Int64 = 0

  init(_ range: Range<Int>, of file: SpillFile, index: String) {
    self.index = index
    self.file = file
    rest = range
    buffer = Array(repeating: 0, count: min(1 << 18, range.count))
    end = 0
  }

  init(_ bytes: [UInt8], index: String) {
    self.index = index
    file = nil
    rest = 0..<0
    buffer = bytes
    end = bytes.count
  }

  /// The term's rows, as `DoclistWriter` makes them.
  func withRows<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe buffer.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[rows])) }
  }

  /// Gives the term and its rows to a sink.
  ///
  /// - Throws: What the sink throws.
  func give<Sink: DoclistSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    var failure: Sink.Failure?
    unsafe withRows { rows in
      do throws(Sink.Failure) {
        try unsafe sink.take(key, rows: rows, lastRowid: lastRowid)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Whether the term stands before another run's.
  func precedes(_ other: RunReader) -> Bool {
    head == other.head ? key.lexicographicallyPrecedes(other.key) : head < other.head
  }

  /// Whether the term is another run's, too.
  func hasTerm(of other: RunReader) -> Bool { head == other.head && key == other.key }

  /// Goes to the next term.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: `IndexError`.
  func next() throws(IndexError) -> Bool {
    if position == end, rest.isEmpty { return false }
    let size = MemoryLayout<RunWriter.Header>.size
    try load(size)
    let header = unsafe buffer.withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: position, as: RunWriter.Header.self)
    }
    position += size
    let more = Int(header.more)
    try load(more + Int(header.rows))
    guard header.common <= key.count else { throw damage }
    key.removeLast(key.count - Int(header.common))
    unsafe buffer.withUnsafeBytes {
      unsafe key.append(
        contentsOf: UnsafeRawBufferPointer(rebasing: $0[position..<position + more]))
    }
    head = unsafe key.withUnsafeBufferPointer {
      unsafe TermTable.head(of: UnsafeBufferPointer(rebasing: $0.dropFirst()))
    }
    rows = position + more..<position + more + Int(header.rows)
    position = rows.upperBound
    lastRowid = header.lastRowid
    return true
  }

  /// Sees to it that so many bytes stand from `position` on.
  private func load(_ count: Int) throws(IndexError) {
    guard end - position < count else { return }
    guard let file, count <= end - position + rest.count else { throw damage }
    let kept = end - position
    if kept > 0 { buffer.replaceSubrange(0..<kept, with: Array(buffer[position..<end])) }
    position = 0
    end = kept
    if buffer.count < count { buffer += Array(repeating: 0, count: count - buffer.count) }
    while end < count {
      let free = end..<min(buffer.count, end + rest.count)
      var read = 0
      var failure: IndexError?
      unsafe buffer.withUnsafeMutableBytes { bytes in
        do throws(IndexError) {
          read = try unsafe file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: bytes[free]), at: rest.lowerBound)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      end += read
      rest = rest.dropFirst(read)
    }
  }

  private var damage: IndexError {
    .failed(path: index, code: 10, message: "a temporary file is not as it was written")
  }
}

/// Gives the terms of all runs to a sink, each once; a term's rows follow in the order of the runs,
/// each of which has larger rowids than the one before.
///
/// - Throws: `IndexError`, or what the sink throws.
/// - Complexity: O(bytes + terms × runs).
func merge<Sink: DoclistSink & ~Copyable>(
  _ runs: [RunReader], into sink: inout Sink
) throws(IndexError) where Sink.Failure == IndexError {
  var doclist = DoclistWriter()
  var runs = runs
  var holders = runs
  var key: [UInt8] = []
  while true {
    // Those whose term was given go on.
    for run in holders where try !run.next() { runs.removeAll { $0 === run } }
    guard var least = runs.first else { return }
    for run in runs.dropFirst() where run.precedes(least) { least = run }
    holders.removeAll(keepingCapacity: true)
    for run in runs where run.hasTerm(of: least) { holders.append(run) }
    if holders.count == 1 {
      try least.give(to: &sink)
      continue
    }
    for run in holders {
      _ = unsafe run.withRows { unsafe doclist.append(rows: $0, lastRowid: run.lastRowid) }
    }
    key.removeAll(keepingCapacity: true)
    key.append(contentsOf: least.key)
    unsafe try doclist.finish { (rows, lastRowid) throws(IndexError) in
      unsafe try sink.take(key, rows: rows, lastRowid: lastRowid)
    }
  }
}
