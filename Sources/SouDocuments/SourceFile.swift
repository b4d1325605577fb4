import Foundation

/// A file that holds documents, as it stood when it was found.
public struct SourceFile: Equatable, Sendable {
  /// How a file's bytes are read.
  public enum Kind: Sendable {
    /// One document of plain text, `.txt`.
    case text
    /// One document of Markdown, `.md`.
    case markdown
    /// A document a line, `.jsonl`.
    case jsonLines

    init?(path: String) {
      switch URL(filePath: path).pathExtension.lowercased() {
      case "txt": self = .text
      case "md": self = .markdown
      case "jsonl": self = .jsonLines
      default: return nil
      }
    }
  }

  /// The path below the PATH given; the file's name where the PATH is the file.
  public let locator: String
  /// The path to open and to show.
  public let path: String
  /// The absolute path without symbolic links.
  public let realPath: String
  /// In bytes.
  public let size: Int64
  /// When the file was last modified, in nanoseconds since 1970.
  public let modified: Int64
  /// How it is read.
  public let kind: Kind

  var nameWithoutSuffix: String {
    URL(filePath: path).deletingPathExtension().lastPathComponent
  }

  /// A hash of the file's content as it is now, the one that `readDocuments(of:_:)` returns.
  ///
  /// - Returns: `nil` if the file cannot be read.
  /// - Complexity: Reads the whole file, in constant memory.
  public func contentHash() -> UInt64? {
    do {
      var file = try OpenFile(path: path)
      var chunk = [UInt8](repeating: 0, count: chunkSize)
      while try file.read(into: &chunk) > 0 {}
      return file.hash.value
    } catch {
      return nil
    }
  }
}
