import Foundation
import SouUnicode

/// What is known of the terminal that results and talk go to.
enum Terminal {
  /// True if standard output is a terminal.
  static let showsOutput = isatty(STDOUT_FILENO) == 1
  /// True if standard error is a terminal.
  static let showsTalk = isatty(STDERR_FILENO) == 1

  /// True if results may be coloured (https://no-color.org).
  static let usesColour =
    showsOutput && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"

  /// The width in columns; 100 where it is not known.
  static let width: Int = {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return Int(size.ws_col)
  }()

  /// Bold text, where colour may be used.
  static func bold(_ text: String) -> String { styled(text, "1") }
  /// Faint text, where colour may be used.
  static func faint(_ text: String) -> String { styled(text, "2") }
  /// Text that matched, where colour may be used.
  static func marked(_ text: String) -> String { styled(text, "1;31") }

  private static func styled(_ text: String, _ code: String) -> String {
    usesColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }
}

extension String {
  /// The columns that the text takes on a terminal: two for a full-width scalar.
  var columns: Int {
    unicodeScalars.reduce(0) { $0 + displayWidth(of: $1.value) }
  }

  /// The text with blanks behind it up to a number of columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - columns))
  }

  /// The text with blanks before it up to a number of columns.
  func rightAligned(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - columns)) + self
  }

  /// The text on one line, without controls that a terminal would obey.
  var singleLine: String {
    var line = ""
    for scalar in unicodeScalars {
      line.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return line
  }
}
