/// Where one segment has one term's rows: enough to read them again without looking for the term.
public struct TermPlace: Sendable {
  /// The segment's id.
  public let segment: Int
  /// The segment's last leaf.
  let lastLeaf: Int
  /// The leaf that the rows begin on.
  public let leaf: Int
  /// Where on it they begin, and where they or the leaf end.
  let range: Range<Int>
  /// True if the next term follows on the same leaf.
  public let endsOnLeaf: Bool

  /// How many bytes of the rows are on that leaf.
  public var size: Int { range.count }
}
