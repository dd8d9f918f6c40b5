import Tenet

let robustCommand = CommandSpec(
  command: .robust, group: .ask, summary: "how many given facts would have to be otherwise to overturn a conclusion",
  arguments: [Argument(name: "FACT", count: .optional, summary: "only this conclusion"), .files],
  options: questionOptions,
  examples: [("tenet robust rules.tenet lab.tenet", "for each conclusion the smallest changes that overturn it")]
) { (invocation, console) throws(CommandFailure) in
  let invocation = invocation.withFilesFirst
  var question = try Question(invocation, files: 1, &console)
  let title = question.input.title
  let inquiry = try question.inquiry()
  var goal: Goal?
  if let text = invocation.list(0).first {
    let wanted = try question.goal(text, &console)
    try question.requireKnown(wanted, inquiry)
    guard inquiry.holds(wanted) else {
      throw CommandFailure(
        "`\(question.workspace.wording.text(wanted))` does not hold for `\(title)`",
        help: "`tenet how` says what it would take", status: .findings)
    }
    goal = wanted
  }
  let answer = inquiry.robust(goal)
  try question.write(
    &console, page: { AnswerPage(answer, title: title, $0) }, json: { $0.robustness(answer, profile: title, $1) })
  return Question.status(answer.flatMap { $0.bounds })
}
