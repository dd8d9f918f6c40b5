import Tenet

let helpCommand = CommandSpec(
  name: "help", group: .more, summary: "this help, or that of one command",
  arguments: [Argument(name: "COMMAND", count: .optional, summary: "the command that is meant")]
) { (invocation, console) throws(CommandFailure) in
  guard let name = invocation.list(0).first else {
    console.print(HelpText.overall(allCommands))
    return .fine
  }
  console.print(HelpText.of(try command(named: name)))
  return .fine
}

/// The command of a name; the failure offers the nearest one.
func command(named name: String) throws(CommandFailure) -> CommandSpec {
  for command in allCommands where command.name == name { return command }
  let near = nearest(to: name, in: allCommands.map(\.name)).map { "did you mean `tenet \($0)`?" }
  throw CommandFailure("there is no command `\(name)`", help: near ?? "`tenet --help` lists the commands")
}
