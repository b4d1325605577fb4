/// A line of a text file of columns.
struct TableLine {
  private let path: String
  /// The first line is 1.
  private let number: Int
  private let bytes: ArraySlice<UInt8>

  /// The lines of a file that have something on them; a byte order mark and CR before LF are dropped.
  static func all(of file: [UInt8], path: String) -> [TableLine] {
    let text = file.starts(with: [0xEF, 0xBB, 0xBF]) ? file.dropFirst(3) : file[...]
    return text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
      .map { index, bytes in
        TableLine(
          path: path, number: index + 1, bytes: bytes.last == 0x0D ? bytes.dropLast() : bytes)
      }
      .filter { line in line.bytes.contains { $0 != 0x20 && $0 != 0x09 } }
  }

  /// The columns between tabs; where there is no tab, between blanks.
  ///
  /// - Parameters:
  ///   - count: How many there must be.
  ///   - expected: What a line looks like, for the error.
  /// - Returns: The columns; none is empty.
  /// - Throws: `EvaluationError` where they are others or not UTF-8.
  func columns(_ count: Int, expected: String) throws(EvaluationError) -> [String] {
    let parts =
      bytes.contains(0x09)
      ? bytes.split(separator: 0x09, omittingEmptySubsequences: false)
      : bytes.split(separator: 0x20)
    guard parts.count == count, parts.allSatisfy({ !$0.isEmpty }) else {
      throw malformed(expected)
    }
    var columns: [String] = []
    for part in parts { columns.append(try text(part)) }
    return columns
  }

  /// What stands before the first tab, and all that stands after it.
  func keyAndRest(expected: String) throws(EvaluationError) -> (key: String, rest: String) {
    guard let tab = bytes.firstIndex(of: 0x09), tab > bytes.startIndex else {
      throw malformed(expected)
    }
    return (try text(bytes[..<tab]), try text(bytes[(tab + 1)...]))
  }

  func malformed(_ expected: String) -> EvaluationError {
    .malformed(path: path, line: number, expected: expected)
  }

  func queryTwice(_ query: String) -> EvaluationError {
    .queryTwice(path: path, line: number, query: query)
  }

  func documentTwice(_ locator: String, query: String) -> EvaluationError {
    .documentTwice(path: path, line: number, query: query, locator: locator)
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(EvaluationError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(path: path, line: number)
    }
    return text
  }
}
