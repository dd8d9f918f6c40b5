import Tenet

let testCommand = CommandSpec(
  name: "test", group: .write, summary: "run the examples that stand beside the rules",
  arguments: [.files],
  options: [
    .format(["text", "json"]),
    Option(name: "filter", value: "TEXT", summary: "only examples with TEXT in their title"), .output, .quiet,
  ],
  examples: [("tenet test Rules/labs", "every example of a folder; exit status 1 if one fails")]
) { (invocation, console) throws(CommandFailure) in
  let sink = try ResultSink(invocation)
  let inputs = try Inputs.load(invocation.list(0), &console)
  let set = inputs.workspace.set
  let runner = ExampleRunner(set)
  let wanted = invocation.value("filter")?.lowercased()
  var results: [ExampleResult] = []
  for (index, example) in set.examples.enumerated() {
    if wanted.map({ example.title.lowercased().contains($0) }) ?? true { results.append(runner.run(index)) }
  }
  let wording = inputs.workspace.wording
  var output: [UInt8] = []
  if invocation.value("format") == "json" {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.examples(results, wording)
    json.endObject()
    json.endLine()
    output = json.bytes
  } else {
    ExampleText(wording, palette: sink.palette(console), width: sink.width(console)).append(results, to: &output)
  }
  if !invocation.has("quiet") { try sink.write(output, &console) }
  try sink.finish()
  return results.allSatisfy(\.hasPassed) ? .fine : .findings
}
