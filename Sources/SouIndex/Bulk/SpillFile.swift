import CSouSystem
import Foundation

/// Bytes that do not fit into memory, in a file without a name beside the index: the system frees it
/// whatever happens to the process.
final class SpillFile {
  private let descriptor: Int32
  private let index: String
  /// In bytes.
  private(set) var count = 0

  /// - Parameter index: The path of the index.
  /// - Throws: `IndexError`.
  init(beside index: String) throws(IndexError) {
    self.index = index
    let folder = URL(filePath: index).deletingLastPathComponent().path
    descriptor = unsafe sou_open_unnamed(folder)
    guard descriptor >= 0 else { throw Self.error(index) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `IndexError`.
  func append(_ bytes: [UInt8]) throws(IndexError) {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      guard written > 0 || errno == EINTR else { throw Self.error(index) }
      start += max(written, 0)
    }
    count += bytes.count
  }

  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - bytes: Filled from its start.
  ///   - offset: Where in the file to begin.
  /// - Returns: The number of bytes, at least one.
  /// - Throws: `IndexError`, also at the end of the file.
  func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(IndexError) -> Int {
    while true {
      let count = unsafe pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
      if count > 0 { return count }
      guard count < 0, errno == EINTR else { throw Self.error(index) }
    }
  }

  /// Forgets all.
  func removeAll() {
    count = 0
    _ = ftruncate(descriptor, 0)
    _ = lseek(descriptor, 0, SEEK_SET)
  }

  private static func error(_ index: String) -> IndexError {
    switch errno {
    case ENOSPC, EDQUOT: .diskFull(path: index)
    case EACCES, EROFS, EPERM: .readOnly(path: index)
    default: unsafe .failed(path: index, code: 10, message: String(cString: strerror(errno)))
    }
  }
}
