/// The version of the command and of the library.
let version = "0.1.0"

/// Runs one command line, without the program's own name, and says how it ended.
func run(_ words: [String], _ console: inout Console) -> ExitStatus {
  do throws(CommandFailure) {
    return try runCommand(words, &console)
  } catch {
    console.report(error)
    return error.status
  }
}

private func runCommand(_ words: [String], _ console: inout Console) throws(CommandFailure) -> ExitStatus {
  var rest = words[...]
  // Colours may also be asked for in front of the command.
  while let word = rest.first, word.hasPrefix("-") {
    rest = rest.dropFirst()
    switch word {
    case "--help", "-h":
      console.print(HelpText.overall(allCommands))
      return .fine
    case "--version", "-V":
      console.print("tenet \(version)\n")
      return .fine
    case "--color":
      console.color = try color(rest.first)
      rest = rest.dropFirst()
    default:
      guard word.hasPrefix("--color=") else { throw unknownOption(word) }
      console.color = try color(String(word.dropFirst("--color=".count)))
    }
  }
  guard let name = rest.first else {
    console.report(Array(HelpText.overall(allCommands).utf8))
    return .wrongInput
  }
  let command = try command(named: name)
  var parser = ArgumentParser(command)
  let invocation = try parser.parse(Array(rest.dropFirst()))
  if let color = invocation.value("color") { console.color = color }
  if invocation.has("help") {
    console.print(HelpText.of(command))
    return .fine
  }
  return try command.run(invocation, &console)
}

private func color(_ value: String?) throws(CommandFailure) -> String {
  guard let value, Option.color.choices.contains(value) else {
    throw CommandFailure("`--color` needs `auto`, `always` or `never`")
  }
  return value
}

private func unknownOption(_ word: String) -> CommandFailure {
  CommandFailure(
    "`tenet` has no option `\(word)` in front of its command", help: "usage: tenet COMMAND [OPTIONS] FILES")
}
