/// How often one row has one term, by column: what is left of a position list when positions do not
/// matter. The table has two columns.
///
///     bits 63…32  the row, as a document's number
///     bits 31…20  occurrences in column 0
///     bits 19…0   occurrences in column 1
///
/// Numbers of this kind sort by document. One without occurrences says that the document was
/// deleted.
public struct Occurrences: Equatable, Sendable {
  /// As the drawing says.
  public var bits: UInt64

  /// One more than the greatest document's number.
  @inlinable public static var documentLimit: Int64 { Int64(Int32.max) }
  /// The greatest number in column 0 and in column 1; a row beyond it throws
  /// `PostingsError.beyondLimits`.
  public static let limits: (first: Int, second: Int) = (1 << 12 - 1, 1 << 20 - 1)

  /// Packs what a row has.
  @inlinable
  public init(document: UInt32, first: UInt32, second: UInt32) {
    bits = UInt64(document) << 32 | UInt64(first) << 20 | UInt64(second)
  }

  /// Takes a drawing's bits.
  @inlinable
  public init(bits: UInt64) { self.bits = bits }

  /// The row, as a document's number.
  @inlinable public var document: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
  /// Occurrences in column 0.
  @inlinable public var first: UInt32 { UInt32(truncatingIfNeeded: bits) >> 20 }
  /// Occurrences in column 1.
  @inlinable public var second: UInt32 { UInt32(truncatingIfNeeded: bits) & 0xf_ffff }
  /// True if the document was deleted, or has occurrences in columns that were masked out alone.
  @inlinable public var isEmpty: Bool { UInt32(truncatingIfNeeded: bits) == 0 }
}

/// One position list of a two-column table, in memory that reaches `PageBytes.padding` bytes beyond.
@safe
struct PositionBytes {
  let base: UnsafePointer<UInt8>
  let count: Int

  /// Counts the occurrences, without decoding them where that can be helped.
  ///
  /// - Returns: The lower half of `Occurrences`.
  /// - Throws: `PostingsError.damagedPoslist` or `.beyondLimits`.
  @inline(__always)
  func occurrences() throws(PostingsError) -> UInt32 {
    // Most lists are short, and all of them in column 1: 01 01, then a byte with its top bit clear
    // ends each position.
    if count <= 8 {
      let word = unsafe UnsafeRawPointer(base).loadUnaligned(as: UInt64.self).littleEndian
      if word & 0xffff == 0x0101, count > 2 {
        let ends = ~word & 0x8080_8080_8080_8080
        let own = ends << UInt64(64 - 8 * count)
        guard own >> 63 == 1 else { throw .damagedPoslist }
        return UInt32(truncatingIfNeeded: own.nonzeroBitCount - 2)
      }
    }
    return try slowOccurrences()
  }

  @inline(never)
  private func slowOccurrences() throws(PostingsError) -> UInt32 {
    var counts = (first: 0, second: 0)
    var index = 0
    if count > 2, unsafe base[0] == 1, unsafe base[1] == 1 {
      index = 2
    } else {
      while index < count, unsafe base[index] != 1 {
        while index < count, unsafe base[index] > 0x7f { index += 1 }
        index += 1
        counts.first += 1
      }
      if index < count {
        guard index + 2 < count, unsafe base[index + 1] == 1 else { throw .damagedPoslist }
        index += 2
      }
    }
    if count > 0, unsafe base[count - 1] > 0x7f { throw .damagedPoslist }
    while index < count {
      let word = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
      let ends = ~word & 0x8080_8080_8080_8080
      let left = count - index
      counts.second += (left < 8 ? ends << UInt64(64 - 8 * left) : ends).nonzeroBitCount
      index += 8
    }
    guard counts.first <= Occurrences.limits.first, counts.second <= Occurrences.limits.second
    else { throw .beyondLimits }
    return UInt32(truncatingIfNeeded: counts.first << 20 | counts.second)
  }

  /// Appends each position, less `shift`, with its column on top (bit 31); those below `shift` are
  /// left out.
  func append(to positions: inout [UInt32], shift: UInt32) throws(PostingsError) {
    let page = unsafe PageBytes(base: base, count: count)
    var offset = 0
    var column: UInt32 = 0
    var position: UInt64 = 0
    while offset < count {
      guard var value = page.varint(at: &offset, end: count) else { throw .damagedPoslist }
      if value == 1 {
        guard column == 0, page.varint(at: &offset, end: count) == 1,
          let next = page.varint(at: &offset, end: count)
        else { throw .damagedPoslist }
        column = 1 << 31
        position = 0
        value = next
      }
      guard value >= 2, value <= 0x7fff_ffff else { throw .damagedPoslist }
      position += value - 2
      guard position <= 0x7fff_ffff else { throw .damagedPoslist }
      let short = UInt32(truncatingIfNeeded: position)
      if short >= shift { positions.append(column | (short - shift)) }
    }
  }
}
