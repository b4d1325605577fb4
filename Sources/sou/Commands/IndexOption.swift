import ArgumentParser
import Foundation

/// Which index file a command works on.
struct IndexOption: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The index file.", valueName: "file"))
  var index: String?

  /// The file named by the option, else by `SOU_INDEX`, else `sou.db` in the working folder.
  var path: String {
    if let index { return index }
    let named = ProcessInfo.processInfo.environment["SOU_INDEX"] ?? ""
    return named.isEmpty ? "./sou.db" : named
  }
}
