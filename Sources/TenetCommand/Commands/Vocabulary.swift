import Tenet

let vocabularyCommand = CommandSpec(
  command: .vocabulary, group: .write, summary: "verbs, kinds, numbers and choices, and what a profile may say",
  arguments: [.files],
  options: [.format(["text", "json"]), .output],
  examples: [("tenet vocabulary Rules/labs", "the words that rules and profiles of a folder share")]
) { (invocation, console) throws(CommandFailure) in
  let sink = try ResultSink(invocation)
  let report = VocabularyReport(try Inputs.load(invocation.list(0), &console).workspace.wording)
  var output: [UInt8] = []
  if invocation.value("format") == "json" {
    var json = JSONWriter(.pretty)
    report.append(to: &json)
    json.endLine()
    output = json.bytes
  } else {
    report.append(to: &output, palette: sink.palette(console), width: sink.width(console))
  }
  try sink.write(output, &console)
  try sink.finish()
  return .fine
}
