/// What `--help` prints.
enum HelpText {
  /// The help of the whole command.
  static func overall(_ commands: [CommandSpec]) -> String {
    var text = """
      tenet - rules in plain words that explain their conclusions

      Usage: tenet COMMAND [OPTIONS] FILES

      """
    let width = commands.map(\.name.utf8.count).max() ?? 0
    for group in CommandSpec.Group.allCases {
      let members = commands.filter { $0.group == group }
      if members.isEmpty { continue }
      text += "\n\(group.rawValue)\n"
      for command in members { text += line(command.name, command.summary, width) }
    }
    text += """

      FILES hold rules and profiles in any order: .tenet files and folders of them;
      profiles also as .json, .ndjson and .csv; - is NDJSON on standard input.

      `tenet COMMAND --help` says more about one. `tenet --version` prints the version.

      Exit status: 0 fine; 1 findings; 2 the command or its input was wrong;
      3 a limit was reached.

      """
    return text
  }

  /// The help of one command.
  static func of(_ command: CommandSpec) -> String {
    var text = wrapped("tenet \(command.name) - \(command.summary)", indent: 0) + "\n\nUsage: \(command.usage)\n"
    if !command.details.isEmpty { text += "\n\(paragraphs(command.details))\n" }
    let options = command.options + ArgumentParser.common
    let arguments = command.arguments.map { (usage: $0.name, summary: $0.summary) }
    let width = min(28, (options.map(\.usage.utf8.count) + arguments.map(\.usage.utf8.count)).max() ?? 0)
    if !arguments.isEmpty { text += "\nArguments\n" }
    for argument in arguments { text += line(argument.usage, argument.summary, width) }
    text += "\nOptions\n"
    for option in options { text += line(option.usage, option.summary, width) }
    if !command.examples.isEmpty { text += "\nExamples\n" }
    for example in command.examples { text += "  \(example.line)\n      \(wrapped(example.meaning, indent: 6))\n" }
    return text
  }

  /// A name and what it means; a name that is too long gets a line of its own.
  private static func line(_ name: String, _ meaning: String, _ width: Int) -> String {
    let room = width + 2
    let gap = name.utf8.count <= width ? pad(room - name.utf8.count) : "\n" + pad(room + 2)
    return "  \(name)\(gap)\(wrapped(meaning, indent: room + 2))\n"
  }

  /// Lines that follow each other are one paragraph, unless all of them fit as they stand.
  private static func paragraphs(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.allSatisfy({ $0.utf8.count <= 80 }) { return text }
    return lines.split { $0.isEmpty }.map { wrapped($0.joined(separator: " "), indent: 0) }.joined(separator: "\n\n")
  }

  private static func wrapped(_ text: String, indent: Int) -> String {
    var result = ""
    var column = indent
    for word in text.split(separator: " ") {
      if column > indent, column + word.utf8.count + 1 > 80 {
        result += "\n" + String(repeating: " ", count: indent)
        column = indent
      } else if column > indent {
        result += " "
        column += 1
      }
      result += word
      column += word.utf8.count
    }
    return result
  }

  private static func pad(_ count: Int) -> String { String(repeating: " ", count: max(count, 1)) }
}
