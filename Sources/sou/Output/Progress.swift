import Foundation

/// A line on standard error that says how far the work is; silent where that is no terminal.
struct Progress {
  private let total: Int?
  private let isShown: Bool
  private let clock = ContinuousClock()
  private let start = ContinuousClock().now
  private var shown: ContinuousClock.Instant?

  /// - Parameters:
  ///   - total: The bytes to be read; nil if that is not known.
  ///   - isQuiet: True if nothing is to be shown at all.
  init(total: Int?, isQuiet: Bool) {
    self.total = total
    isShown = Terminal.showsTalk && !isQuiet
  }

  /// How long the work has taken, in seconds.
  var seconds: Double { (clock.now - start) / .seconds(1) }

  /// Shows the state, ten times a second at most.
  mutating func update(bytes: Int, documents: Int) {
    guard isDue() else { return }
    show(state(bytes: bytes, documents: documents))
  }

  /// Shows how much is done, ten times a second at most.
  ///
  /// - Parameters:
  ///   - share: From 0 to 1.
  ///   - detail: What else is said of it.
  mutating func update(share: Double, _ detail: String) {
    guard isDue() else { return }
    show("\(bar(share))  \(detail)")
  }

  /// True ten times a second.
  private mutating func isDue() -> Bool {
    guard isShown else { return false }
    let now = clock.now
    if let shown, now - shown < .milliseconds(100) { return false }
    shown = now
    return true
  }

  private func show(_ state: String) { write("\r\u{1B}[K" + state) }

  /// Clears the line, before anything else is said.
  mutating func clear() {
    guard shown != nil else { return }
    shown = nil
    write("\r\u{1B}[K")
  }

  private func state(bytes: Int, documents: Int) -> String {
    let rate = Double(bytes) / max(seconds, 0.001)
    let speed = "\((rate / 1e6).fixed(1)) MB/s"
    guard let total, total > 0 else {
      return "\(documents.grouped) documents  \((Double(bytes) / 1e6).fixed(1)) MB  \(speed)"
    }
    let share = min(1, Double(bytes) / Double(total))
    let left = Int((Double(total - bytes) / max(rate, 1)).rounded(.up))
    return "\(bar(share))  \(documents.grouped) documents  \(speed)  \(clockTime(left)) left"
  }

  private func bar(_ share: Double) -> String {
    let width = 24
    let done = Int(share * Double(width))
    let percent = "\(Int(share * 100)) %".rightAligned(to: 5)
    return String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
      + " " + percent
  }

  /// Seconds as `0:08` or `1:02:03`.
  private func clockTime(_ seconds: Int) -> String {
    let seconds = max(0, seconds)
    let tail = (seconds % 60 < 10 ? "0" : "") + String(seconds % 60)
    let minutes = seconds / 60 % 60
    guard seconds >= 3600 else { return "\(minutes):\(tail)" }
    return "\(seconds / 3600):\(minutes < 10 ? "0" : "")\(minutes):\(tail)"
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
