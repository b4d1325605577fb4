public import SouSnippet

extension Snippet {
  /// The text as a string.
  public var string: String { String(decoding: text, as: UTF8.self) }

  /// The marks as ranges of `string`, in order and apart; `NSRange(range, in: string)` counts the
  /// same in UTF-16.
  public var ranges: [Range<String.Index>] {
    let string = string
    return marks.compactMap { string.range(ofBytes: $0) }
  }
}

extension FieldMatch {
  /// The match as a range of the field's text.
  ///
  /// - Parameter text: The field as it is stored, as in `StoredDocument.body`.
  /// - Returns: The range, or `nil` where `text` is another one that ends before, or has a scalar
  ///   across an end of the range.
  public func range(in text: String) -> Range<String.Index>? { text.range(ofBytes: range) }
}

extension String {
  /// A range of UTF-8 as a range of the string, if it is on scalars' boundaries.
  fileprivate func range(ofBytes bytes: Range<Int>) -> Range<String.Index>? {
    guard let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound, limitedBy: endIndex),
      let end = utf8.index(start, offsetBy: bytes.count, limitedBy: endIndex),
      let start = start.samePosition(in: unicodeScalars),
      let end = end.samePosition(in: unicodeScalars)
    else { return nil }
    return start..<end
  }
}
