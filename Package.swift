// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Listed along the data's way: a target may depend only on targets above it.
// ARCHITECTURE.md says what each one is; Tests/LayeringTests holds the table.
let package = Package(
  name: "sou",
  platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9)],
  // A library's targets are those whose types its public interface shows.
  products: [
    .executable(name: "sou", targets: ["sou"]),
    .library(name: "SouAnalysis", targets: ["SouAnalysis"]),
    .library(name: "SouFTS5", targets: ["SouFTS5", "CSouSQLite"]),
    .library(name: "SouIndex", targets: ["SouIndex", "SouAnalysis"]),
    .library(
      name: "SouSearch",
      targets: ["SouSearch", "SouIndex", "SouQuery", "SouSnippet", "SouAnalysis"]),
    .library(name: "SouEvaluation", targets: ["SouEvaluation"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "CSouTables"),
    .target(name: "SouUnicode", dependencies: ["CSouTables"]),
    .target(name: "SouAnalysis", dependencies: ["SouUnicode"]),
    .target(name: "SouRanking"),
    .target(name: "SouQuery", dependencies: ["SouAnalysis", "SouUnicode"]),
    .target(name: "SouSnippet", dependencies: ["SouAnalysis", "SouUnicode"]),
    .target(name: "CSouSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "SouFTS5",
      dependencies: [
        "SouUnicode", "SouAnalysis", "SouRanking", "SouQuery", "SouSnippet", "CSouSQLite",
      ]),
    .target(name: "SouPostings"),
    .target(name: "CSouSystem"),
    .target(name: "SouDocuments", dependencies: ["SouUnicode"]),
    .target(
      name: "SouIndex",
      dependencies: [
        "SouFTS5", "SouAnalysis", "SouPostings", "SouRanking", "CSouSQLite", "CSouSystem",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "SouSearch",
      dependencies: [
        "SouIndex", "SouPostings", "SouQuery", "SouRanking", "SouSnippet", "SouAnalysis",
        "SouUnicode",
      ]),
    .target(name: "SouEvaluation", dependencies: ["SouSearch"]),
    .executableTarget(
      name: "sou",
      dependencies: [
        "SouUnicode", "SouAnalysis", "SouQuery", "SouSnippet", "SouFTS5", "SouDocuments",
        "SouIndex", "SouSearch", "SouEvaluation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "SouTestSupport", dependencies: ["SouUnicode", "SouAnalysis", "SouQuery"],
      path: "Tests/SouTestSupport"),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .testTarget(name: "SouUnicodeTests", dependencies: ["SouUnicode", "CSouTables"]),
    .testTarget(
      name: "SouAnalysisTests",
      dependencies: ["SouAnalysis", "SouUnicode", "SouTestSupport", "CAllocationCount"]),
    .testTarget(name: "SouRankingTests", dependencies: ["SouRanking", "SouTestSupport"]),
    .testTarget(
      name: "SouQueryTests",
      dependencies: [
        "SouQuery", "SouAnalysis", "SouFTS5", "SouTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "SouSnippetTests",
      dependencies: ["SouSnippet", "SouAnalysis", "SouUnicode", "SouTestSupport"]),
    .testTarget(
      name: "SouFTS5Tests",
      dependencies: [
        "SouFTS5", "SouAnalysis", "SouRanking", "SouQuery", "CSouSQLite", "SouTestSupport",
      ]),
    .testTarget(
      name: "SouPostingsTests",
      dependencies: [
        "SouPostings", "SouTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "SouDocumentsTests", dependencies: ["SouDocuments", "SouTestSupport"]),
    .testTarget(
      name: "SouIndexTests",
      dependencies: [
        "SouIndex", "SouAnalysis", "SouPostings", "SouRanking", "SouTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "SouSearchTests",
      dependencies: [
        "SouSearch", "SouIndex", "SouQuery", "SouRanking", "SouSnippet", "SouUnicode", "SouFTS5",
        "SouTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "SouEvaluationTests",
      dependencies: ["SouEvaluation", "SouSearch", "SouIndex"]),
    .testTarget(
      name: "souTests",
      dependencies: [
        "sou", "SouFTS5", "SouTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "ExtensionTests",
      dependencies: [
        "SouSearch", "SouSnippet", "SouIndex", "SouFTS5", "SouAnalysis", "CSouSQLite",
        "SouTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "LibraryTests",
      dependencies: [
        "SouSearch", "SouSnippet", "SouIndex", "SouFTS5", "SouAnalysis",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "LayeringTests"),
  ],
  swiftLanguageModes: [.v6]
)

// Warnings are errors only where CI is set: a newer Swift must not break a user's build.
let isCI = ProcessInfo.processInfo.environment["CI"] != nil

// One list for every Swift target, tests included.
for target in package.targets where !target.name.hasPrefix("C") {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
  ]
  if isCI {
    settings += [
      .treatAllWarnings(as: .error),
      .treatWarning("DeprecatedDeclaration", as: .warning),  // the later line wins
    ]
  }
  target.swiftSettings = settings
}
