import Tenet

let whyCommand = CommandSpec(
  name: "why", group: .ask, summary: "the proof of a fact, a number, a choice or a conflict",
  arguments: [.fact, .files],
  options: [.profile, .format(["text", "json"]), .output] + limitOptions,
  examples: [
    ("tenet why \"captures habit\" rules.tenet lab.tenet", "why the fact holds, down to what the profile gives"),
    ("tenet why \"control score\" rules.tenet lab.tenet", "what the number came from"),
  ]
) { (invocation, console) throws(CommandFailure) in
  let sink = try ResultSink(invocation)
  var question = try Question(invocation, files: 1, &console)
  let goal = try question.goal(invocation.argument(0), &console)
  let wording = question.workspace.wording
  guard let explanation = question.judge.why(goal, question.input, limits: limits(invocation)) else {
    throw CommandFailure("`\(wording.text(goal))` does not hold for `\(question.input.title)`", status: .findings)
  }
  var output: [UInt8] = []
  if invocation.value("format") == "json" {
    var json = JSONWriter(.pretty)
    json.explanation(explanation, profile: question.input.title, wording)
    json.endLine()
    output = json.bytes
  } else {
    WhyText(wording, palette: sink.palette(console), width: sink.width(console)).append(explanation, to: &output)
  }
  try sink.write(output, &console)
  try sink.finish()
  return .fine
}
