import Foundation

/// The input files, where Debian puts them.
struct Inputs {
  static let openCCTables = [
    "TSCharacters", "STCharacters", "TWVariants", "HKVariants", "JPVariants",
  ]

  private let unicode = "/usr/share/unicode/"
  private let openCC = "/usr/share/opencc/"

  /// The data lines of a UCD file, comments and blanks removed, each cut at `;`.
  func records(_ name: String) throws -> [Record] {
    let path = unicode + name
    let lines = try read(path, debianPackage: "unicode-data").split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, line in
      let data = line.prefix { $0 != UInt8(ascii: "#") }
      let fields = data.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        .map(trimmed)
      guard fields.contains(where: { !$0.isEmpty }) else { return nil }
      return Record(path: path, line: number + 1, fields: fields)
    }
  }

  /// The version that a UCD file's first line gives: `# LineBreak-15.0.0.txt`.
  func version(of name: String) throws -> String {
    let path = unicode + name
    let header = try read(path, debianPackage: "unicode-data").prefix { $0 != UInt8(ascii: "\n") }
    let parts = String(decoding: header, as: UTF8.self).split(separator: "-")
    guard parts.count == 2, parts[1].hasSuffix(".txt") else {
      throw GeneratorError.noVersion(path: path)
    }
    return String(parts[1].dropLast(4))
  }

  /// The lines of Unihan's variants, each cut at tabs: `U+3437`, `kTraditionalVariant`, `U+508C`.
  func unihanVariants() throws -> [Record] {
    let path = unicode + "Unihan_Variants.txt.bz2"
    try requireFile(path, debianPackage: "unicode-data")
    let text = try output(of: ["bzcat", path], debianPackage: "bzip2")
    return tabbed(text, path: path).filter { !$0.fields[0].hasPrefix("#") }
  }

  /// The lines of one of OpenCC's tables, each cut at its tab: a key, and values between blanks.
  func openCCTable(_ name: String) throws -> [Record] {
    let path = openCC + name + ".ocd2"
    try requireFile(path, debianPackage: "libopencc-data")
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = folder.appending(path: name + ".txt").path
    _ = try output(
      of: ["opencc_dict", "-i", path, "-o", text, "-f", "ocd2", "-t", "text"],
      debianPackage: "opencc")
    return tabbed(try read(text, debianPackage: "opencc"), path: path)
  }

  /// The upstream version of the installed tables (`opencc --version` says what its program says).
  func openCCVersion() throws -> String {
    let package = "libopencc-data"
    let version = try output(
      of: ["dpkg-query", "--show", "--showformat=${Version}", package], debianPackage: package)
    return String(
      decoding: version.prefix { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") },
      as: UTF8.self)
  }

  private func tabbed(_ text: [UInt8], path: String) -> [Record] {
    text.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
      Record(
        path: path, line: number + 1,
        fields: line.split(separator: UInt8(ascii: "\t"))
          .map(trimmed))
    }
  }

  private func trimmed(_ field: ArraySlice<UInt8>) -> String {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") }
    var field = field.drop(while: isBlank)
    while let last = field.last, isBlank(last) { field.removeLast() }
    return String(decoding: field, as: UTF8.self)
  }

  private func read(_ path: String, debianPackage: String) throws -> [UInt8] {
    try requireFile(path, debianPackage: debianPackage)
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  private func requireFile(_ path: String, debianPackage: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw GeneratorError.missingInput(path: path, debianPackage: debianPackage)
    }
  }

  private func output(of command: [String], debianPackage: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/" + command[0])
    process.arguments = Array(command.dropFirst())
    let pipe = Pipe()
    process.standardOutput = pipe
    try requireFile("/usr/bin/" + command[0], debianPackage: debianPackage)
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GeneratorError.commandFailed(
        command: command.joined(separator: " "), status: process.terminationStatus)
    }
    return Array(data)
  }
}

/// One line of an input file.
struct Record {
  let path: String
  let line: Int
  let fields: [String]

  var unreadable: GeneratorError { .unreadable(path: path, line: line) }

  /// The text of a field.
  func field(_ index: Int) throws -> String {
    guard index < fields.count else { throw unreadable }
    return fields[index]
  }

  /// A field that is one scalar or a range: `0041` or `0041..005A`.
  func range(_ index: Int) throws -> ClosedRange<UInt32> {
    let ends = try field(index).split(separator: ".").map { UInt32($0, radix: 16) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
      last <= 0x10FFFF
    else { throw unreadable }
    return first...last
  }

  /// A field that is a row of scalars between blanks, `U+` before each allowed.
  func scalars(_ index: Int) throws -> [UInt32] {
    try field(index).split(separator: " ").map { word in
      let digits = word.hasPrefix("U+") ? word.dropFirst(2) : word
      guard let scalar = UInt32(digits, radix: 16), scalar <= 0x10FFFF else { throw unreadable }
      return scalar
    }
  }
}
