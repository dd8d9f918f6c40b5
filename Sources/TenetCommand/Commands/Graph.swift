import Tenet

let graphCommand = CommandSpec(
  command: .graph, group: .write, summary: "the rules as a picture: what each one reads and concludes",
  details: """
    Rules stand between their conditions and their conclusions; a conclusion that fits
    a condition is joined to it. For what follows for one profile: eval --format dot.
    """,
  arguments: [.files],
  options: [.format(["dot", "mermaid", "svg"]), .output],
  examples: [
    ("tenet graph rules.tenet | dot -Tpdf -o rules.pdf", "drawn by Graphviz"),
    ("tenet graph rules.tenet --format svg -o rules.svg", "drawn by tenet itself"),
  ]
) { (invocation, console) throws(CommandFailure) in
  let sink = try ResultSink(invocation)
  let workspace = try Inputs.load(invocation.list(0), &console).workspace
  let title = workspace.set.titles.first?.title ?? "Rules"
  var output: [UInt8] = []
  PageFormat(rawValue: invocation.value("format") ?? "dot")?
    .append(rules: Graph(of: workspace.wording, title: title), to: &output)
  try sink.write(output, &console)
  try sink.finish()
  return .fine
}
