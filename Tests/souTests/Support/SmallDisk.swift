import Foundation

/// A file system of 2 MB, mounted on a folder until the value goes away.
final class SmallDisk {
  let folder: URL
  private let scratch: Scratch  // Goes away after the disk is unmounted.

  /// True if one can be mounted here.
  static let isPossible: Bool = (try? SmallDisk()) != nil

  init() throws {
    scratch = try Scratch()
    folder = scratch.url("small")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    guard Self.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.path) else {
      throw CocoaError(.featureUnsupported)
    }
  }

  deinit { _ = Self.run("umount", folder.path) }

  private static func run(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
