import Foundation

/// The system's word for the last failure of a call.
struct SystemError: Error {
  let number: Int32

  /// Must be made right after the call that failed.
  init() { number = errno }

  var reason: String { unsafe String(cString: strerror(number)) }
}

/// A file that is read from its start to its end, once.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  private let closes: Bool
  /// What was read so far.
  private(set) var hash = ContentHash()
  /// In bytes.
  private(set) var bytesRead = 0

  init(path: String) throws(SystemError) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw SystemError() }
    descriptor = opened
    closes = true
  }

  /// A descriptor that somebody else opened and will close, such as 0 for stdin.
  init(descriptor: Int32) {
    self.descriptor = descriptor
    closes = false
  }

  deinit {
    if closes { close(descriptor) }
  }

  /// Fills `buffer` from its start.
  ///
  /// - Returns: The number of bytes read; 0 at the end of the file.
  mutating func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    let descriptor = descriptor
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Foundation.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count >= 0 {
        unsafe buffer.withUnsafeBytes {
          unsafe hash.combine(UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
        bytesRead += count
        return count
      }
      let error = SystemError()
      guard error.number == EINTR else { throw error }
    }
  }

  /// The whole rest of the file, or `nil` if it is longer than `byteLimit`.
  mutating func readAll(byteLimit: Int) throws(SystemError) -> [UInt8]? {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = try read(into: &chunk)
      if count == 0 { return all }
      guard all.count + count <= byteLimit else { return nil }
      all += chunk[..<count]
    }
  }
}

/// How many bytes are read at once.
let chunkSize = 1 << 18
