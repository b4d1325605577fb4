/// How a scalar folds.
public enum FoldKind: UInt8, Sendable {
  /// To itself.
  case same = 0
  /// To the representative of its Han variant class; to itself where variants are off.
  case variant = 1
  /// To one scalar, the payload; a Han target may have a variant representative of its own.
  case single = 2
  /// To the entries of an expansion; the payload is the expansion's offset.
  case multiple = 3
}

/// What the tables know of one scalar, in 32 bits.
///
///     bit 0..3   class
///     bit 4      extends: may combine with the scalar before it
///     bit 5      of a letter: drops marks, being of Latin, Greek or Cyrillic
///                of a digit: seam, from a compatibility mapping other than wide, narrow or font
///                of cjk, hangul, sea: folds to other than itself or a variant
///                of a break: folds to several scalars, or a run may go on over it
///     bit 6      of a break: a blank or a middle dot, which a run may go on over
///                of others: upper case (Lu, Lt), of the scalar as written
///     bit 7      lower case (Ll), of the scalar as written
///     bit 8..9   fold kind
///     bit 10..31 payload: a scalar, an offset into the expansions, or what makes a scalar its
///                variant class's representative (see `representative(of:)`)
///
/// In an expansion the payload is the folded scalar itself and the kind is `same`.
@frozen
public struct ScalarEntry: Equatable, Sendable {
  /// The packed fields.
  public let bits: UInt32

  /// Wraps packed bits.
  @inlinable
  public init(bits: UInt32) { self.bits = bits }

  /// The class number; compare it with `ScalarClass.….rawValue` on hot paths.
  @inlinable
  public var rawClass: UInt8 { UInt8(truncatingIfNeeded: bits & 15) }

  /// The class.
  @inlinable
  public var scalarClass: ScalarClass { ScalarClass(rawValue: rawClass) ?? .break }

  /// True if the scalar may combine with the one before it: ccc other than 0, NFC_QC=Maybe, class
  /// mark or ignorable, and the kana voicing marks in every width.
  @inlinable
  public var extends: Bool { bits & (1 << 4) != 0 }

  /// True for Latin, Greek and Cyrillic letters, which lose their marks.
  @inlinable
  public var dropsMarks: Bool { bits & 0x2F == 0x20 | UInt32(ScalarClass.letter.rawValue) }

  /// True for digits that join none beside them.
  @inlinable
  public var isSeam: Bool { bits & 0x2F == 0x20 | UInt32(ScalarClass.digit.rawValue) }

  /// The bits by which a scalar of a run or a break is told to be plain: class, extends and bit 5.
  @inlinable public static var plainMask: UInt32 { 0x3F }

  /// True if the scalar is of this class, a run's or break, combines with nothing before it, and
  /// folds to itself or a variant; if a break, a run ends at it.
  @inlinable
  public func isPlain(_ scalarClass: ScalarClass) -> Bool {
    bits & Self.plainMask == UInt32(scalarClass.rawValue)
  }

  /// True for Lu and Lt.
  @inlinable
  public var isUppercase: Bool { bits & (1 << 6) != 0 && scalarClass != .break }

  /// True for blanks and middle dots in every width, which a run may go on over.
  @inlinable
  public var standsInRuns: Bool { bits & 0x4F == 0x40 | UInt32(ScalarClass.break.rawValue) }

  /// True for Ll.
  @inlinable
  public var isLowercase: Bool { bits & (1 << 7) != 0 }

  /// How the scalar folds.
  @inlinable
  public var foldKind: FoldKind {
    FoldKind(rawValue: UInt8(truncatingIfNeeded: (bits >> 8) & 3)) ?? .same
  }

  /// A scalar or an offset, as the kind says.
  @inlinable
  public var payload: UInt32 { bits >> 10 }

  /// The representative of the Han variant class of a scalar, or the scalar itself.
  ///
  /// Up to U+FFFF the payload is the difference (exclusive or) of the three bytes that both take in
  /// UTF-8, the first byte in the low eight bits; beyond it is the representative.
  ///
  /// - Parameter scalar: The scalar whose entry this is.
  /// - Returns: A scalar; its class's lowest.
  @inlinable
  public func representative(of scalar: UInt32) -> UInt32 {
    guard foldKind == .variant else { return scalar }
    guard scalar <= 0xFFFF else { return payload }
    return scalar ^ (payload & 0x0F) << 12 ^ (payload >> 2 & 0xFC0) ^ (payload >> 16 & 0x3F)
  }
}
