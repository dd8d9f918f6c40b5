// swift-tools-version: 6.2
import PackageDescription

/// Every target is built in Swift 6 mode, with warnings as errors and strict memory safety.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// On Linux a release is one file that needs no library at run time: it starts as fast as a C program does, several times
/// faster than with the Swift runtime loaded apart.
let oneFile: [LinkerSetting] = [
  .unsafeFlags(
    ["-static-executable", "-use-ld=lld", "-Xlinker", "--gc-sections"],
    .when(platforms: [.linux], configuration: .release))
]

/// What most targets stand on.
let core: [Target.Dependency] = ["TenetText", "TenetSyntax", "TenetProgram", "TenetModel"]

/// Everything that `Tenet` re-exports. Who imports it sees the layouts of all these, so the build has to know: with `Tenet`
/// alone it would not compile them again when a layout below changes.
let library: [Target.Dependency] =
  core + [
    "TenetEngine", "TenetLint", "TenetChecking", "TenetReasoning", "TenetQuestions", "TenetReport", "TenetAnswers",
    "TenetStreaming", "TenetTesting",
  ]

/// The targets stand in the order of the flow: each one imports only from those above it.
let package = Package(
  name: "Tenet",
  products: [
    .library(name: "Tenet", targets: ["Tenet"]),
    .executable(name: "tenet", targets: ["TenetCommand"]),
    .executable(name: "tenet-bench", targets: ["TenetBench"]),
  ],
  targets: [
    .target(name: "TenetText", swiftSettings: settings),
    .target(name: "TenetSyntax", dependencies: ["TenetText"], swiftSettings: settings),
    .target(name: "TenetProgram", dependencies: ["TenetText"], swiftSettings: settings),
    .target(name: "TenetEngine", dependencies: ["TenetText", "TenetProgram"], swiftSettings: settings),
    .target(
      name: "TenetModel", dependencies: ["TenetText", "TenetSyntax", "TenetProgram"], swiftSettings: settings),
    .target(name: "TenetLint", dependencies: core, swiftSettings: settings),
    .target(name: "TenetChecking", dependencies: ["TenetText", "TenetModel"], swiftSettings: settings),
    .target(
      name: "TenetReasoning", dependencies: ["TenetText", "TenetModel", "TenetEngine"], swiftSettings: settings),
    .target(
      name: "TenetQuestions", dependencies: core + ["TenetEngine", "TenetReasoning"], swiftSettings: settings),
    .target(name: "TenetReport", dependencies: core + ["TenetEngine", "TenetReasoning"], swiftSettings: settings),
    .target(
      name: "TenetAnswers", dependencies: core + ["TenetEngine", "TenetReasoning", "TenetQuestions", "TenetReport"],
      swiftSettings: settings),
    .target(
      name: "TenetStreaming", dependencies: core + ["TenetEngine", "TenetReasoning", "TenetReport"],
      swiftSettings: settings),
    .target(
      name: "TenetTesting", dependencies: core + ["TenetEngine", "TenetLint", "TenetReasoning", "TenetQuestions"],
      swiftSettings: settings),
    .target(name: "Tenet", dependencies: library, swiftSettings: settings),
    .target(name: "TenetSystem", swiftSettings: settings),
    .executableTarget(
      name: "TenetCommand", dependencies: library + ["Tenet", "TenetSystem"], swiftSettings: settings,
      linkerSettings: oneFile),
    .executableTarget(
      name: "TenetBench", dependencies: library + ["Tenet", "TenetSystem"], exclude: ["README.md"],
      swiftSettings: settings,
      linkerSettings: oneFile),
    .testTarget(name: "TenetTests", dependencies: library + ["Tenet"], swiftSettings: settings),
  ]
)
