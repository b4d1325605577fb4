import SouPostings

/// Turns tokens into postings in memory, under a budget.
///
/// Each token leaves the number of its term in a stream, in the order of the text. At the end the terms
/// are sorted once, and a counting sort over the stream brings the places of a term together, still
/// in the order of documents and positions: a window of terms at a time, for which a buffer has room.
/// Two threads may write windows at the same time; all else is one thread's.
final class Inverter: @unchecked Sendable {
  private var table = TermTable()
  /// A term's number and, in the lowest bit, whether the token is colocated.
  private var stream: PlainMemory<UInt32>
  private var count = 0
  /// What the stream holds, in order; ends are counted from its start.
  private(set) var documents: [TokenPiece.Document] = []
  private let memory: Int
  /// The places of a window, for each thread.
  private let buffers: [Buffer]

  // After `sort`, by a term's number:
  /// Where its next place goes, among all places.
  private var starts = PlainMemory<UInt32>(capacity: 0)
  private var windowOf = PlainMemory<UInt8>(capacity: 0)
  private var windows: [Window] = []

  /// Terms by their rank, and where their places begin.
  private struct Window {
    var terms: Range<Int>
    var start: Int
    var count: Int
  }

  private final class Buffer {
    var places = PlainMemory<UInt64>(capacity: 0)
  }

  /// - Parameters:
  ///   - memory: What may be in use at a time, in bytes; a document that needs more gets it.
  ///   - threads: How many write windows at a time.
  init(memory: Int, threads: Int) {
    self.memory = memory
    stream = PlainMemory(capacity: min(memory / 8, Self.tokenLimit))
    buffers = (0..<threads).map { _ in Buffer() }
  }

  /// Places are counted in 32 bits.
  private static let tokenLimit = 1 << 29

  /// For the places of a window; its rows, of which up to `SharedWindows.lead` windows wait, take less
  /// than a third of that each.
  private var bufferMemory: Int { memory / 8 }

  /// Whether to write what was added before a piece of so many tokens.
  func isFull(before tokens: Int) -> Bool {
    count > 0
      && (count + tokens > stream.capacity
        || (count + tokens) * 4 + table.memory + documents.count * 24
          + (buffers.count + 1) * bufferMemory > memory)
  }

  /// Adds documents; their rowids are above those of the ones before.
  func add(_ piece: borrowing TokenPiece) {
    if count + piece.count > stream.capacity {
      stream.grow(to: count + piece.count, keeping: count)
    }
    for var document in piece.documents {
      document.titleEnd += UInt32(truncatingIfNeeded: count)
      document.bodyEnd += UInt32(truncatingIfNeeded: count)
      documents.append(document)
    }
    unsafe piece.withTokens { tokens, longTerms in
      unsafe table.number(tokens, longTerms, into: &stream, at: count)
    }
    count += piece.count
  }

  /// Puts the terms in order; then `write` may be called.
  ///
  /// - Returns: The number of windows.
  func sort() -> Int {
    table.sort()
    starts = PlainMemory(capacity: table.count)
    windowOf = PlainMemory(capacity: table.count)
    windows.removeAll(keepingCapacity: true)
    // At least some windows, for two threads to share; at most as many as a byte can tell.
    let capacity = max(
      min(bufferMemory / 8, count / (4 * buffers.count) + 1), (count + 199) / 200)
    var start = 0
    for rank in 0..<table.count {
      let slot = table.slot(rank)
      let places = Int(slot.count)
      if windows.isEmpty || windows[windows.count - 1].count + places > capacity {
        windows.append(Window(terms: rank..<rank, start: start, count: 0))
      }
      let last = windows.count - 1
      windows[last].terms = windows[last].terms.lowerBound..<rank + 1
      windows[last].count += places
      starts[Int(slot.number)] = UInt32(truncatingIfNeeded: start)
      windowOf[Int(slot.number)] = UInt8(truncatingIfNeeded: last)
      start += places
    }
    return windows.count
  }

