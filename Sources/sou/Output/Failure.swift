/// Trouble that ends a command, as one line: what, where, what to do next.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
