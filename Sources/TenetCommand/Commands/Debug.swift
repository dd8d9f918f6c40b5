import Tenet

let debugCommand = CommandSpec(
  command: .debug, group: .more, summary: "what a stage makes of rule files, for those who work on Tenet",
  arguments: [
    Argument(
      name: "STAGE", count: .one, summary: "tokens, tree, model, program or plan",
      choices: ["tokens", "tree", "model", "program", "plan"]),
    .files,
  ],
  options: [.output],
  examples: [("tenet debug tree rules.tenet", "the statements of a file as an outline")]
) { (invocation, console) throws(CommandFailure) in
  let sink = try ResultSink(invocation)
  let wording = try Inputs.load(invocation.list(1), &console).workspace.wording
  try sink.write(Array(debugListing(invocation.argument(0), wording).utf8), &console)
  try sink.finish()
  return .fine
}

private func debugListing(_ stage: String, _ wording: Wording) -> String {
  let set = wording.set
  switch stage {
  case "tokens":
    return set.treesInOrder.map { tokenListing(of: $0, source: set.sources[$0.source.index], words: set.words) }
      .joined()
  case "tree": return set.treesInOrder.map { treeListing(of: $0, source: set.sources[$0.source.index]) }.joined()
  case "model": return modelListing(of: wording)
  case "program": return ProgramListing(wording).text
  default: return ProgramListing(wording).plans
  }
}
