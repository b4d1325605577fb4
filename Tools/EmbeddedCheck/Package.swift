// swift-tools-version: 6.2
import PackageDescription

// The targets that a loadable SQLite extension is made of, compiled as Embedded Swift. `Sources`
// holds symbolic links to the folders of the main package; see scripts/check-embedded.
let package = Package(
  name: "EmbeddedCheck",
  products: [.library(name: "EmbeddedCheck", type: .static, targets: ["SouFTS5"])],
  targets: [
    .target(name: "CSouTables"),
    .target(name: "SouUnicode", dependencies: ["CSouTables"]),
    .target(name: "SouAnalysis", dependencies: ["SouUnicode"]),
    .target(name: "SouRanking"),
    .target(name: "SouQuery", dependencies: ["SouAnalysis", "SouUnicode"]),
    .target(name: "SouSnippet", dependencies: ["SouAnalysis", "SouUnicode"]),
    .target(name: "CSouSQLite"),
    .target(
      name: "SouFTS5",
      dependencies: [
        "SouUnicode", "SouAnalysis", "SouRanking", "SouQuery", "SouSnippet", "CSouSQLite",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where !target.name.hasPrefix("C") {
  target.swiftSettings = [
    .enableExperimentalFeature("Embedded"),
    .unsafeFlags(["-wmo"]),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
  ]
}
