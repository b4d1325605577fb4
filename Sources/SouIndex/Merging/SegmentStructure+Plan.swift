import SouPostings

extension SegmentStructure {
  /// The structure in which FTS5's next `merge` does what is due; `nil` if nothing is.
  ///
  /// FTS5 counts the segments of a level and knows nothing of their sizes: a few small updates on the
  /// level of a large segment, and all of it is written again. Here a segment shall have twice the
  /// pages of all newer ones together; where one has not, it is merged with all of these (geometric
  /// partitioning: Lester, Moffat, Zobel, "Fast on-line index construction by geometric
  /// partitioning", CIKM 2005). So there are at most logarithmically many segments, and a page is
  /// written again only when the index has grown in proportion.
  ///
  /// The segments to merge stand on the lowest level, all others on levels of their own, where FTS5
  /// finds nothing to merge. A merge that was begun goes on; while it does, newer segments are merged
  /// where they are more than its own, since FTS5 then prefers them.
  var planned: SegmentStructure? {
    guard let parts else { return nil }
    let newer = parts.prefix { $0.mergeCount == 0 }.map { $0.segments[0] }
    let ongoing = parts.dropFirst(newer.count).first
    var run = max(0, newer.count - Self.maximumParts)
    var pages = 0
    for (index, segment) in newer.enumerated() {
      if index > 0, segment.pageCount < 2 * pages { run = max(run, index + 1) }
      pages += segment.pageCount
    }
    if run <= max(1, ongoing?.mergeCount ?? 0) { run = 0 }
    guard run > 0 || ongoing != nil else { return nil }

    var plan = self
    plan.levels = []
    // The empty level takes the result.
    if run > 0 { plan.levels = [Level(segments: newer[..<run].reversed()), Level()] }
    for part in parts.dropFirst(run) {
      plan.levels.append(part)
      if part.mergeCount > 0 {
        // Parts with a merge end with the segment that it goes to.
        let output = plan.levels[plan.levels.count - 1].segments.removeLast()
        plan.levels.append(Level(segments: [output]))
      }
    }
    // FTS5 drops delete marks only when it writes to the last level.
    while plan.levels.last?.segments.isEmpty == true { plan.levels.removeLast() }
    return plan.levels.count <= Self.maximumLevels ? plan : nil
  }

  /// FTS5's limit (`FTS5_MAX_LEVEL`), less the level that a merge may add.
  private static let maximumLevels = 63
  /// More segments than this are never left apart.
  private static let maximumParts = 48

  /// What cannot be taken apart, from the newest to the oldest: a segment; or a merge, its segments
  /// and, last, the one that it goes to. `nil` where FTS5 makes no such structure.
  private var parts: [Level]? {
    var parts: [Level] = []
    var ongoing: Level?
    for level in levels {
      var rest = level.segments.dropFirst(level.mergeCount)
      if var merge = ongoing {
        guard let output = rest.popLast() else { return nil }
        merge.segments.append(output)
        parts.append(merge)
      }
      parts += rest.reversed().map { Level(segments: [$0]) }
      let inputs = level.segments.prefix(level.mergeCount)
      ongoing =
        inputs.isEmpty ? nil : Level(mergeCount: level.mergeCount, segments: Array(inputs))
    }
    return ongoing == nil ? parts : nil
  }
}
