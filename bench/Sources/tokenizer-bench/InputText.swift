import Foundation

/// A well-formed text that is measured, named by its script.
struct InputText {
  let name: String
  let bytes: [UInt8]

  private init(name: String, path: String, bytes: [UInt8]) throws {
    let isSuitable = !bytes.isEmpty && bytes.count <= Int32.max
    guard isSuitable, String(validating: bytes, as: UTF8.self) != nil else {
      throw BenchError.unsuitable(path)
    }
    self.name = name
    self.bytes = bytes
  }

  private init(file path: String) throws {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    try self.init(name: name, path: path, bytes: Self.bytes(ofFile: path))
  }

  /// The files of a folder, below it too, as one text.
  private init(folder path: String) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    let files = names.map { "\(path)/\($0)" }.filter { !isFolder($0) }
    let name = URL(filePath: path).lastPathComponent
    try self.init(name: name, path: path, bytes: files.flatMap(Self.bytes))
  }

  /// The texts of files and folders; a folder is one text.
  static func texts(at paths: [String]) throws -> [InputText] {
    try paths.map { try isFolder($0) ? InputText(folder: $0) : InputText(file: $0) }
  }

  /// Where texts are if none are named: each `.txt` file of the first folder, or else each folder
  /// of the corpus.
  static func defaultPaths() throws -> [String] {
    let files = entries(of: "../shared/data/text").filter { $0.hasSuffix(".txt") }
    let paths = files.isEmpty ? entries(of: "corpus/documents").filter(isFolder) : files
    guard !paths.isEmpty else { throw BenchError.noInput }
    return paths
  }

  /// The bytes of a file as they are.
  private static func bytes(ofFile path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw BenchError.unreadable(path)
    }
    return Array(data)
  }

  /// The scalars' sum by the standard library, to hold the yardstick against.
  var naiveSumOfScalars: UInt64 {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.reduce(0) { $0 + UInt64($1.value) }
  }

  /// The text's beginning, not cut inside a scalar; at most so many bytes.
  func prefix(_ byteCount: Int) -> [UInt8] {
    var end = min(byteCount, bytes.count)
    while end < bytes.count && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(bytes[..<end])
  }
}

private func isFolder(_ path: String) -> Bool {
  var isDirectory: ObjCBool = false
  let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
  return exists && isDirectory.boolValue
}

private func entries(of folder: String) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return names.sorted().map { "\(folder)/\($0)" }
}
