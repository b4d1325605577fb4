/// How a scalar folds.
public enum FoldKind: UInt8, Sendable {
  /// To itself.
  case same = 0
  /// To the representative of its Han variant class, the payload; to itself where variants are off.
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
///     bit 5      drops marks: a letter of Latin, Greek or Cyrillic
///     bit 6      seam: a digit from a compatibility mapping other than wide, narrow or font
///     bit 7      upper case (Lu, Lt), of the scalar as written
///     bit 8      lower case (Ll), of the scalar as written
///     bit 9..10  fold kind
///     bit 11..31 payload: a scalar, or an offset into the expansions
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
  public var dropsMarks: Bool { bits & (1 << 5) != 0 }

  /// True for digits that join none beside them.
  @inlinable
  public var isSeam: Bool { bits & (1 << 6) != 0 }

  /// True for Lu and Lt.
  @inlinable
  public var isUppercase: Bool { bits & (1 << 7) != 0 }

  /// True for Ll.
  @inlinable
  public var isLowercase: Bool { bits & (1 << 8) != 0 }

  /// How the scalar folds.
  @inlinable
  public var foldKind: FoldKind {
    FoldKind(rawValue: UInt8(truncatingIfNeeded: (bits >> 9) & 3)) ?? .same
  }

  /// A scalar or an offset, as the kind says.
  @inlinable
  public var payload: UInt32 { bits >> 11 }
}
