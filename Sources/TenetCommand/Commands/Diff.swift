import Tenet

let diffCommand = CommandSpec(
  command: .diff, group: .write, summary: "what a change of rules changes, for given profiles and for any",
  arguments: [
    Argument(name: "OLD", count: .one, summary: "a rule file or a folder of them"),
    Argument(name: "NEW", count: .one, summary: "the same after the edits"),
    Argument(name: "PROFILES", count: .any, summary: "files with profiles"),
  ],
  options: [
    Option(
      name: "profiles", value: "FILE", summary: "a file of whose contents only profiles count; may be repeated",
      repeats: true),
    Option(name: "fail", summary: "exit with status 1 where a decision changes"),
    .format(["text", "json", "markdown"]), .output,
  ] + limitOptions,
  examples: [
    ("tenet diff old.tenet new.tenet --profiles labs.ndjson", "conclusions gained and lost, and the rules to blame")
  ]
) { (invocation, console) throws(CommandFailure) in
  let profiles = invocation.values("profiles") + invocation.list(2)
  let limits = limits(invocation)
  let old = try Inputs.load([invocation.argument(0)], profiles: profiles, &console).workspace
  let new = try Inputs.load([invocation.argument(1)], profiles: profiles, &console).workspace
  let comparison = VersionComparison(
    Version(Judge(old.set), old.loaded.reader), Version(Judge(new.set), new.loaded.reader), limits: limits)
  var answer = comparison.equivalence()
  let later = Dictionary(new.cases.map { ($0.title, $0) }) { first, _ in first }
  let cases = old.cases.compactMap { before in later[before.title].map { (before: before, after: $0) } }
  answer.changes = cases.map { comparison.changes($0.before, $0.after) }
  comparison.settle(&answer, by: cases)
  if answer.bounds.isEmpty, answer.changes.contains(where: { !$0.isKnown }) {
    answer.bounds = [.evaluation(.derivedFacts)]
  }
  let sink = try ResultSink(invocation)
  var output: [UInt8] = []
  switch invocation.value("format") ?? "text" {
  case "json":
    var writer = JSONWriter(.pretty)
    writer.versions(answer, new.wording)
    writer.endLine()
    output = writer.bytes
  case "markdown": AnswerPage(answer, new.wording).appendMarkdown(new.wording, to: &output)
  default:
    AnswerPage(answer, new.wording).appendText(
      new.wording, sink.palette(console), width: sink.width(console), to: &output)
  }
  try sink.write(output, &console)
  try sink.finish()
  let isChanged = profiles.isEmpty ? answer.isEquivalent == false : answer.changes.contains { !$0.isEmpty }
  if invocation.has("fail"), isChanged { return .findings }
  let isLimited = limitOptions.contains { invocation.has($0.name) }
  return isLimited && !answer.bounds.isEmpty ? .limit : .fine
}
