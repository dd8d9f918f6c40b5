import Tenet

let askCommand = CommandSpec(
  command: .ask, group: .ask, summary: "which unknown fact to find out first: the one that settles most",
  arguments: [Argument(name: "FACT", count: .optional, summary: "only for this conclusion"), .files],
  options: questionOptions,
  examples: [("tenet ask rules.tenet lab.tenet", "the unknown facts that matter, and what each settles")]
) { (invocation, console) throws(CommandFailure) in
  let invocation = invocation.withFilesFirst
  var question = try Question(invocation, files: 1, &console)
  let title = question.input.title
  var goal: Goal?
  if let text = invocation.list(0).first { goal = try question.goal(text, &console) }
  let answer = try question.inquiry().ask(goal)
  try question.write(
    &console, page: { AnswerPage(answer, title: title, $0) }, json: { $0.questions(answer, profile: title, $1) })
  return Question.status(answer.bounds)
}

extension Invocation {
  /// Where the first argument may be left out and is the name of a file, it is one of the files.
  var withFilesFirst: Invocation {
    var changed = self
    guard let first = list(0).first, kind(of: first) != .missing || first == "-" else { return changed }
    changed.arguments = [[], [first] + list(1)]
    return changed
  }
}
