import Foundation

/// A Markdown page with its fenced blocks.
struct Page {
  struct Block: Sendable {
    var language: String
    /// The file name after the language; empty where there is none.
    var name: String
    var text: String
    /// Whether the page shows it for its mistake: the word `wrong` stands after the name.
    var isWrong: Bool
    /// The line of the fence, from 1.
    var line: Int
  }

  /// A command and what the page says that it prints.
  struct Session: Sendable {
    var command: String
    var output: String
    var line: Int
  }

  let blocks: [Block]

  init(_ text: String) {
    var blocks: [Block] = []
    var open: Block?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
        } else {
          let words = line.dropFirst(3).split(separator: " ").map(String.init)
          open = Block(
            language: words.first ?? "", name: words.count > 1 ? words[1] : "", text: "",
            isWrong: words.last == "wrong", line: number + 1)
        }
      } else {
        open?.text += line + "\n"
      }
    }
    self.blocks = blocks
  }

  /// Each `sh` block that a `text` block follows.
  var sessions: [Session] {
    zip(blocks, blocks.dropFirst()).compactMap { command, output in
      guard command.language == "sh", output.language == "text" else { return nil }
      return Session(command: command.text.trimmed, output: output.text, line: command.line)
    }
  }

  /// Writes every block that has a file name into a folder.
  func save(in folder: URL) throws {
    for block in blocks where !block.name.isEmpty {
      try block.text.write(to: folder.appendingPathComponent(block.name), atomically: true, encoding: .utf8)
    }
  }
}

/// The command as people run it: the built program, in a folder.
struct Shell {
  var folder: URL

  /// The built program beside the tests; nil where it was not built.
  static var program: URL? {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "tenet")
    return FileManager.default.isExecutableFile(atPath: beside.path) ? beside : nil
  }

  /// What a command line prints on standard output and standard error, and its exit status.
  ///
  /// The line holds words and words in double quotes only.
  func run(_ line: String) throws -> (output: String, status: Int32) {
    let words = line.matches(of: /"([^"]*)"|([^\s"]+)/).map { String($0.1 ?? $0.2 ?? "") }
    guard words.first == "tenet", let program = Self.program else { return ("no program `\(line)`\n", -1) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = program
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }
}
