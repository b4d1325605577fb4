/// Rows of cells, aligned by the columns that they take on a terminal.
struct Columns {
  /// How a column is aligned.
  enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ alignments: Alignment...) { self.alignments = alignments }

  /// Adds a row; it has one cell for each alignment.
  mutating func add(_ cells: String...) { rows.append(cells) }

  /// The rows, two blanks between columns and none at the end.
  var lines: [String] {
    let widths = alignments.indices.map { column in rows.map { $0[column].columns }.max() ?? 0 }
    return rows.map { row in
      let cells = alignments.indices.map { column in
        switch alignments[column] {
        case .left: row[column].padded(to: widths[column])
        case .right: row[column].rightAligned(to: widths[column])
        }
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
