/// What can go wrong, with the way out.
enum GeneratorError: Error, CustomStringConvertible {
  case usage(String)
  case missingInput(path: String, debianPackage: String)
  case commandFailed(command: String, status: Int32)
  case unreadable(path: String, line: Int)
  case noVersion(path: String)
  case unstableFold(scalar: UInt32, output: UInt32)
  case notIndexed(scalar: UInt32)
  case different(path: String, header: String, now: String)

  var description: String {
    switch self {
    case .usage(let usage): usage
    case .missingInput(let path, let debianPackage):
      "no \(path); install it: apt-get install \(debianPackage)"
    case .commandFailed(let command, let status): "'\(command)' failed with status \(status)"
    case .unreadable(let path, let line): "\(path), line \(line): not in the expected form"
    case .noVersion(let path): "\(path): no version in its header"
    case .unstableFold(let scalar, let output):
      "U+\(hex(scalar)) folds to U+\(hex(output)), which folds further"
    case .notIndexed(let scalar):
      "U+\(hex(scalar)) is more than a break; index its plane (`Tables.indexed`)"
    case .different(let path, let header, let now):
      """
      \(path) is not what the inputs give.
        there: \(header)
        now:   \(now)
      Write it again: \
      swift run --package-path Tools/GenerateUnicodeTables GenerateUnicodeTables
      """
    }
  }
}

/// The scalar's number as Unicode writes it: upper case, four digits at least.
func hex(_ scalar: UInt32) -> String {
  let digits = String(scalar, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
