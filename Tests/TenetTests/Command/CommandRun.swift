import Foundation

/// One run of the built command as a process.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs the command in a folder and waits for its end.
  init(
    _ arguments: [String], input: String = "", in folder: URL? = nil, environment: [String: String] = [:]
  ) throws {
    let work = try Folder()
    try work.write("in", input)
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? work.url
    process.environment = ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"].merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: work.url.appendingPathComponent("in"))
    process.standardOutput = try work.handle("out")
    process.standardError = try work.handle("err")
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try work.read("out")
    errors = try work.read("err")
  }

  /// The command lies beside the tests.
  static let executable: URL = {
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("tenet")
  }()
}

/// A folder that is gone when nobody needs it any more.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("tenet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, folders above it included.
  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ data: Data) throws {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  func handle(_ name: String) throws -> FileHandle {
    try write(name, "")
    return try FileHandle(forWritingTo: url.appendingPathComponent(name))
  }

  /// The names in it, sorted.
  var names: [String] { Folder.names(in: url) }

  static func names(in url: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }
}
