import Tenet

/// Measures every question on generated rule sets, as whole processes of the command.
struct QuestionRows {
  private let tenet: String
  private let folder: String
  private let runs: Int

  init(_ tenet: String, _ folder: String, runs: Int) {
    self.tenet = tenet
    self.folder = folder
    self.runs = runs
  }

  private static let goal = 2.0

  /// All questions on one shape.
  func measure(_ shape: QuestionShape) -> [Row] {
    var shape = shape
    let profiles = shape.profiles()
    let path = "\(folder)/\(shape.name)"
    for (name, text) in [
      ("rules", shape.rules), ("edited", shape.edited), ("one", profiles.first), ("two", profiles.second),
      ("open", profiles.open),
    ] {
      writeFile("\(path)-\(name).tenet", text)
    }
    let goals = goals(shape, profiles.first)
    return commands(path, goals).map { measure(shape.name, $0.name, $0.command) }
  }

  private struct Goals {
    /// The last conclusion that holds and the last that does not, in the order of what was made.
    var holds: String
    var fails: String
    /// The first conflict that holds.
    var conflict: String?
    /// A given fact.
    var given: String
  }

  private func goals(_ shape: QuestionShape, _ profile: String) -> Goals {
    let workspace = Workspace.load([
      InputText(path: "rules.tenet", text: shape.rules), InputText(path: "one.tenet", text: profile),
    ])
    precondition(workspace.isFit && workspace.value.cases.count == 1, "generated rules have errors")
    let judge = Judge(workspace.value.set)
    let judgement = judge.judge(workspace.value.cases[0], Judge.Options(withTraces: false))
    let speller = workspace.value.wording.speller
    let holding = Set(judgement.conclusions.map { speller.text($0.statement.relation, $0.statement.terms) })
    let holds = shape.heads.last { holding.contains($0) }
    let fails = shape.heads.last { !holding.contains($0) && shape.rules.contains("→ \($0)\n") }
    let conflict = judgement.conflicts.first.flatMap { workspace.value.set.rules[$0.rule.index].name }
    let given = profile.split(separator: "\n").last.map { String($0.dropFirst(2)) }
    return Goals(
      holds: holds ?? shape.heads[0], fails: fails ?? shape.heads[0], conflict: conflict, given: given ?? "")
  }

  private func commands(_ path: String, _ goals: Goals) -> [(name: String, command: [String])] {
    let (rules, one) = ("\(path)-rules.tenet", "\(path)-one.tenet")
    let (two, open) = ("\(path)-two.tenet", "\(path)-open.tenet")
    let resolve = goals.conflict.map { [("how --resolve", ["how", "--resolve", $0, rules, one])] } ?? []
    let trace = ["why", goals.holds, rules, one, "--format", "json", "-o", "\(path)-trace.json"]
    return resolve + [
      ("eval", ["eval", rules, one]), ("why", ["why", goals.holds, rules, one]),
      ("why --smallest", ["why", goals.holds, rules, one, "--smallest"]),
      ("why --all", ["why", goals.holds, rules, one, "--all"]), ("why-not", ["why-not", goals.fails, rules, one]),
      ("how", ["how", goals.fails, rules, one]), ("how not", ["how", "not " + goals.holds, rules, one]),
      ("what-if", ["what-if", "--remove", goals.given, rules, one]), ("eval unknown", ["eval", rules, open]),
      ("ask", ["ask", rules, open]), ("ask FACT", ["ask", goals.fails, rules, open]),
      ("robust FACT", ["robust", goals.holds, rules, one]), ("robust", ["robust", rules, one]),
      ("why json", trace), ("verify", ["verify", "\(path)-trace.json", rules, one]),
      ("compare", ["compare", "One", "Two", rules, one, two]),
      ("diff", ["diff", rules, "\(path)-edited.tenet", "--profiles", one]),
      ("report", ["eval", rules, one, "--format", "html"]),
    ]
  }

  private func measure(_ shape: String, _ question: String, _ command: [String]) -> Row {
    var row = Row("questions \(shape)", question)
    var status = 0
    for _ in 0..<runs {
      guard let ended = run([tenet] + command) else { continue }
      row.seconds.append(ended.seconds)
      status = ended.status
    }
    switch status {
    case 0: row.note = "complete"
    case 3: row.note = "stopped at a bound, says which"
    default:
      row.note = "status \(status)"
      row.isWrong = true
    }
    row.demand("≤ 2 s", row.median <= QuestionRows.goal)
    return row
  }
}