  /// Gives the terms of a window with their rows to a sink, in the order of the terms.
  ///
  /// - Parameters:
  ///   - window: From 0; the terms of a window follow those of the one before.
  ///   - thread: From 0; of the calls at a time each has another one.
  ///   - target: What takes them.
  /// - Throws: What the sink throws.
  func write<Sink: DoclistSink & ~Copyable>(
    _ window: Int, thread: Int, to target: inout Sink
  ) throws(Sink.Failure) {
    let buffer = buffers[thread]
    if buffer.places.capacity < windows[window].count {
      buffer.places = PlainMemory(capacity: windows[window].count)
    }
    scatter(window, to: buffer)
    var doclist = DoclistWriter()
    var key: [UInt8] = []
    var place = 0
    for rank in windows[window].terms {
      let slot = table.slot(rank)
      key.removeAll(keepingCapacity: true)
      key.append(0x30)  // FTS5_MAIN_PREFIX
      table.append(slot, to: &key)
      encode(place..<place + Int(slot.count), of: buffer, to: &doclist)
      place += Int(slot.count)
      unsafe try doclist.finish { (rows, lastRowid) throws(Sink.Failure) in
        try unsafe target.take(key, rows: rows, lastRowid: lastRowid)
      }
    }
  }

  private func encode(
    _ range: Range<Int>, of buffer: Buffer, to doclist: inout DoclistWriter
  ) {
    unsafe documents.withUnsafeBufferPointer { documents in
      unsafe buffer.places.withElements(range.upperBound) { places in
        var document = UInt64.max
        for place in range {
          let bits = unsafe places[place]
          if bits >> 32 != document {
            document = bits >> 32
            unsafe doclist.beginRow(documents[Int(truncatingIfNeeded: document)].rowid)
          }
          doclist.append(
            column: Int(truncatingIfNeeded: bits >> 31 & 1),
            position: Int(truncatingIfNeeded: bits & 0x7FFF_FFFF))
        }
      }
    }
  }

  /// Brings the places of a window's terms together: document, column (one bit) and position of each.
  private func scatter(_ window: Int, to buffer: Buffer) {
    let base = UInt32(truncatingIfNeeded: windows[window].start)
    let window = UInt8(truncatingIfNeeded: window)
    unsafe stream.withElements(count) { stream in
      unsafe starts.withElements(table.count) { starts in
        unsafe windowOf.withElements(table.count) { windowOf in
          unsafe buffer.places.withElements(buffer.places.capacity) { places in
            var token = 0
            for (index, document) in documents.enumerated() {
              var place = UInt64(index) << 32
              for end in [Int(document.titleEnd), Int(document.bodyEnd)] {
                var position = UInt64.max
                while token < end {
                  let bits = unsafe stream[token]
                  token &+= 1
                  position &+= UInt64(~bits & 1)
                  let number = Int(bits >> 1)
                  guard unsafe windowOf[number] == window else { continue }
                  let start = unsafe starts[number]
                  unsafe places[Int(start &- base)] = place | position
                  unsafe starts[number] = start &+ 1
                }
                place |= 1 << 31
              }
            }
          }
        }
      }
    }
  }

  /// Forgets all, and keeps the memory.
  func removeAll() {
    table.removeAll()
    documents.removeAll(keepingCapacity: true)
    count = 0
  }
}

/// Takes terms with their rows.
protocol DoclistSink: ~Copyable {
  associatedtype Failure: Error

  /// Takes the next term.
  ///
  /// - Parameters:
  ///   - key: The term with its leading '0' byte, above the one before.
  ///   - rows: Its rows, as `DoclistWriter` makes them, valid during the call.
  ///   - lastRowid: The last of them.
  /// - Throws: `Failure`, which ends the terms.
  mutating func take(
    _ key: [UInt8], rows: UnsafeRawBufferPointer, lastRowid: Int64) throws(Failure)
}
