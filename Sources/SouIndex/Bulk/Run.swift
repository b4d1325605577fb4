import SouPostings

/// Encodes sorted terms with their rows.
///
///     a term: bytes in common with the one before, bytes that follow, these; the last rowid;
///             bytes of the rows, these (all numbers are varints)
struct RunWriter: DoclistSink {
  private(set) var bytes: [UInt8] = []
  private var previous: [UInt8] = []

  mutating func take(_ key: [UInt8], rows: UnsafeRawBufferPointer, lastRowid: Int64) {
    var common = 0
    while common < previous.count, common < key.count, previous[common] == key[common] {
      common += 1
    }
    Varint.append(UInt64(common), to: &bytes)
    Varint.append(UInt64(key.count - common), to: &bytes)
    bytes += key[common...]
    Varint.append(UInt64(bitPattern: lastRowid), to: &bytes)
    Varint.append(UInt64(rows.count), to: &bytes)
    unsafe bytes.append(contentsOf: rows)
    previous.removeAll(keepingCapacity: true)
    previous += key
  }
}

/// Reads what `RunWriter` made, from memory or a spill file; of a file it holds a piece, or one term's
/// rows.
final class RunReader {
  private let file: SpillFile?
  private var rest: Range<Int>
  private var buffer: [UInt8]
  /// What of the buffer was read from the file and not yet taken.
  private var window = 0..<0
  private let index: String

  /// The term with its leading '0' byte.
  private(set) var key: [UInt8] = []
  /// The last of its rows.
  private(set) var lastRowid: Int64 = 0
  private var rowsStart = 0
  private var rowsCount = 0

  init(_ range: Range<Int>, of file: SpillFile, index: String) {
    self.file = file
    self.index = index
    rest = range
    buffer = Array(repeating: 0, count: min(1 << 18, range.count))
  }

  init(_ bytes: [UInt8], index: String) {
    file = nil
    self.index = index
    rest = 0..<0
    buffer = bytes
    window = bytes.indices
  }

  /// The term's rows, as `DoclistWriter` makes them.
  func withRows<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe buffer.withUnsafeBytes {
      unsafe body(UnsafeRawBufferPointer(rebasing: $0[rowsStart..<rowsStart + rowsCount]))
    }
  }

  /// Gives the term and its rows to a sink.
  func give<Sink: DoclistSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    let rows = rowsStart..<rowsStart + rowsCount
    var failure: Sink.Failure?
    unsafe buffer.withUnsafeBytes { bytes in
      do throws(Sink.Failure) {
        try unsafe sink.take(
          key, rows: UnsafeRawBufferPointer(rebasing: bytes[rows]), lastRowid: lastRowid)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Goes to the next term.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: `IndexError`.
  func next() throws(IndexError) -> Bool {
    if window.isEmpty && rest.isEmpty { return false }
    try load(4 * Varint.maximumLength)
    let common = try length()
    let more = try length()
    guard common <= key.count else { throw damage }
    try load(more + 2 * Varint.maximumLength)
    guard more <= window.count else { throw damage }
    key.removeSubrange(common...)
    key += buffer[window.prefix(more)]
    window = window.dropFirst(more)
    lastRowid = Int64(bitPattern: try varint())
    rowsCount = try length()
    try load(rowsCount)
    guard rowsCount <= window.count else { throw damage }
    rowsStart = window.lowerBound
    window = window.dropFirst(rowsCount)
    return true
  }

  /// Sees to it that so many bytes are in the window, or all that are left.
  private func load(_ count: Int) throws(IndexError) {
    guard window.count < count, let file, !rest.isEmpty else { return }
    buffer.replaceSubrange(0..<window.count, with: Array(buffer[window]))
    window = 0..<window.count
    let wanted = min(count, window.count + rest.count)
    if buffer.count < wanted { buffer += Array(repeating: 0, count: wanted - buffer.count) }
    while window.count < wanted {
      let free = window.upperBound..<min(buffer.count, window.upperBound + rest.count)
      let start = rest.lowerBound
      var read = 0
      var failure: IndexError?
      unsafe buffer.withUnsafeMutableBytes { bytes in
        do throws(IndexError) {
          read = try unsafe file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: bytes[free]), at: start)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      window = window.lowerBound..<window.upperBound + read
      rest = rest.dropFirst(read)
    }
  }

  private func varint() throws(IndexError) -> UInt64 {
    var offset = 0
    let value = unsafe buffer.withUnsafeBytes {
      unsafe Varint.decode(UnsafeRawBufferPointer(rebasing: $0[window]), at: &offset)
    }
    guard let value else { throw damage }
    window = window.dropFirst(offset)
    return value
  }

  private func length() throws(IndexError) -> Int {
    guard let value = Int(exactly: try varint()) else { throw damage }
    return value
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
  var runs = runs
  var doclist = DoclistWriter()
  var key: [UInt8] = []
  var index = 0
  while index < runs.count {
    if try runs[index].next() { index += 1 } else { runs.remove(at: index) }
  }
  while let first = runs.first {
    var least = first
    for run in runs.dropFirst() where run.key.lexicographicallyPrecedes(least.key) { least = run }
    key.removeAll(keepingCapacity: true)
    key += least.key
    var index = 0
    while index < runs.count {
      let run = runs[index]
      index += 1
      guard run.key == key else { continue }
      _ = unsafe run.withRows { unsafe doclist.append(rows: $0, lastRowid: run.lastRowid) }
      if try !run.next() {
        index -= 1
        runs.remove(at: index)
      }
    }
    unsafe try doclist.finish { (rows, lastRowid) throws(IndexError) in
      unsafe try sink.take(key, rows: rows, lastRowid: lastRowid)
    }
  }
}
