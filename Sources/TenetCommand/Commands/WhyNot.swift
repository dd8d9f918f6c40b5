import Tenet

let whyNotCommand = CommandSpec(
  command: .whyNot, group: .ask, summary: "each rule that could conclude a fact, the nearest miss first",
  arguments: [.fact, .files],
  options: questionOptions + [.limit],
  examples: [
    (
      "tenet why-not \"captures habit\" rules.tenet lab.tenet",
      "which conditions hold, which fail, and what it would take"
    )
  ]
) { (invocation, console) throws(CommandFailure) in
  var question = try Question(invocation, files: 1, &console)
  let goal = try question.goal(invocation.argument(0), &console)
  let title = question.input.title
  let inquiry = try question.inquiry()
  try question.requireKnown(goal, inquiry)
  let run = question.judge.why(goal, question.input, limits: inquiry.limits)
  if let run, run.certainty == .certain {
    let text = question.workspace.wording.text(goal)
    throw CommandFailure(
      "`\(text)` holds for `\(title)`", help: "`tenet why \"\(text)\"` says why", status: .findings)
  }
  let misses = inquiry.whyNot(goal, limit: invocation.number("limit") ?? .max)
  try question.write(
    &console, page: { AnswerPage(misses, title: title, $0) }, json: { $0.misses(misses, profile: title, $1) })
  return Question.status(misses.ways.bounds)
}
