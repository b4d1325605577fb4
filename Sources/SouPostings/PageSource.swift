/// Gives the rows of `%_data` to the readers.
public protocol PageSource: ~Copyable {
  /// Reads a row.
  ///
  /// - Parameters:
  ///   - id: The row's id.
  ///   - page: What takes the row's block, in place of what it holds.
  /// - Returns: Whether the row was read; a source that can fail keeps its error to itself, and the
  ///   reader throws `PostingsError.missingPage`.
  mutating func read(id: Int64, into page: inout [UInt8]) -> Bool
}
