public import SouUnicode

/// One scalar of the folded text and the source bytes that it came from.
@usableFromInline
struct FoldedScalar {
  @usableFromInline var scalar: UInt32
  /// The scalar's `ScalarEntry`, or `FoldCursor.endBits`.
  @usableFromInline var bits: UInt32
  @usableFromInline var start: Int
  @usableFromInline var end: Int

  @inlinable
  init(scalar: UInt32, bits: UInt32, start: Int, end: Int) {
    self.scalar = scalar
    self.bits = bits
    self.start = start
    self.end = end
  }
}

/// Walks the folded text, one scalar at a time, without making it.
///
/// The cursor stands on one folded scalar (`scalar`, `bits`, `start`, `end`) and has always decoded
/// the source scalar after it, so that one bit (`extends`) tells whether something may combine with
/// it. Where nothing does, which is nearly always, a fold is one table look-up. Everything else goes
/// through a cluster (FoldCursor+Cluster.swift), whose outputs wait in `pending`.
///
/// Invariants: `rawEnd <= bytes.count`; `pendingIndex <= pendingCount <= clusterCapacity`; `pending`
/// and `spare` are different buffers of that capacity which the tokenizer owns.
@usableFromInline
struct FoldCursor {
  /// The class number past the last scalar; no scalar has it.
  @inlinable static var endClass: UInt8 { 15 }
  @inlinable static var endBits: UInt32 { 15 }
  @inlinable static var extendsBit: UInt32 { 1 << 4 }
  @inlinable static var clusterCapacity: Int { 256 }

  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
  @usableFromInline let variants: Bool

  // The folded scalar under the cursor.
  @usableFromInline var scalar: UInt32 = 0
  @usableFromInline var bits: UInt32 = 0
  @usableFromInline var start = 0
  @usableFromInline var end = 0

  // The source scalar after it.
  @usableFromInline var rawScalar: UInt32 = 0
  @usableFromInline var rawBits: UInt32 = 0
  @usableFromInline var rawStart = 0
  @usableFromInline var rawEnd = 0

  // What the last cluster still has to give.
  @usableFromInline var pendingIndex = 0
  @usableFromInline var pendingCount = 0
  @usableFromInline var pending: UnsafeMutablePointer<FoldedScalar>
  @usableFromInline var spare: UnsafeMutablePointer<FoldedScalar>

  /// A cursor on the text's first folded scalar.
  @inlinable
  init(
    bytes: UnsafeBufferPointer<UInt8>, variants: Bool,
    pending: UnsafeMutablePointer<FoldedScalar>, spare: UnsafeMutablePointer<FoldedScalar>
  ) {
    unsafe self.bytes = unsafe bytes
    self.variants = variants
    unsafe self.pending = unsafe pending
    unsafe self.spare = unsafe spare
    seek(to: 0)
  }

  /// The class of the scalar under the cursor, or `endClass`.
  @inlinable
  var rawClass: UInt8 { UInt8(truncatingIfNeeded: unsafe bits & 15) }

  @inlinable
  var isAtEnd: Bool { unsafe bits == Self.endBits }

  /// Moves to the first folded scalar at or after a byte offset.
  @inlinable
  mutating func seek(to offset: Int) {
    unsafe pendingIndex = 0
    unsafe pendingCount = 0
    unsafe rawEnd = offset
    unsafe readRaw()
    unsafe advance()
  }

  /// Moves to the next folded scalar.
  ///
  /// - Complexity: O(1) amortized over the text.
  @inlinable
  mutating func advance() {
    if unsafe pendingIndex < pendingCount {
      unsafe takePending()
      return
    }
    while true {
      let source = unsafe rawScalar
      let entry = unsafe ScalarEntry(bits: rawBits)
      unsafe start = unsafe rawStart
      unsafe end = unsafe rawEnd
      unsafe readRaw()
      if unsafe (entry.bits | rawBits) & Self.extendsBit == 0 {
        switch entry.foldKind {
        case .same:
          unsafe scalar = source
          unsafe bits = entry.bits
          return
        case .variant:
          unsafe scalar = unsafe variants ? entry.payload : source
          unsafe bits = entry.bits
          return
        case .single where entry.rawClass != ScalarClass.cjk.rawValue:
          unsafe scalar = entry.payload
          unsafe bits = entry.bits
          return
        case .single, .multiple:
          break
        }
      }
      if unsafe foldCluster(source, entry) {
        unsafe takePending()
        return
      }
    }
  }

  @inlinable
  mutating func takePending() {
    let next = unsafe pending[pendingIndex]
    unsafe pendingIndex += 1
    unsafe scalar = unsafe next.scalar
    unsafe bits = unsafe next.bits
    unsafe start = unsafe next.start
    unsafe end = unsafe next.end
  }

  /// Decodes the source scalar after the one just read.
  @inlinable
  mutating func readRaw() {
    unsafe rawStart = unsafe rawEnd
    if unsafe rawEnd < bytes.count {
      unsafe rawScalar = unsafe decodeScalar(bytes, at: &rawEnd)
      unsafe rawBits = unsafe scalarEntry(of: rawScalar).bits
    } else {
      unsafe rawScalar = 0
      unsafe rawBits = Self.endBits
    }
  }

  /// A second cursor at the same place, for looking ahead; becoming it (`self = fork`) is free.
  ///
  /// It takes the spare cluster buffer: at most one fork may be in use beside its origin.
  @inlinable
  func fork() -> FoldCursor {
    var copy = unsafe self
    unsafe copy.pending = unsafe spare
    unsafe copy.spare = unsafe pending
    if unsafe pendingIndex < pendingCount {
      let count = unsafe pendingCount - pendingIndex
      unsafe copy.pending.update(from: pending + pendingIndex, count: count)
      unsafe copy.pendingIndex = 0
      unsafe copy.pendingCount = count
    }
    return unsafe copy
  }
}
