/// The ids of a segment's rows in `%_data` (`fts5_dri`, ext/fts5/fts5_index.c): from the highest
/// bit the segment in 16 bits, one bit for doclist indexes, five for the height, 31 for the page.
public enum PageID {
  /// The averages record's id.
  public static let averages: Int64 = 1
  /// The structure record's id.
  public static let structure: Int64 = 10

  /// A leaf's id.
  ///
  /// - Parameters:
  ///   - segment: The segment's id, 1 to 65,535.
  ///   - page: The leaf's number, from 1.
  /// - Returns: The id in `%_data`.
  @inlinable
  public static func leaf(segment: Int, page: Int) -> Int64 {
    Int64(truncatingIfNeeded: segment) << 37 | Int64(truncatingIfNeeded: page)
  }

  /// The id of a page of a doclist index.
  ///
  /// - Parameters:
  ///   - segment: The segment's id, 1 to 65,535.
  ///   - page: The page's number: the first has that of the leaf on which the term begins, those
  ///     after it on the same height count on.
  ///   - height: 0 for the pages that name leaves, 1 for the pages that name those, and so on.
  /// - Returns: The id in `%_data`.
  @inlinable
  public static func doclistIndex(segment: Int, page: Int, height: Int) -> Int64 {
    leaf(segment: segment, page: page) | 1 << 36 | Int64(truncatingIfNeeded: height) << 31
  }
}
