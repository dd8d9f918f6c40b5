import Tenet

let compareCommand = CommandSpec(
  command: .compare, group: .ask, summary: "why one profile gets what another does not",
  arguments: [
    Argument(name: "A", count: .one, summary: "a profile's name"),
    Argument(name: "B", count: .one, summary: "another's"),
    .files,
  ],
  options: questionOptions.filter { $0.name != "profile" },
  examples: [
    ("tenet compare Northwind Corvane Rules/labs", "the conclusions of only one, each with what makes the difference")
  ]
) { (invocation, console) throws(CommandFailure) in
  let (first, second) = (invocation.argument(0), invocation.argument(1))
  let question = try Question(invocation, files: 2, profile: first, &console)
  let other = try oneProfile(second, question.workspace.cases)
  let answer = try question.inquiry().compare(other)
  try question.write(
    &console, page: { AnswerPage(answer, first: first, second: second, $0) },
    json: { $0.comparing(answer, first: first, second: second, $1) })
  return Question.status(answer.bounds)
}
