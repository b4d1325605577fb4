import Foundation

/// Debian's copy of the Unicode Character Database.
let unicodeData = URL(filePath: "/usr/share/unicode")

/// The text of a `.bz2` file.
func decompressed(_ file: URL) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["bzip2", "--decompress", "--stdout", file.path]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}
