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
@safe
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
  var rawClass: UInt8 { UInt8(truncatingIfNeeded: bits & 15) }

  @inlinable
  var isAtEnd: Bool { bits == Self.endBits }

  /// Moves to the first folded scalar at or after a byte offset.
  @inlinable
  mutating func seek(to offset: Int) {
    pendingIndex = 0
    pendingCount = 0
    rawEnd = offset
    readRaw()
    advance()
  }

  /// Moves to the next folded scalar.
  ///
  /// - Complexity: O(1) amortized over the text.
  @inlinable
  mutating func advance() {
    if pendingCount > 0 {
      if pendingIndex < pendingCount {
        takePending()
        return
      }
      pendingIndex = 0
      pendingCount = 0
    }
    while true {
      let source = rawScalar
      let entry = ScalarEntry(bits: rawBits)
      start = rawStart
      end = rawEnd
      readRaw()
      if (entry.bits | rawBits) & Self.extendsBit == 0 {
        switch entry.foldKind {
        case .same:
          scalar = source
          bits = entry.bits
          return
        case .variant:
          scalar = variants ? entry.representative(of: source) : source
          bits = entry.bits
          return
        case .single where entry.rawClass != ScalarClass.cjk.rawValue:
          scalar = entry.payload
          bits = entry.bits
          return
        case .single, .multiple:
          break
        }
      }
      if foldCluster(source, entry) {
        takePending()
        return
      }
    }
  }

  @inlinable
  mutating func takePending() {
    let next = unsafe pending[pendingIndex]
    pendingIndex += 1
    scalar = next.scalar
    bits = next.bits
    start = next.start
    end = next.end
  }

  /// Decodes the source scalar after the one just read.
  @inlinable
  mutating func readRaw() {
    rawStart = rawEnd
    if unsafe rawEnd < bytes.count {
      rawScalar = unsafe decodeScalar(bytes, at: &rawEnd)
      rawBits = scalarEntry(of: rawScalar).bits
    } else {
      rawScalar = 0
      rawBits = Self.endBits
    }
  }

  /// A second cursor at the same place, for looking ahead; becoming it (`self = fork`) is free.
  ///
  /// It takes the spare cluster buffer: at most one fork may be in use beside its origin.
  @inlinable
  func fork() -> FoldCursor {
    var copy = self
    unsafe copy.pending = unsafe spare
    unsafe copy.spare = unsafe pending
    if pendingIndex < pendingCount {
      let count = pendingCount - pendingIndex
      unsafe copy.pending.update(from: pending + pendingIndex, count: count)
      copy.pendingIndex = 0
      copy.pendingCount = count
    }
    return copy
  }
}
