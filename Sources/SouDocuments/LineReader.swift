import Foundation

/// Reads a file line by line; holds one chunk and one line of it in memory.
struct LineReader: ~Copyable {
  private var file: OpenFile
  private var chunk = [UInt8](repeating: 0, count: chunkSize)
  private var start = 0
  private var end = 0
  private let byteLimit: Int
  /// The number of the line read last; the first is 1.
  private(set) var number = 0

  init(_ file: consuming OpenFile, byteLimit: Int) {
    self.file = file
    self.byteLimit = byteLimit
  }

  /// In bytes, of the whole file so far.
  var bytesRead: Int { file.bytesRead }
  /// Of what was read so far.
  var hash: UInt64 { file.hash.value }

  enum Line {
    case complete
    /// Passed over, because it is longer than the limit.
    case tooLong
  }

  /// Reads the next line into `line`, without its line feed.
  ///
  /// - Returns: `nil` after the last line.
  mutating func next(into line: inout [UInt8]) throws(SystemError) -> Line? {
    line.removeAll(keepingCapacity: true)
    var isTooLong = false
    var hasBytes = false
    while true {
      if start == end {
        end = try file.read(into: &chunk)
        start = 0
        if end == 0 { break }
      }
      hasBytes = true
      let lineEnd = lineFeed() ?? end
      if line.count + (lineEnd - start) > byteLimit { isTooLong = true }
      if isTooLong { line = [] } else { line += chunk[start..<lineEnd] }
      start = lineEnd
      if lineEnd < end {
        start += 1
        break
      }
    }
    guard hasBytes else { return nil }
    number += 1
    return isTooLong ? .tooLong : .complete
  }

  /// The index of the chunk's next line feed.
  private func lineFeed() -> Int? {
    unsafe chunk.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, 0x0A, end - start)
      else { return nil }
      return unsafe base.distance(to: UnsafeRawPointer(found))
    }
  }
}
