import CSouSystem
import Foundation

/// Memory for plain values: what `[Element]` is, without filling it first and without a check for
/// uniqueness at each write. It is taken in one piece; what is not touched costs nothing.
@safe
struct PlainMemory<Element: BitwiseCopyable>: ~Copyable {
  private let base: UnsafeMutablePointer<Element>
  /// In elements.
  let capacity: Int

  private static var hugePage: Int { 2 << 20 }

  init(capacity: Int) {
    let size = max(1, capacity) * MemoryLayout<Element>.stride
    let isLarge = size >= 2 * Self.hugePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: isLarge ? Self.hugePage : 64)
    #if os(Linux)
      // One fault for 2 MB instead of 512; advice, so a failure changes nothing.
      if isLarge { unsafe _ = madvise(memory, size, MADV_HUGEPAGE) }
    #endif
    unsafe base = memory.bindMemory(to: Element.self, capacity: capacity)
    self.capacity = capacity
  }

  deinit { unsafe base.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < capacity)
      return unsafe base[index]
    }
    @inline(__always) set {
      assert(index >= 0 && index < capacity)
      unsafe base[index] = newValue
    }
  }

  /// Says that an element will be written soon.
  @inline(__always)
  func prefetch(_ index: Int) {
    assert(index >= 0 && index < capacity)
    unsafe sou_prefetch(base + index)
  }

  /// Fills all of it.
  mutating func fill(with value: Element) { unsafe base.update(repeating: value, count: capacity) }

  /// The same first elements in a larger memory.
  ///
  /// - Complexity: O(count).
  mutating func grow(to capacity: Int, keeping count: Int) {
    assert(count <= self.capacity && count <= capacity)
    let larger = PlainMemory(capacity: capacity)
    unsafe larger.base.update(from: base, count: count)
    self = larger
  }

  /// The first elements, valid during the call.
  func withElements<Result>(
    _ count: Int, _ body: (UnsafeMutableBufferPointer<Element>) -> Result
  ) -> Result {
    assert(count <= capacity)
    return unsafe body(UnsafeMutableBufferPointer(start: base, count: count))
  }
}
