import Foundation

/// How much a test tries: what an environment variable says, for a long run by hand, or else
/// `usual`.
public func amount(_ variable: String, usual: Int) -> Int {
  ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? usual
}
