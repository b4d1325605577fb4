import Foundation

/// A file that a command reads whole, as bytes.
struct InputFile {
  let path: String

  /// The files under some paths: a folder stands for every text file in it, in order of their names.
  static func all(under paths: [String]) throws -> [InputFile] {
    try paths.flatMap { path -> [InputFile] in
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure("\(path): no such file or folder; check the path")
      }
      guard isFolder.boolValue else { return [InputFile(path: path)] }
      let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      return
        names
        .filter { name in [".txt", ".md", ".jsonl"].contains { name.hasSuffix($0) } }
        .sorted()
        .map { InputFile(path: path + "/" + $0) }
    }
  }

  /// The file's bytes.
  func read() throws -> [UInt8] {
    do {
      // Unlike `Data(contentsOf:)` this reads pipes too, as `<(…)` of a shell.
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      return [UInt8](try file.readToEnd() ?? Data())
    } catch {
      throw Failure("\(path): cannot be read; check that it is a file and its permissions")
    }
  }
}
