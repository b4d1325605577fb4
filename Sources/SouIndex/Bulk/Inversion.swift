import Dispatch
import Foundation
import SouAnalysis

/// Inverts pieces, spills runs, and writes them as a segment: what the second thread does. `waiting`,
/// `waits`, `isFull` and `freePiece` may be called from any thread, the others one at a time.
final class Inversion: @unchecked Sendable {
  /// A piece that threads hand on.
  final class Piece: @unchecked Sendable {
    var piece = TokenPiece()
  }

  /// With so many runs it is time to flush.
  private static let fullRunCount = 16

  private let path: String
  private let threads: Int
  private let inverter: Inverter
  private var tokenizer: Tokenizer
  private let own = Piece()
  private var spill: SpillFile?
  private var runs: [Range<Int>] = []
  /// The documents of the runs.
  private var spilled: [TokenPiece.Document] = []
  private let spilledLimit: Int
  private var failure: IndexError?

  private let lock = NSLock()
  private var lockedIsFull = false
  private var lockedWaiting = 0
  private var lockedPieces: [Piece] = []

  init(path: String, options: TokenizerOptions, memory: Int, threads: Int) {
    self.path = path
    self.threads = threads
    tokenizer = Tokenizer(options: options)
    // The rest is for SQLite's pages, pieces that wait, and the process itself.
    inverter = Inverter(memory: memory / 8 * 5, threads: threads)
    spilledLimit = memory / 8 / MemoryLayout<TokenPiece.Document>.stride
  }

  /// Whether it is time to flush.
  var isFull: Bool { lock.withLock { lockedIsFull } }
  /// How many pieces wait.
  var waiting: Int { lock.withLock { lockedWaiting } }
  func waits(_ change: Int) { lock.withLock { lockedWaiting += change } }
  /// An empty piece; `add` takes it back.
  func freePiece() -> Piece { lock.withLock { lockedPieces.popLast() } ?? Piece() }

  func add(_ text: TextPiece) {
    text.tokenize(into: &own.piece, with: &tokenizer)
    invert(own)
  }

  func add(_ tokens: Piece) {
    invert(tokens)
    lock.withLock { lockedPieces.append(tokens) }
  }

  private func invert(_ tokens: Piece) {
    do throws(IndexError) {
      if failure == nil, inverter.isFull(before: tokens.piece.count) { try writeRun() }
      if failure == nil { inverter.add(tokens.piece) }
    } catch {
      failure = error
    }
    tokens.piece.removeAll()
  }

  private func writeRun() throws(IndexError) {
    let file = if let spill { spill } else { try SpillFile(beside: path) }
    spill = file
    spilled += inverter.documents
    let start = file.count
    for window in 0..<inverter.sort() {
      var writer = RunWriter()
      inverter.write(window, thread: 0, to: &writer)
      try file.append(writer.bytes)
    }
    inverter.removeAll()
    runs.append(start..<file.count)
    if runs.count >= Self.fullRunCount || spilled.count > spilledLimit {
      lock.withLock { lockedIsFull = true }
    }
  }

  /// Writes all as one segment, and forgets it.
  ///
  /// - Parameters:
  ///   - tables: Take the segment.
  ///   - lengths: Take up the documents' lengths.
  ///   - helper: Another thread, which has nothing else to do; `nil` if there is none.
  /// - Throws: `IndexError`, or what SQLite says.
  func flush(
    to tables: ShadowTables, _ lengths: inout LengthBlocks, helper: DispatchQueue?
  ) throws {
    if let failure { throw failure }
    if let spill, !runs.isEmpty {
      try writeRun()
      try tables.add(spilled, &lengths)
      let readers = runs.map { RunReader($0, of: spill, index: path) }
      try tables.addSegment { output throws(IndexError) in try merge(readers, into: &output) }
      spill.removeAll()
      spilled.removeAll()
      runs.removeAll()
      lock.withLock { lockedIsFull = false }
      return
    }
    try tables.add(inverter.documents, &lengths)
    let windows = inverter.sort()
    try tables.addSegment { output throws(IndexError) in
      guard let helper else {
        for window in 0..<windows { try inverter.write(window, thread: 0, to: &output) }
        return
      }
      try writeTogether(windows, helper, to: &output)
    }
    inverter.removeAll()
  }

  /// Writes windows in their order; the helper and this thread share making them.
  private func writeTogether(
    _ count: Int, _ helper: DispatchQueue, to output: inout SegmentOutput
  ) throws(IndexError) {
    let work = SharedWindows(count: count)
    defer { work.stop() }
    helper.async { [self] in
      while let window = work.take(waits: true) { work.put(window, encode(window, thread: 1)) }
    }
    for window in 0..<count {
      if work.take(window) {
        // Straight to the output.
        try inverter.write(window, thread: 0, to: &output)
        continue
      }
      while !work.has(window), let other = work.take(waits: false) {
        work.put(other, encode(other, thread: 0))
      }
      let reader = RunReader(work.wait(for: window), index: path)
      while try reader.next() { try reader.give(to: &output) }
    }
  }

  private func encode(_ window: Int, thread: Int) -> [UInt8] {
    var writer = RunWriter()
    inverter.write(window, thread: thread, to: &writer)
    return writer.bytes
  }
}

/// Windows that two threads make and one of them takes in order.
private final class SharedWindows: @unchecked Sendable {
  private let condition = NSCondition()
  /// How far ahead of what was taken in order windows are made.
  static let lead = 3
  private var next = 0
  private var given = 0
  private var made: [[UInt8]?]
  private var isBusy = 0

  init(count: Int) { made = Array(repeating: nil, count: count) }

  /// The number of a window that nobody makes yet; `nil` if there is none, or if none is to be made now
  /// and the caller does not wait.
  func take(waits: Bool) -> Int? {
    condition.withLock {
      while next < made.count, next > given + Self.lead {
        guard waits else { return nil }
        condition.wait()
      }
      guard next < made.count else { return nil }
      defer { next += 1 }
      isBusy += 1
      return next
    }
  }

  /// Whether a window is the caller's to write at once, since nobody makes it yet.
  func take(_ window: Int) -> Bool {
    condition.withLock {
      guard next == window else { return false }
      next += 1
      given = window + 1
      return true
    }
  }

  func put(_ window: Int, _ bytes: [UInt8]) {
    condition.withLock {
      made[window] = bytes
      isBusy -= 1
      condition.broadcast()
    }
  }

  func has(_ window: Int) -> Bool { condition.withLock { made[window] != nil } }

  func wait(for window: Int) -> [UInt8] {
    condition.withLock {
      while true {
        if let bytes = made[window] {
          made[window] = []
          given = window + 1
          condition.broadcast()
          return bytes
        }
        condition.wait()
      }
    }
  }

  /// Nobody makes more; returns when nobody is at it.
  func stop() {
    condition.withLock {
      next = made.count
      condition.broadcast()
      while isBusy > 0 { condition.wait() }
    }
  }
}
