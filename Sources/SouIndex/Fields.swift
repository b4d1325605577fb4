import Foundation

/// What a document's row holds beside its id and file.
struct Fields: Equatable {
  let locator: String
  let title: String
  let source: String
  let date: String
  let language: String
  let body: String

  init(
    locator: String, title: String, source: String, date: String, language: String, body: String
  ) {
    self.locator = Self.clean(locator)
    self.title = Self.clean(title)
    self.source = Self.clean(source)
    self.date = Self.clean(date)
    self.language = Self.clean(language)
    self.body = Self.clean(body)
  }

  /// True if both are the same bytes; `==` of `String` would pass over a new composition.
  static func == (first: Self, second: Self) -> Bool {
    first.hasText(of: second)
      && first.locator.utf8.elementsEqual(second.locator.utf8)
      && first.source.utf8.elementsEqual(second.source.utf8)
      && first.date.utf8.elementsEqual(second.date.utf8)
      && first.language.utf8.elementsEqual(second.language.utf8)
  }

  /// True if the fields that are searched are the same bytes.
  func hasText(of other: Self) -> Bool {
    title.utf8.elementsEqual(other.title.utf8) && body.utf8.elementsEqual(other.body.utf8)
  }

  /// In UTF-8.
  var byteCount: Int {
    locator.utf8.count + title.utf8.count + source.utf8.count + date.utf8.count
      + language.utf8.count + body.utf8.count
  }

  /// The text as SQLite can give it back.
  static func clean(_ text: String) -> String {
    let hasNUL = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe bytes.baseAddress.map { unsafe memchr($0, 0, bytes.count) != nil } ?? false
    }
    guard hasNUL ?? text.utf8.contains(0) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}
