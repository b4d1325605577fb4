import Foundation

/// A run of the built `sou`, in a folder of its own.
struct Command {
  var arguments: [String]
  var input = Data()
  var environment: [String: String] = [:]
  var folder: URL?
  /// A command to run `sou` under, as `setpriv`.
  var wrapper: [String] = []

  init(_ arguments: String...) { self.arguments = arguments }
  init(_ arguments: [String]) { self.arguments = arguments }

  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let talk: String

    /// The output's lines.
    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The binary, built beside the test bundle.
  static let binary: URL =
    (Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main).bundleURL
    .resolvingSymlinksInPath()
    .appending(path: Bundle.main.bundlePath.hasSuffix(".xctest") ? "../sou" : "sou")
    .standardizedFileURL

  /// Runs to the end in a folder.
  func run(in folder: Scratch) throws -> Outcome {
    var command = self
    command.folder = folder.url
    return try command.run()
  }

  /// Runs to the end.
  func run() throws -> Outcome {
    // Files rather than pipes: a full pipe would block the command.
    let scratch = try Scratch()
    let running = try start(in: scratch)
    running.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: scratch.url(name)), as: UTF8.self)
    }
    return Outcome(
      status: running.terminationReason == .exit
        ? running.terminationStatus : 128 + running.terminationStatus,
      output: try text("stdout"), talk: try text("stderr"))
  }

  /// Starts without waiting; the streams go to files of a folder.
  func start(in scratch: Scratch) throws -> Process {
    let process = Process()
    let command = wrapper + [Self.binary.path] + arguments
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"]
      .merging(environment) { $1 }
    process.currentDirectoryURL = folder ?? scratch.url
    try scratch.write(input, to: "stdin")
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("stdin"))
    for name in ["stdout", "stderr"] { try scratch.write(Data(), to: name) }
    process.standardOutput = try FileHandle(forWritingTo: scratch.url("stdout"))
    process.standardError = try FileHandle(forWritingTo: scratch.url("stderr"))
    try process.run()
    return process
  }
}
