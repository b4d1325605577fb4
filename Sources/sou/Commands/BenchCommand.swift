import ArgumentParser

/// Measures Sou on this machine.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure Sou on this machine.",
    subcommands: [BenchTokenizerCommand.self, BenchSearchCommand.self])
}
