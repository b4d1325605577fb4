import Foundation

/// Standard output, buffered. Where the reader has gone away (`sou … | head`) the program ends
/// quietly; any other trouble, as a full disk, is thrown.
struct Output {
  private var buffer: [UInt8] = []

  /// Adds text and a line end.
  mutating func line(_ text: String = "") throws {
    buffer.append(contentsOf: text.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Hands what is buffered to the system.
  mutating func flush() throws {
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        exit(EXIT_SUCCESS)
      } else if errno != EINTR {
        throw Failure("cannot write the output: \(unsafe String(cString: strerror(errno)))")
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Says something on standard error, as talk that is not a result.
func say(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}
