import Foundation
import TenetText
import Testing

/// `--max-facts`, `--max-memory` and `--max-time`: status 3, and nothing is said that is not so.
@Suite struct LimitTests {
  /// A chain in which everybody reaches everybody behind them. `rich` holds at the very end.
  private static func rules(_ last: Int) -> String {
    var text = """
      verb leads to
      ruleset "Chain"
      ?a leads to ?b and ?b leads to ?c → ?a leads to ?c
      start leads to node\(last) → rich
      not rich → poor
      start leads to node1 → early
      calm → quiet
      hurried → quiet

      """
    for name in ["Long", "Short"] {
      text += "profile \"\(name)\"\n  start leads to node1\n  calm\n"
      for number in 1..<(name == "Long" ? last : 3) { text += "  node\(number) leads to node\(number + 1)\n" }
      text += "  unknown hurried\n"
    }
    return text
  }

  private func run(_ arguments: [String], last: Int = 40) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("chain.tenet", Self.rules(last))
    return try CommandRun(arguments, in: folder.url)
  }

  /// Time and memory are looked at now and then only, so that it takes many facts to reach them.
  private static let limits = [
    (["--max-facts", "40"], 40), (["--max-time", "0"], 150),
  ]

  // MARK: eval

  @Test(arguments: ["text", "json", "ndjson", "markdown", "html", "dot", "mermaid", "svg"])
  func evaluationStopsInEveryFormat(_ format: String) throws {
    try stops(format, ["--max-facts", "40"])
  }

  @Test func evaluationStopsAtTheTime() throws { try stops("json", ["--no-trace", "--max-time", "0"], last: 150) }

  private func stops(_ format: String, _ options: [String], last: Int = 40) throws {
    let run = try run(["eval", "chain.tenet", "--profile", "Long", "--format", format] + options, last: last)
    #expect(run.status == 3, "\(run.errors)")
    #expect(run.errors.contains("a limit ended the evaluation early"))
    #expect(!run.output.isEmpty)
    // `rich` holds in the end: whoever concluded `poor` would have looked at unfinished work.
    #expect(format == "html" || !run.output.contains("poor"))
    if format == "json" || format == "ndjson" {
      #expect(try parseJSON(Array(run.output.utf8))["complete"]?.sort == "false")
    }
  }

  /// Everything that a limited run says is said by the whole one too.
  @Test(arguments: [1, 7, 40, 200])
  func whatIsShownIsTrue(_ count: Int) throws {
    let facts = { (output: String) throws -> Set<String> in
      let conclusions = try parseJSON(Array(output.utf8))["conclusions"]?.array ?? []
      return Set(conclusions.compactMap { $0["fact"]?.string })
    }
    let arguments = ["eval", "chain.tenet", "--profile", "Long", "--format", "json", "--no-trace"]
    let whole = try run(arguments)
    let limited = try run(arguments + ["--max-facts", "\(count)"])
    #expect(whole.status == 0 && limited.status == 3)
    #expect(try facts(limited.output).isSubset(of: facts(whole.output)))
  }

  /// That nothing is picked, and that two profiles come to the same, is known only in the end.
  @Test func nothingIsNotSaidTooEarly() throws {
    let folder = try Folder()
    let rules = Self.rules(40) + "choice lane: one of fast, slow otherwise slow\nrich → lane is fast\n"
    try folder.write("chain.tenet", rules)
    let arguments = ["chain.tenet", "--format", "json", "--max-facts", "30"]
    let run = try CommandRun(["eval", "--profile", "Long"] + arguments, in: folder.url)
    #expect(run.status == 3 && !run.output.contains("nothing") && !run.output.contains("slow"), "\(run.output)")
    let compared = try CommandRun(["compare", "Long", "Short", "chain.tenet", "--max-facts", "2"], in: folder.url)
    #expect(compared.status == 3 && !compared.output.contains("The same"), "\(compared.output)")
  }

  @Test func limitsThatAreNotReachedChangeNothing() throws {
    let arguments = ["eval", "chain.tenet", "--profile", "Short"]
    let whole = try run(arguments)
    let limited = try run(arguments + ["--max-facts", "100000", "--max-memory", "1000", "--max-time", "600"])
    #expect(limited.status == 0 && limited.output == whole.output && limited.errors == whole.errors)
  }

  // MARK: Questions

  private static let questions: [[String]] = [
    ["how", "rich", "chain.tenet", "--profile", "Long"],
    ["what-if", "--remove", "calm", "chain.tenet", "--profile", "Long"],
    ["ask", "chain.tenet", "--profile", "Long"], ["robust", "chain.tenet", "--profile", "Long"],
    ["compare", "Long", "Short", "chain.tenet"], ["diff", "chain.tenet", "edited.tenet"],
    ["diff", "chain.tenet", "edited.tenet", "--profiles", "long.ndjson"],
  ]

  @Test(arguments: questions, ["text", "json", "markdown"])
  func questionsStopWithStatus3(_ question: [String], _ format: String) throws {
    let folder = try Folder()
    let rules = Self.rules(40)
    try folder.write("chain.tenet", rules)
    try folder.write(
      "edited.tenet",
      rules.replacingOccurrences(of: "start leads to node1 → early", with: "start leads to node2 → early"))
    try folder.write(
      "long.ndjson",
      #"{"profile": "L", "facts": ["start leads to node1", "node1 leads to node2", "node2 leads to node3"]}"#)
    for limit in [["--max-facts", question[0] == "diff" ? "2" : "30"]] {
      let run = try CommandRun(question + ["--format", format] + limit, in: folder.url)
      #expect(run.status == 3, "\(question) \(limit): \(run.output) \(run.errors)")
      #expect(!run.output.contains("poor"), "\(question) \(limit)")
      if format == "json" {
        _ = try parseJSON(Array(run.output.utf8))
        #expect(run.output.contains("\"bounds\": ["), "\(question) \(limit)")
      } else {
        #expect(run.output.contains("may not be complete"), "\(question) \(limit): \(run.output)")
      }
    }
  }

  /// What was not found in time may still hold: neither `why` nor `why-not` may say that it does not.
  @Test(arguments: [["why", "rich"], ["why-not", "rich"], ["why-not", "poor"], ["robust", "rich"]], limits)
  func whatWasNotFoundIsNotDenied(_ question: [String], _ limit: (options: [String], last: Int)) throws {
    let run = try run(question + ["chain.tenet", "--profile", "Long"] + limit.options, last: limit.last)
    #expect(run.status == 3, "\(run.output) \(run.errors)")
    for denial in ["does not hold", "does not follow"] {
      #expect(!run.output.contains(denial) && !run.errors.contains(denial))
    }
    #expect(run.errors.contains("before it was known whether"))
  }

  @Test(arguments: ["how", "ask"], limits)
  func waysAreNotClaimedToBeAll(_ question: String, _ limit: (options: [String], last: Int)) throws {
    let fact = question == "how" ? ["rich"] : []
    let run = try run(
      [question] + fact + ["chain.tenet", "--profile", "Long", "--format", "json"] + limit.options, last: limit.last)
    #expect(run.status == 3 && run.output.contains("\"bounds\": ["), "\(run.output)")
    if question == "how" { #expect(try parseJSON(Array(run.output.utf8))["complete"]?.sort == "false") }
  }

  @Test func memoryIsLimitedToo() throws {
    let run = try run(["ask", "chain.tenet", "--profile", "Long", "--max-memory", "1"], last: 300)
    #expect(run.status == 3 && run.output.contains("reached the limit of memory"), "\(run.output)")
  }

  @Test func whatIsFoundInTimeIsExplained() throws {
    let run = try run(["why", "start leads to node2", "chain.tenet", "--profile", "Long", "--max-facts", "60"])
    #expect(run.status == 0 && run.output.contains("node1 leads to node2"), "\(run.output) \(run.errors)")
  }

  /// A change is a gain or a loss only where both sides are known.
  @Test func halfKnownSidesGiveNoDifferences() throws {
    let whatIf = try run([
      "what-if", "--remove", "node20 leads to node21", "chain.tenet", "--profile", "Long", "--format", "json",
      "--max-facts", "40",
    ])
    let answer = try parseJSON(Array(whatIf.output.utf8))
    #expect(answer["lost"]?.array?.isEmpty == true && answer["gained"]?.array?.isEmpty == true)
    let compared = try run(["compare", "Short", "Long", "chain.tenet", "--format", "json", "--max-facts", "40"])
    let only = try parseJSON(Array(compared.output.utf8))["only"]
    // Short is small enough; what Long lacks is not known.
    #expect(only?["Short"]?.array?.isEmpty == true)
  }
}
