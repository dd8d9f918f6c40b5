import Tenet

let exportCommand = CommandSpec(
  command: .export, group: .more, summary: "the same rules as a program for another engine",
  arguments: [.files],
  options: [
    Option(
      name: "to", value: "TARGET", summary: "clingo, souffle or sql", choices: ExportTarget.allCases.map(\.rawValue)),
    .profile, .output,
  ],
  examples: [
    ("tenet export --to clingo rules.tenet lab.tenet", "rules and the facts of the profile, for clingo"),
    ("tenet export --to sql rules.tenet -o rules.sql", "the rules alone, as SQL"),
  ]
) { (invocation, console) throws(CommandFailure) in
  guard let name = invocation.value("to"), let target = ExportTarget(rawValue: name) else {
    throw CommandFailure("`export` needs a target", help: "write `--to clingo`, `--to souffle` or `--to sql`")
  }
  let sink = try ResultSink(invocation)
  let inputs = try Inputs.load(invocation.list(0), &console)
  let cases = inputs.workspace.cases
  var facts: ProfileFacts?
  if !cases.isEmpty { facts = try oneProfile(invocation.value("profile"), cases).facts }
  let exported = export(inputs.workspace.wording, facts: facts, to: target)
  if !exported.isFit {
    console.report(exported.diagnostics, in: inputs.workspace.set.sources)
    return .wrongInput
  }
  try sink.write(Array(exported.value.utf8), &console)
  try sink.finish()
  return .fine
}
