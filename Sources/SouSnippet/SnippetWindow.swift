/// The elements that a snippet shows, and whether it cuts a sentence at either end.
struct SnippetWindow {
  private(set) var elements: ArraySlice<TextElement>
  private(set) var cutsStart = false
  private(set) var cutsEnd = false

  /// Lays a window around the bytes that must be shown.
  ///
  /// - Parameters:
  ///   - core: Byte offsets of the text.
  ///   - reader: Reads the text.
  ///   - columns: What the window may take if it is cut.
  ///   - limit: What it may take if it shows the whole text.
  init(around core: Range<Int>, in reader: ElementReader, columns: Int, limit: Int) {
    let stretch = TextStretch(around: core, in: reader, columns: limit)
    let all = stretch.elements
    if stretch.startsText, stretch.endsText, all.reduce(0, { $0 + $1.width }) <= limit {
      elements = trimmed(all[...])
      return
    }

    let first = (all.lastIndex { $0.start <= core.lowerBound }) ?? 0
    var last = first
    var used = 0
    while last < all.count, all[last].start < core.upperBound, used + all[last].width <= columns {
      used += all[last].width
      last += 1
    }

    // Back to the sentence's start, over half of the room or what its end does not need.
    var start = first
    let room = columns - used
    let leftRoom = max(room / 2, room - stretch.widthOfSentence(from: last))
    var left = 0
    while start > 0, !stretch.isSentenceEnd(at: start), left + all[start - 1].width <= leftRoom {
      start -= 1
      left += all[start].width
    }
    used += left
    var end = last
    while end < all.count, used + all[end].width <= columns {
      used += all[end].width
      end += 1
    }

    if end == all.count, stretch.endsText {
      // Room is left over: earlier sentences, or more of this one.
      let nearest = start
      while start > 0, used + all[start - 1].width <= columns {
        start -= 1
        used += all[start].width
      }
      start = (start...nearest).first { stretch.isSentenceEnd(at: $0) } ?? start
    } else if let stop = stretch.lastStop(in: start..<end, after: last, columns: columns / 2) {
      end = stop
    }

    cutsStart = !stretch.isSentenceEnd(at: start)
    cutsEnd = !stretch.isSentenceEnd(at: end)
    if cutsStart { start = (start..<first).first { !stretch.isInsideWord(at: $0) } ?? start }
    if cutsEnd, end > last {
      end = ((last + 1)...end).last { !stretch.isInsideWord(at: $0) } ?? end
    }
    elements = trimmed(all[start..<end])
  }
}

/// The elements around the bytes that must be shown, as far as a window can reach.
struct TextStretch {
  private(set) var elements: [TextElement] = []
  /// True if the stretch begins where the text begins.
  let startsText: Bool
  /// True if it ends where the text ends.
  let endsText: Bool

  init(around core: Range<Int>, in reader: ElementReader, columns: Int) {
    // Eight bytes a column: text with more has less before the core.
    let begin = max(core.lowerBound - 8 * columns, 0)
    var reader = reader.moved(toScalarAt: begin)
    if begin > 0 {
      // The first element may lack its beginning.
      var ahead = reader
      if !ahead.isAtEnd, ahead.element().end <= core.lowerBound { reader = ahead }
    }
    startsText = begin == 0
    var after = 0
    while !reader.isAtEnd, after <= columns {
      let element = reader.element()
      if element.start >= core.upperBound { after += element.width }
      elements.append(element)
    }
    endsText = reader.isAtEnd
  }

  /// True if a sentence, a line or the text ends or begins before the element at `index`.
  func isSentenceEnd(at index: Int) -> Bool {
    guard index > 0 else { return startsText }
    guard index < elements.count else { return endsText }
    let next = elements[index].kind
    if next == .lineEnd || elements[index - 1].kind == .lineEnd { return true }
    // What closes a quotation or a bracket belongs to the stop before it.
    guard next != .stop, next != .quoteEnd, next != .closer else { return false }
    var before = index - 1
    while before > 0, elements[before].kind == .quoteEnd || elements[before].kind == .closer {
      before -= 1
    }
    return switch elements[before].kind {
    case .stop: true
    case .latinStop: next == .blank
    default: false
    }
  }

  /// The columns from an element to its sentence's end.
  func widthOfSentence(from index: Int) -> Int {
    let sentence = (index..<elements.count).prefix { !isSentenceEnd(at: $0) }
    return sentence.reduce(0) { $0 + elements[$1].width }
  }

  /// The last place before which a snippet may well end, a quotation's end included.
  ///
  /// - Parameters:
  ///   - range: The elements that fit.
  ///   - core: The place must be after this one.
  ///   - columns: What must stand before the place.
  /// - Returns: The index of the element after it.
  func lastStop(in range: Range<Int>, after core: Int, columns: Int) -> Int? {
    var width = 0
    var last: Int?
    for index in range {
      width += elements[index].width
      let place = index + 1
      guard place > core, width >= columns else { continue }
      let endsQuote =
        elements[index].kind == .quoteEnd && place < elements.count
        && elements[place].kind != .stop && elements[place].kind != .closer
      if endsQuote || isSentenceEnd(at: place) { last = place }
    }
    return last
  }

  /// True if the elements on both sides belong to one word.
  func isInsideWord(at index: Int) -> Bool {
    index > 0 && index < elements.count && elements[index - 1].kind == .word
      && elements[index].kind == .word
  }
}

private func trimmed(_ elements: ArraySlice<TextElement>) -> ArraySlice<TextElement> {
  var elements = elements
  while let first = elements.first, first.isBlank { elements.removeFirst() }
  while let last = elements.last, last.isBlank { elements.removeLast() }
  return elements
}
