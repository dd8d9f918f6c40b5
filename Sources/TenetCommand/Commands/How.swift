import Tenet

extension Option {
  static let limit = Option(name: "limit", value: "K", summary: "at most so many ways", isWholeNumber: true)
}

let howCommand = CommandSpec(
  command: .how, group: .ask, summary: "the smallest changes of a profile that reach a fact, or avoid it",
  details: """
    A way may add any fact that some rule reads and none concludes, pick an option
    where no rule picks, remove what is given, and set any number that some rule
    compares and that is given, or that none concludes. Each change costs 1.
    """,
  arguments: [
    Argument(name: "FACT", count: .optional, summary: "a clause in quotes; behind `not`, what is to be avoided"),
    .files,
  ],
  options: questionOptions + [
    Option(name: "keep", value: "FACT", summary: "this stays as it is, given or not", repeats: true),
    Option(name: "cost", value: "FACT=N", summary: "changing this costs N", repeats: true),
    .limit,
    Option(
      name: "resolve", value: "NAME", summary: "the ways out of a conflict, and what each one costs in conclusions"),
  ],
  examples: [
    ("tenet how \"captures habit\" rules.tenet lab.tenet", "what it would take"),
    ("tenet how \"not faces speed-caution\" rules.tenet lab.tenet", "what would avoid it"),
    ("tenet how --resolve speed-caution rules.tenet lab.tenet", "the ways out, and what is lost on each"),
  ]
) { (invocation, console) throws(CommandFailure) in
  var invocation = invocation
  let isResolving = invocation.has("resolve")
  if isResolving, let fact = invocation.list(0).first {
    // There is no FACT then: it was the first file.
    invocation.arguments = [[], [fact] + invocation.list(1)]
  }
  if !isResolving, invocation.list(0).isEmpty {
    throw CommandFailure("`tenet how` needs FACT: a clause in quotes", help: "or `--resolve NAME` for a conflict")
  }
  var question = try Question(invocation, files: 1, &console)
  let title = question.input.title
  let wanted =
    isResolving
    ? (try question.goal(invocation.value("resolve") ?? "", &console), true)
    : try question.negatableGoal(invocation.argument(0), &console)
  var options = Inquiry.HowOptions(limit: invocation.number("limit") ?? .max)
  for text in invocation.values("keep") { options.locked.append(try question.goal(text, mayBeNew: true, &console)) }
  for text in invocation.values("cost") { options.costs.append(try cost(text, &question, &console)) }
  let inquiry = try question.inquiry()
  let ways = inquiry.how(wanted.0, negated: wanted.1, options)
  let consequences = isResolving ? inquiry.consequences(of: ways.ways) : []
  try question.write(
    &console, page: { AnswerPage(ways, consequences: consequences, title: title, $0) },
    json: { $0.ways(ways, consequences: consequences, profile: title, $1) })
  return Question.status(ways.bounds)
}

/// `FACT=N`
private func cost(_ text: String, _ question: inout Question, _ console: inout Console) throws(CommandFailure)
  -> (goal: Goal, cost: Int)
{
  guard let sign = text.lastIndex(of: "="), let cost = Int(text[text.index(after: sign)...]), 0...1_000_000 ~= cost
  else {
    throw CommandFailure("`--cost` needs FACT=N, not `\(text)`", help: "N is a whole number up to 1000000")
  }
  return (try question.goal(String(text[..<sign]), mayBeNew: true, &console), cost)
}
