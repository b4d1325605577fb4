/// Why bytes are not what FTS5 writes. No case holds any of the bytes.
public enum PostingsError: Error, Equatable, Sendable {
  /// The row of `%_data` with this id could not be read.
  case missingPage(Int64)
  /// The row of `%_data` with this id breaks the format.
  case damagedPage(Int64)
  /// The structure record breaks the format.
  case damagedStructure
  /// The structure record has a newer form, as tables with `contentless_delete` do.
  case unknownStructure
  /// The averages record breaks the format.
  case damagedAverages
  /// A row's number, or how often it has a term, is beyond what the readers for queries count
  /// (`Occurrences`); FTS5 can tell.
  case beyondLimits
  /// A row's position list breaks the format.
  case damagedPoslist
}
