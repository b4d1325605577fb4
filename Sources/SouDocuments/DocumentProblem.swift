/// Why a path, a file or a line gives no document. None of these stops the files that follow.
public enum DocumentProblem: Error, Equatable, Sendable {
  /// Nothing is at the path.
  case missingPath(path: String)
  /// The folder holds no file that Sou reads.
  case noDocuments(folder: String)
  /// The file given is neither `.txt`, `.md` nor `.jsonl`.
  case unknownFormat(path: String)
  /// The system did not let the file or folder be read; `reason` is the system's.
  case unreadable(path: String, reason: String)
  /// The text is not UTF-8; `byteOffset` counts from the start of the file, or of the line where
  /// there is one.
  case invalidUTF8(path: String, line: Int?, byteOffset: Int)
  /// The line is not JSON, or no object.
  case invalidJSON(path: String, line: Int)
  /// The JSON object has neither `text` nor `body`.
  case missingText(path: String, line: Int)
  /// The field of the JSON object is neither text nor a number.
  case notText(path: String, line: Int, field: String)
  /// The file, or the line of it, is longer than `byteLimit`.
  case tooLong(path: String, line: Int?, byteLimit: Int)

  /// True if a PATH given is wrong as a whole, rather than one file or line that was found.
  public var concernsPath: Bool {
    switch self {
    case .missingPath, .noDocuments, .unknownFormat: true
    default: false
    }
  }
}

extension DocumentProblem: CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  public var description: String {
    switch self {
    case .missingPath(let path):
      "\(path): no such file or folder; check the path"
    case .noDocuments(let folder):
      "\(folder): no .txt, .md or .jsonl file in this folder; name another one"
    case .unknownFormat(let path):
      "\(path): neither .txt, .md nor .jsonl; convert it, or give JSON lines on stdin: sou index -"
    case .unreadable(let path, let reason):
      "\(path): cannot be read (\(reason)); check its permissions"
    case .invalidUTF8(let path, let line, let byteOffset):
      "\(place(path, line)): not UTF-8 at byte \(byteOffset); skipped; convert it: "
        + "iconv -f BIG5 -t UTF-8 (or the encoding it has)"
    case .invalidJSON(let path, let line):
      "\(place(path, line)): no valid JSON object; skipped; a line is one object with \"text\""
    case .missingText(let path, let line):
      "\(place(path, line)): neither \"text\" nor \"body\"; skipped; one of them is needed"
    case .notText(let path, let line, let field):
      "\(place(path, line)): \"\(field)\" is neither text nor a number; skipped; put it in quotes"
    case .tooLong(let path, let line, let byteLimit):
      "\(place(path, line)): longer than \(byteLimit / 1_000_000) MB; skipped; split it"
    }
  }
}

/// A place in a file, as compilers write it.
private func place(_ path: String, _ line: Int?) -> String {
  line.map { "\(path):\($0)" } ?? path
}
