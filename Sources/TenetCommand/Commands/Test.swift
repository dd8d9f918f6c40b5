import Tenet

let testCommand = CommandSpec(
  command: .test, group: .write, summary: "run the examples that stand beside the rules",
  details: """
    A rule is covered when its whole condition holds in some example; a clause of a condition, and an exception, when it
    was seen to hold and seen not to. `--mutate` changes each rule a little and lists the changes that no example notices;
    changes that are proved to come to the same in every profile do not count.
    """,
  arguments: [.files],
  options: [
    .format(["text", "json", "junit", "lcov"]),
    Option(name: "filter", value: "TEXT", summary: "only examples with TEXT in their title"),
    Option(name: "coverage", summary: "which rules, conditions and exceptions the examples reach"),
    Option(
      name: "coverage-at-least", value: "N", summary: "exit 1 where fewer than N percent of the rules are covered",
      isWholeNumber: true),
    Option(name: "mutate", summary: "which small changes of rules no example notices"),
    Option(name: "suggest", summary: "the examples that would notice them, to copy; the rest is comments"), .output,
    .quiet,
  ],
  examples: [
    ("tenet test Rules/labs", "every example of a folder; exit status 1 if one fails"),
    ("tenet test rules.tenet --coverage-at-least 100", "fail also where a rule has no example"),
    ("tenet test rules.tenet --suggest", "write the missing examples, ready to stand below the rules"),
  ]
) { (invocation, console) throws(CommandFailure) in
  if let percent = invocation.number("coverage-at-least"), percent > 100 {
    throw CommandFailure(
      "`--coverage-at-least` is a percentage, so \(percent) can never be reached", help: "write a number from 0 to 100")
  }
  let sink = try ResultSink(invocation)
  let inputs = try Inputs.load(invocation.list(0), &console)
  var progress = Progress(
    counting: "mutants", hidesResults: sink.isFile || invocation.has("quiet") || invocation.has("mutate"), console)
  let run = TestRun(invocation, inputs.workspace) { done, count in
    progress.show(done, share: Double(done) / Double(count), &console)
  }
  progress.clear()
  if run.results.isEmpty, !invocation.has("suggest") {
    if let title = invocation.value("filter"), !inputs.workspace.set.examples.isEmpty {
      console.warn("no example has `\(title)` in its title")
    } else {
      console.warn(
        "there is no example in these files",
        help: "add an `example \"…\"` with `given …` and `expect …` lines below it")
    }
  }
  if !invocation.has("quiet") {
    try sink.write(run.output(sink.palette(console), width: sink.width(console)), &console)
  }
  try sink.finish()
  if let percent = invocation.number("coverage-at-least"), let coverage = run.coverage,
    coverage.percent < Double(percent)
  {
    console.warn("fewer than \(percent)% of the rules are covered")
    return .findings
  }
  return run.results.allSatisfy(\.hasPassed) ? .fine : .findings
}

/// One run of `tenet test`: the examples, and what was asked about them.
private struct TestRun {
  let results: [ExampleResult]
  let coverage: CoverageReport?
  private let mutants: MutationReport?
  private let workspace: Workspace
  private let format: String
  private let suggests: Bool

  /// - Parameter onStep: is told how many mutants are done, of how many.
  init(_ invocation: Invocation, _ workspace: Workspace, onStep: (Int, Int) -> Void) {
    self.workspace = workspace
    let set = workspace.set
    format = invocation.value("format") ?? "text"
    suggests = invocation.has("suggest")
    let wanted = invocation.value("filter")?.lowercased()
    let chosen = set.examples.indices.filter { index in
      wanted.map { set.examples[index].title.lowercased().holds($0) } ?? true
    }
    let runner = ExampleRunner(set)
    results = chosen.map { runner.run($0) }
    let covers = invocation.has("coverage") || invocation.has("coverage-at-least") || format == "lcov"
    coverage = covers ? CoverageReport(Coverage(set, examples: chosen), set) : nil
    mutants = invocation.has("mutate") || suggests ? mutate(workspace.loaded, onStep: onStep) : nil
  }

  func output(_ palette: Palette, width: Int) -> [UInt8] {
    switch format {
    case "json": return json()
    case "junit": return Array(junit(results, workspace.wording).utf8)
    case "lcov": return Array((coverage?.lcov() ?? "").utf8)
    default: return text(palette, width)
    }
  }

  private func text(_ palette: Palette, _ width: Int) -> [UInt8] {
    guard suggests, let mutants else { return report(palette, width) }
    // The report is a comment here, so that all of the output may be copied into a rule file.
    let lines = report(palette, width - 2).split(separator: 10, omittingEmptySubsequences: false)
    let comment = lines.map { $0.isEmpty ? [] : Array("# ".utf8) + $0 }.joined(separator: [10])
    return comment + Array(("\n" + Suggestions.text(workspace.loaded, mutants)).utf8)
  }

  private func report(_ palette: Palette, _ width: Int) -> [UInt8] {
    var output: [UInt8] = []
    ExampleText(workspace.wording, palette: palette, width: width).append(results, to: &output)
    if let coverage {
      output.append(10)
      coverage.append(palette, to: &output)
    }
    guard let mutants else { return output }
    output.append(10)
    mutants.append(workspace.set, palette, to: &output)
    return output
  }

  private func json() -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.examples(results, workspace.wording)
    coverage?.json(&json)
    if let mutants { json.mutants(mutants, workspace.set) }
    json.endObject()
    json.endLine()
    return json.bytes
  }
}
