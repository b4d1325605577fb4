// swift-tools-version: 6.2
import PackageDescription

// Makes Sources/CSouTables/tables.c. From the repository's root:
//   swift run --package-path Tools/GenerateUnicodeTables GenerateUnicodeTables [--check] [OUTPUT]
let package = Package(
  name: "GenerateUnicodeTables",
  targets: [.executableTarget(name: "GenerateUnicodeTables")],
  swiftLanguageModes: [.v6]
)
