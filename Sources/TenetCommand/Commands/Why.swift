import Tenet

/// What every question about one profile takes.
let questionOptions = [Option.profile, .format(["text", "json", "markdown"]), .output] + limitOptions

let whyCommand = CommandSpec(
  command: .why, group: .ask, summary: "the proof of a fact, a number, a choice or a conflict, and what carries it",
  arguments: [.fact, .files],
  options: questionOptions + [
    Option(name: "smallest", summary: "also the fewest given facts that carry it, and those that every proof needs"),
    Option(name: "all", summary: "every way in which a rule concludes it, each folded where it repeats"),
  ],
  examples: [
    ("tenet why \"captures habit\" rules.tenet lab.tenet", "why the fact holds, down to what the profile gives"),
    ("tenet why \"control score\" rules.tenet lab.tenet", "what the number came from"),
  ]
) { (invocation, console) throws(CommandFailure) in
  var question = try Question(invocation, files: 1, &console)
  let goal = try question.goal(invocation.argument(0), &console)
  let title = question.input.title
  let inquiry = try question.inquiry()
  try question.requireKnown(goal, inquiry)
  guard let explanation = question.judge.why(goal, question.input, limits: inquiry.limits) else {
    let text = question.workspace.wording.text(goal)
    throw CommandFailure(
      "`\(text)` does not hold for `\(title)`", help: "`tenet why-not \"\(text)\"` says what is missing",
      status: .findings)
  }
  let wantsSupport = invocation.has("smallest") || invocation.value("format") == "json"
  let support = wantsSupport ? inquiry.support(explanation) : nil
  let proofs = invocation.has("all") ? inquiry.derivations(goal) : nil
  try question.write(
    &console, page: { AnswerPage(explanation, support, all: proofs, title: title, $0) },
    json: { $0.explanation(explanation, support ?? Support(), all: proofs, profile: title, $1) })
  return Question.status(support?.bounds ?? [])
}
