import Foundation

/// Reads the inputs, builds the tables, and writes them or compares them with the committed file.
@main
enum GenerateUnicodeTables {
  static let usage = "usage: GenerateUnicodeTables [--check] [OUTPUT]"

  static func main() {
    do {
      try run(arguments: Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("GenerateUnicodeTables: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(arguments: [String]) throws {
    let isCheck = arguments.contains("--check")
    let paths = arguments.filter { $0 != "--check" }
    guard paths.count <= 1, !paths.contains(where: { $0.hasPrefix("-") }) else {
      throw GeneratorError.usage(usage)
    }
    let output = URL(filePath: paths.first ?? "Sources/CSouTables/tables.c")

    let inputs = Inputs()
    let database = try UnicodeDatabase(inputs: inputs)
    let folder = Folder(database: database)
    let variants = try HanVariants(inputs: inputs, folder: folder)
    let tables = try Tables(database: database, folder: folder, variants: variants)
    let renderer = CRenderer(
      tables: tables, unicodeVersion: database.version, openCCVersion: try inputs.openCCVersion())
    let rendered = Data(renderer.rendered.utf8)

    print(variants.summary)
    print(tables.summary)
    if isCheck {
      let committed = try Data(contentsOf: output)
      guard committed == rendered else {
        throw GeneratorError.different(
          path: output.relativePath, header: firstLine(committed), now: firstLine(rendered))
      }
      print("\(output.relativePath): up to date")
    } else {
      try rendered.write(to: output)
      print("\(output.relativePath): written")
    }
  }
  private static func firstLine(_ text: Data) -> String {
    String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
