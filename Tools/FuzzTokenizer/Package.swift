// swift-tools-version: 6.2
import PackageDescription

// A libFuzzer target for the tokenizer; `Sources` holds symbolic links to the folders of the main
// package, so that all of it is instrumented. See scripts/fuzz.
let package = Package(
  name: "FuzzTokenizer",
  products: [.executable(name: "FuzzTokenizer", targets: ["FuzzTokenizer"])],
  targets: [
    .target(name: "CSouTables"),
    .target(name: "SouUnicode", dependencies: ["CSouTables"]),
    .target(name: "SouAnalysis", dependencies: ["SouUnicode"]),
    .target(name: "SouQuery", dependencies: ["SouAnalysis", "SouUnicode"]),
    .target(name: "SouTestSupport", dependencies: ["SouQuery", "SouAnalysis", "SouUnicode"]),
    .executableTarget(
      name: "FuzzTokenizer", dependencies: ["SouAnalysis", "SouUnicode", "SouTestSupport"],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where !target.name.hasPrefix("C") {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .strictMemorySafety(),
    ]
}
