import Foundation
import Testing

/// Every question in every format, as `Tests/Goldens/questions` has it.
///
/// `TENET_RECORD=1` writes the files anew; a recorded run fails, so that somebody reads what has changed.
@Suite struct QuestionGoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Goldens/questions")

  static let questions: [(name: String, arguments: [String])] = [
    ("why", ["why", "eligible", "loan.tenet", "--profile", "Bob", "--smallest"]),
    ("why-all", ["why", "eligible", "loan.tenet", "--profile", "Bob", "--all"]),
    ("why-number", ["why", "score", "loan.tenet", "--profile", "Bob"]),
    ("why-choice", ["why", "decision", "loan.tenet", "--profile", "Bob"]),
    ("why-conflict", ["why", "young-worker", "loan.tenet", "--profile", "Bob"]),
    ("why-possible", ["why", "eligible", "loan.tenet", "--profile", "Cleo"]),
    ("why-not", ["why-not", "eligible", "loan.tenet", "--profile", "Ann"]),
    ("why-not-choice", ["why-not", "decision is grant", "loan.tenet", "--profile", "Bob"]),
    (
      "how",
      ["how", "eligible", "loan.tenet", "--profile", "Ann", "--keep", "under investigation", "--cost", "cleared=3"]
    ),
    ("how-not", ["how", "not eligible", "loan.tenet", "--profile", "Bob"]),
    ("how-resolve", ["how", "--resolve", "young-worker", "loan.tenet", "--profile", "Bob"]),
    (
      "what-if",
      [
        "what-if", "--remove", "minor", "--add", "defaulted", "--set", "loan rate is 2500 EUR", "loan.tenet",
        "--profile", "Bob",
      ]
    ),
    ("ask", ["ask", "loan.tenet", "--profile", "Cleo"]),
    ("ask-one", ["ask", "eligible", "loan.tenet", "--profile", "Cleo"]),
    ("robust", ["robust", "loan.tenet", "--profile", "Bob"]),
    ("robust-one", ["robust", "eligible", "loan.tenet", "--profile", "Bob"]),
    ("compare", ["compare", "Bob", "Ann", "loan.tenet"]),
    ("diff", ["diff", "loan.tenet", "stricter.tenet"]),
    ("diff-same", ["diff", "loan.tenet", "loan.tenet"]),
    ("eval-unknown", ["eval", "loan.tenet", "--profile", "Cleo"]),
  ]

  @Test(arguments: questions.indices, ["text", "json", "markdown"])
  func questionIsAnsweredAsRecorded(_ index: Int, _ format: String) throws {
    let (name, arguments) = Self.questions[index]
    let run = try CommandRun(arguments + ["--format", format], in: Self.folder)
    #expect(run.status == 0, "\(run.errors)")
    let file = Self.folder.appendingPathComponent(
      "\(name).\(format == "markdown" ? "md" : format == "json" ? "json" : "txt")")
    if ProcessInfo.processInfo.environment["TENET_RECORD"] == "1" {
      try Data(run.output.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
    }
    #expect(run.output == (try? String(contentsOf: file, encoding: .utf8)), "\(name).\(format)")
  }
}
