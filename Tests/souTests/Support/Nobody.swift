import Foundation

/// Runs as a user who owns nothing: root may read and write everything, so that the tests of
/// permissions say nothing when they run as root.
enum Nobody {
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
