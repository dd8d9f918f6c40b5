import Tenet

let whatIfCommand = CommandSpec(
  command: .whatIf, group: .ask, summary: "what follows, and what no longer does, after given changes",
  arguments: [.files],
  options: [
    Option(name: "add", value: "FACT", summary: "the profile also says this", repeats: true),
    Option(name: "remove", value: "FACT", summary: "the profile no longer says this", repeats: true),
    Option(name: "set", value: "\"N is V\"", summary: "the number has this value", repeats: true),
  ] + questionOptions,
  examples: [
    ("tenet what-if --add \"owns interface\" rules.tenet lab.tenet", "conclusions gained and lost, with their reasons")
  ]
) { (invocation, console) throws(CommandFailure) in
  var question = try Question(invocation, files: 0, &console)
  let changes = try changes(invocation, &question, &console)
  let title = question.input.title
  let inquiry = try question.inquiry()
  let answer = inquiry.whatIf(inquiry.changed(changes))
  try question.write(
    &console, page: { AnswerPage(answer, changes: changes, title: title, $0) },
    json: { $0.consequences(answer, profile: title, $1) })
  return Question.status(answer.bounds)
}

/// The changes of the options, in their order.
private func changes(_ invocation: Invocation, _ question: inout Question, _ console: inout Console)
  throws(CommandFailure) -> [Change]
{
  var changes: [Change] = []
  for option in invocation.options where ["add", "remove", "set"].contains(option.name) {
    let goal = try question.goal(option.value, mayBeNew: true, &console)
    guard let change = question.change(goal, removes: option.name == "remove") else {
      throw CommandFailure("`--\(option.name)` needs a fact or a number with its value, not `\(option.value)`")
    }
    if option.name == "set", question.statement(goal) != nil {
      throw CommandFailure(
        "`--set` needs a number with its value, not `\(option.value)`", help: "use `--add` for a fact")
    }
    if option.name == "remove", !question.gives(goal) {
      console.warn("the profile does not say `\(option.value)`, so nothing is removed")
    }
    changes.append(change)
  }
  return changes
}

extension Question {
  /// The fact that a goal is.
  func statement(_ goal: Goal) -> Fact? {
    switch goal {
    case .fact(let relation, let terms): return Fact(relation, terms)
    case .pick(let choice, let term?):
      return Fact(workspace.set.program.choices[choice.index].candidates, [term])
    default: return nil
    }
  }

  fileprivate func change(_ goal: Goal, removes: Bool) -> Change? {
    if let statement = statement(goal) { return removes ? .remove(statement) : .add(statement) }
    guard case .number(let number, let subject, let value) = goal else { return nil }
    if removes { return .drop(number, subject) }
    return value.map { .set(number, subject, $0) }
  }

  /// Whether the profile says it.
  fileprivate func gives(_ goal: Goal) -> Bool {
    if case .number(let number, let subject, _) = goal {
      return input.facts.numbers.contains { $0.number == number && $0.subject == subject }
    }
    return statement(goal).map { input.facts.facts.contains($0, workspace.set.program.arities) } ?? false
  }
}
