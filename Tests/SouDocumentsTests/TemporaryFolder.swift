import Foundation

@testable import SouDocuments

/// A folder of its own for one test, removed with the last reference to it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "sou-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, making the folders on its way.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      at: URL(filePath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  /// What a walk over the folder (or the given paths below it) finds.
  func walk(_ names: [String] = [""]) -> (files: [SourceFile], problems: [DocumentProblem]) {
    var files: [SourceFile] = []
    var problems: [DocumentProblem] = []
    forEachSourceFile(in: names.map { $0.isEmpty ? path : path + "/" + $0 }) { result in
      switch result {
      case .success(let file): files.append(file)
      case .failure(let problem): problems.append(problem)
      }
    }
    return (files, problems)
  }
}

/// Everything that a file's reader gives.
func read(_ file: SourceFile) -> (
  documents: [Document], problems: [DocumentProblem], hash: UInt64?, bytesRead: Int
) {
  var documents: [Document] = []
  var problems: [DocumentProblem] = []
  var last = 0
  let hash = readDocuments(of: file) { result, bytesRead in
    switch result {
    case .success(let document): documents.append(document)
    case .failure(let problem): problems.append(problem)
    }
    last = bytesRead
  }
  return (documents, problems, hash, last)
}
