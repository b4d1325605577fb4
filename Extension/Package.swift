// swift-tools-version: 6.2
import PackageDescription

// libsou.so, the loadable SQLite extension: the targets below are those of the main package, whose
// folders `Sources` links to, compiled as Embedded Swift; see scripts/build-extension.
let package = Package(
  name: "SouExtension",
  products: [.library(name: "sou", type: .dynamic, targets: ["CSouEntry"])],
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
    .target(name: "SouEntry", dependencies: ["SouFTS5", "CSouSQLite"]),
    .target(
      name: "CSouEntry", dependencies: ["SouEntry"],
      linkerSettings: [
        .unsafeFlags([
          // Links no Swift runtime.
          "-enable-experimental-feature", "Embedded",
          "-use-ld=lld", "-Xlinker", "--icf=all", "-Xlinker", "--gc-sections",
          "-Xlinker", "--version-script=\(Context.packageDirectory)/exports.map",
        ])
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  if target.name.hasPrefix("C") {
    target.cSettings = [.define("SOU_EXTENSION")]
  } else {
    target.swiftSettings = [
      .enableExperimentalFeature("Embedded"),
      // Small code costs no instruction more per inserted byte: bench/insert-instructions. CSouSQLite
      // calls SQLite through the table that the host hands over.
      .unsafeFlags(["-wmo", "-Osize", "-Xcc", "-DSOU_EXTENSION"]),
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .strictMemorySafety(),
    ]
  }
}
