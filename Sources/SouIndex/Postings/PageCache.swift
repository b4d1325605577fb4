import GRDB
import SouPostings

/// Pages of `posting_data` in memory, of one state of the file.
///
/// Pages are put behind one another; when there is no room for another, all are dropped. So a page
/// stays in place at least until the next one is asked for.
@safe
final class PageCache: PageProvider {
  /// How much memory the pages take at most, in bytes.
  static let capacity = 16 << 20
  /// A power of two, which leaves room between four thousand pages of usual size.
  private static let slotCount = 1 << 14

  private struct Slot {
    /// No page has id 0.
    var id: Int64 = 0
    var offset = 0
    var count = 0
  }

  private let statement: RowReader
  private let arena: UnsafeMutableRawPointer
  private var used = 0
  private var slots = Array(repeating: Slot(), count: slotCount)
  private var pageCount = 0
  private var failure: (any Error)?

  init(_ db: Database) throws {
    statement = try RowReader(db, "SELECT block FROM posting_data WHERE id = ?")
    unsafe arena = .allocate(byteCount: Self.capacity, alignment: 8)
  }

  deinit { unsafe arena.deallocate() }

  func page(_ id: Int64) -> PageBytes? {
    var index = Self.slot(of: id)
    while slots[index].id != 0 {
      if slots[index].id == id { return bytes(slots[index]) }
      index = (index + 1) % Self.slotCount
    }
    do {
      return try read(id)
    } catch {
      failure = error
      return nil
    }
  }

  /// Why the last page that was missing could not be read, if SQLite said so; then forgets it.
  func takeFailure() -> (any Error)? {
    defer { failure = nil }
    return failure
  }

  private func removeAll() {
    for index in slots.indices { slots[index].id = 0 }
    used = 0
    pageCount = 0
  }

  private func read(_ id: Int64) throws -> PageBytes? {
    defer { statement.reset() }
    statement.bind(id, at: 1)
    guard try statement.step() else { return nil }
    let block = unsafe statement.bytes(0)
    let size = block.count + PageBytes.padding
    guard size <= Self.capacity else { return nil }
    if used + size > Self.capacity || pageCount > Self.slotCount / 2 { removeAll() }
    unsafe (arena + used).copyMemory(from: block)
    let slot = Slot(id: id, offset: used, count: block.count)
    used += size
    pageCount += 1
    var index = Self.slot(of: id)
    while slots[index].id != 0 { index = (index + 1) % Self.slotCount }
    slots[index] = slot
    return bytes(slot)
  }

  private func bytes(_ slot: Slot) -> PageBytes {
    let base = unsafe (arena + slot.offset).assumingMemoryBound(to: UInt8.self)
    return unsafe PageBytes(base: base, count: slot.count)
  }

  /// Fibonacci hashing: neighbours among the ids go far apart.
  private static func slot(of id: Int64) -> Int {
    let hash = UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: hash >> 50)
  }
}

extension UnsafeMutableRawPointer {
  /// Copies a buffer that may be empty.
  fileprivate func copyMemory(from buffer: UnsafeRawBufferPointer) {
    guard let base = buffer.baseAddress else { return }
    unsafe copyMemory(from: base, byteCount: buffer.count)
  }
}
