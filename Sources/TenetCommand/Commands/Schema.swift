import Tenet

let schemaCommand = CommandSpec(
  command: .schema, group: .more, summary: "the JSON Schema of a command's JSON output",
  arguments: [
    Argument(
      name: "NAME", count: .optional, summary: "the command, or `profile`; all of them without it",
      choices: allSchemas.map(\.name))
  ],
  examples: [("tenet schema eval", "the shape of `tenet eval --format json`")]
) { (invocation, console) throws(CommandFailure) in
  guard let name = invocation.list(0).first else {
    let width = allSchemas.map(\.name.utf8.count).max() ?? 0
    for schema in allSchemas {
      let gap = String(repeating: " ", count: width + 2 - schema.name.utf8.count)
      console.print("\(schema.name)\(gap)\(schema.summary)\n")
    }
    return .fine
  }
  for schema in allSchemas where schema.name == name { console.print(schema.text) }
  return .fine
}
