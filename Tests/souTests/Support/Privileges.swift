import Foundation

/// Runs as a user who owns nothing: root may read and write everything, so that the tests of
/// permissions say nothing when they run as root. The program is copied to where that user can
/// read it.
struct Nobody {
  /// What to run a command under.
  static let wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

  /// True if commands can run so here; also where the tests do not run as root, without a wrapper.
  static let isPossible: Bool = {
    guard getuid() == 0 else { return true }
    var command = Command("--version")
    command.wrapper = wrapper
    return (try? command.run().status) == 0
  }()
}

extension Command {
  /// The command without root's rights.
  var unprivileged: Command {
    var command = self
    if getuid() == 0 { command.wrapper = Nobody.wrapper }
    return command
  }
}

/// A file system of 2 MB, mounted on a folder until the value goes away.
final class SmallDisk {
  let folder: URL

  /// True if one can be mounted here.
  static let isPossible: Bool = (try? SmallDisk(on: Scratch())) != nil

  init(on scratch: Scratch) throws {
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
