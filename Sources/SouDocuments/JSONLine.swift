import Foundation

/// One line of JSON: an object with `text` or `body`; `id`, `title`, `date`, `source` and `lang`
/// if it likes; other fields are ignored.
struct JSONLine: Decodable {
  let id: Text?
  let title: Text?
  let text: Text?
  let body: Text?
  let date: Text?
  let source: Text?
  let lang: Text?

  /// Text, or a number as text: ids and dates are often numbers.
  struct Text: Decodable {
    let value: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      do {
        value = try container.decode(String.self)
      } catch DecodingError.typeMismatch {
        if let number = try? container.decode(Int64.self) {
          value = String(number)
        } else {
          value = String(try container.decode(Double.self))
        }
      }
    }
  }
}

/// Reads lines of one file as documents.
struct JSONLineDecoder {
  let path: String
  private let decoder = JSONDecoder()

  init(path: String) { self.path = path }

  /// Reads one line.
  ///
  /// - Parameters:
  ///   - bytes: The line, not empty.
  ///   - line: Its number, from 1.
  ///   - locator: Names a document that has no `id`.
  /// - Returns: The document, or why there is none.
  func document(
    _ bytes: [UInt8], line: Int, locator: () -> String
  ) -> Result<Document, DocumentProblem> {
    if let byteOffset = invalidUTF8Offset(in: bytes) {
      return .failure(.invalidUTF8(path: path, line: line, byteOffset: byteOffset))
    }
    let json: JSONLine
    do {
      json = try decoder.decode(JSONLine.self, from: Data(bytes))
    } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
      return .failure(
        .notText(path: path, line: line, field: context.codingPath[0].stringValue))
    } catch {
      return .failure(.invalidJSON(path: path, line: line))
    }
    guard let body = json.text ?? json.body else {
      return .failure(.missingText(path: path, line: line))
    }
    let id = json.id?.value ?? ""
    return .success(
      Document(
        locator: id.isEmpty ? locator() : id, title: json.title?.value ?? "", body: body.value,
        source: json.source?.value ?? "", date: json.date?.value ?? "",
        language: json.lang?.value ?? ""))
  }
}
