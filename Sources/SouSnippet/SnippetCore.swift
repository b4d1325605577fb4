/// The bytes that a snippet must show: from the first to the last match that adds a leaf, or a
/// weightier form of one, to the best stretch of some columns.
///
/// - Parameters:
///   - matches: Ordered by start, within the text.
///   - reader: Reads the text.
///   - columns: The most columns that the stretch may take.
/// - Returns: Byte offsets; 0..<0 without matches, and the beginning of a match that is too wide.
func bestCore(of matches: [PhraseMatch], in reader: ElementReader, columns: Int) -> Range<Int> {
  var best = 0..<0
  var bestWeight = -1.0
  var leaves: [(leaf: Int, weight: Double)] = []
  for (index, first) in matches.enumerated() {
    var ahead = reader.moved(toScalarAt: first.start)
    let reach = max(ahead.reach(columns: columns), first.start)
    var end = min(first.end, reach)
    var weight = first.weight
    leaves.removeAll(keepingCapacity: true)
    leaves.append((first.leaf, first.weight))
    for match in matches[(index + 1)...] {
      guard match.start < reach else { break }
      guard match.end <= reach else { continue }
      if let known = leaves.firstIndex(where: { $0.leaf == match.leaf }) {
        guard match.weight > leaves[known].weight else { continue }
        weight += match.weight - leaves[known].weight
        leaves[known].weight = match.weight
      } else {
        weight += match.weight
        leaves.append((match.leaf, match.weight))
      }
      end = max(end, match.end)
    }
    // Sums of the same weights in another order differ by less than this.
    let difference = weight - bestWeight
    if difference > 1e-9 || (difference > -1e-9 && end - first.start < best.count) {
      best = first.start..<end
      bestWeight = weight
    }
  }
  return best
}
