public import CSouTables

// The generated tables (CSouTables), behind safe functions: every index is checked against the
// table's size or comes from the generator. This module's unsafe code is here and in UTF8.swift.

/// What the tables know of a scalar; surrogates and numbers above U+10FFFF are breaks.
///
/// - Complexity: O(1): two look-ups.
@inlinable
public func scalarEntry(of scalar: UInt32) -> ScalarEntry {
  var place = scalar
  if scalar >= 0x40000 {
    // Of the planes above, those of tags and variation selectors alone hold more than breaks.
    guard scalar &- 0xE0000 < 0x1000 else { return ScalarEntry(bits: 0) }
    place = scalar &- 0xE0000 &+ 0x40000
  }
  let block = unsafe Int(sou_entry_index_pointer()[Int(place >> 6)])
  return ScalarEntry(bits: unsafe sou_entry_blocks_pointer()[block << 6 | Int(place & 63)])
}

/// What the tables know of the scalar that three bytes of UTF-8 stand for, without decoding it.
///
/// - Parameter bytes: `1110xxxx 10xxxxxx 10xxxxxx`, the first in the low byte; the high byte may be
///   anything.
/// - Returns: The entry; that of a break for overlong forms and surrogates.
/// - Complexity: O(1): two look-ups.
@inlinable
public func scalarEntry(ofThreeBytes bytes: UInt32) -> ScalarEntry {
  let block = unsafe Int(sou_utf8_index_pointer()[Int(bytes & 0x3F0F)])
  return ScalarEntry(bits: unsafe sou_entry_blocks_pointer()[block &+ Int(bytes >> 16 & 63)])
}

/// How many scalars the expansion at `offset` has; `offset` is the payload of an entry whose kind is
/// `multiple`.
public func expansionCount(at offset: UInt32) -> Int {
  unsafe Int(sou_expansions_pointer()[Int(offset)])
}

/// The `index`-th scalar of an expansion: an entry whose payload is the folded scalar.
public func expansionEntry(at offset: UInt32, index: Int) -> ScalarEntry {
  ScalarEntry(bits: unsafe sou_expansions_pointer()[Int(offset) + 1 + index])
}

/// The canonical combining class (Canonical_Combining_Class).
///
/// - Complexity: O(log n) in the classes' ranges.
public func combiningClass(of scalar: UInt32) -> UInt8 {
  UInt8(
    truncatingIfNeeded: unsafe value(
      of: scalar, in: sou_combining_classes_pointer(), count: Int(sou_combining_class_count))
      ?? 0)
}

/// The columns that a scalar takes on a terminal: 0, 1 or 2 (East_Asian_Width W and F are 2; marks
/// and default-ignorables 0).
///
/// - Complexity: O(log n) in the widths' ranges.
public func displayWidth(of scalar: UInt32) -> Int {
  unsafe Int(value(of: scalar, in: sou_widths_pointer(), count: Int(sou_width_count)) ?? 1)
}

private func value(
  of scalar: UInt32, in ranges: UnsafePointer<sou_range>, count: Int
) -> UInt32? {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    let range = unsafe ranges[middle]
    if scalar < range.first {
      high = middle
    } else if scalar > range.last {
      low = middle + 1
    } else {
      return range.value
    }
  }
  return nil
}

/// The canonical composition of two scalars, or 0; Hangul syllables, which are arithmetic, and what
/// Latin, Greek and Cyrillic lose anyhow are left out.
///
/// - Complexity: O(log n) in the compositions.
public func composition(of first: UInt32, _ second: UInt32) -> UInt32 {
  let pairs = unsafe sou_compositions_pointer()
  var low = 0
  var high = Int(sou_composition_count)
  while low < high {
    let middle = (low + high) / 2
    let pair = unsafe pairs[middle]
    if pair.first == first, pair.second == second { return pair.composite }
    if (pair.first, pair.second) < (first, second) {
      low = middle + 1
    } else {
      high = middle
    }
  }
  return 0
}

/// The two scalars that compose to this one, by the same table.
///
/// - Complexity: O(n) in the compositions, some hundred.
public func decomposition(of composite: UInt32) -> (first: UInt32, second: UInt32)? {
  let pairs = unsafe sou_compositions_pointer()
  for index in 0..<Int(sou_composition_count) {
    let pair = unsafe pairs[index]
    if pair.composite == composite { return (pair.first, pair.second) }
  }
  return nil
}

/// FNV-1a 64 over the tables that settle the terms.
public var tableChecksum: UInt64 { sou_table_checksum }

/// Whose data the tables hold: `UCD 15.0.0, OpenCC 1.1.6`.
public var tableVersions: String { unsafe String(cString: sou_table_versions) }
