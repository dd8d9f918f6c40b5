import Tenet

let helpCommand = CommandSpec(
  command: .help, group: .more, summary: "this help, or that of one command",
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
  if let command = CommandName(name) { return command.spec }
  let near = nearest(to: name, in: CommandName.allCases.map(\.rawValue)).map { "did you mean `tenet \($0)`?" }
  throw CommandFailure("there is no command `\(name)`", help: near ?? "`tenet --help` lists the commands")
}
