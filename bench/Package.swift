// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Microbenchmarks, each with its yardsticks; see README.md. From the repository's root:
//   swift run --package-path bench -c release tokenizer-bench
let package = Package(
  name: "bench",
  dependencies: [.package(name: "sou", path: "..")],
  targets: [
    .target(name: "CYardsticks", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "tokenizer-bench",
      dependencies: ["CYardsticks", .product(name: "SouAnalysis", package: "sou")]),
    .executableTarget(
      name: "insert-bench", dependencies: [.product(name: "SouFTS5", package: "sou")]),
    .executableTarget(
      name: "bulk-bench",
      dependencies: [
        .product(name: "SouIndex", package: "sou"), .product(name: "SouFTS5", package: "sou"),
      ]),
    .executableTarget(
      name: "search-bench", dependencies: [.product(name: "SouSearch", package: "sou")]),
  ],
  swiftLanguageModes: [.v6]
)

// Warnings are errors only where CI is set: a newer Swift must not break a user's build.
let isCI = ProcessInfo.processInfo.environment["CI"] != nil

for target in package.targets where !target.name.hasPrefix("C") {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
  ]
  if isCI { settings += [.treatAllWarnings(as: .error)] }
  target.swiftSettings = settings
}
