import Foundation

/// Says to other processes, and to other writers of this one, that a writer is at work.
///
/// SQLite's own write lock is free for an instant after each batch; two writers that took turns would
/// give documents to files that the other one removed. So a writer also holds `flock` on the
/// write-ahead log. The system gives it back whatever happens to the process, and no file is made
/// for it: while one connection is open the log is not removed, so all writers lock the same one, and
/// SQLite itself locks only the database and the shared memory, which nobody may open beside it.
final class WriterLock {
  /// How often a writer that waits looks again, in seconds.
  static let interval = 0.02

  private let descriptor: Int32

  /// Waits for the lock.
  ///
  /// - Parameters:
  ///   - path: The index, with an open connection in WAL mode.
  ///   - timeout: How long to wait, in seconds.
  /// - Throws: `IndexError.busy`, or `.readOnly` if there is no log to lock.
  init(path: String, timeout: Double) throws(IndexError) {
    descriptor = unsafe open(path + "-wal", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .readOnly(path: path) }
    let end = ContinuousClock.now + .seconds(timeout)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard ContinuousClock.now < end else { throw .busy(path: path) }
      Thread.sleep(forTimeInterval: Self.interval)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
