let completionsCommand = CommandSpec(
  command: .completions, group: .more, summary: "a script that completes commands and options in a shell",
  details: """
    bash: tenet completions bash > ~/.local/share/bash-completion/completions/tenet
    zsh:  tenet completions zsh > "${fpath[1]}/_tenet"
    fish: tenet completions fish > ~/.config/fish/completions/tenet.fish
    """,
  arguments: [
    Argument(name: "SHELL", count: .one, summary: "bash, zsh or fish", choices: ["bash", "zsh", "fish"])
  ]
) { (invocation, console) throws(CommandFailure) in
  switch invocation.argument(0) {
  case "bash": console.print(CompletionScript.bash(allCommands))
  case "zsh": console.print(CompletionScript.zsh(allCommands))
  default: console.print(CompletionScript.fish(allCommands))
  }
  return .fine
}

/// Completion scripts, made from the table of commands.
enum CompletionScript {
  static func bash(_ commands: [CommandSpec]) -> String {
    var text = """
      _tenet() {
        local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options= words=
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(commands.map(\.name).joined(separator: " ")) --help --version" -- "$current"))
          return
        fi
        case ${COMP_WORDS[1]}:$before in

      """
    for command in commands {
      for option in options(of: command) where option.value != nil {
        let patterns = names(of: option).map { "\(command.name):\($0)" }.joined(separator: "|")
        let words =
          option.choices.isEmpty
          ? "-f -- \"$current\"" : "-W \"\(option.choices.joined(separator: " "))\" -- \"$current\""
        text += "    \(patterns)) COMPREPLY=($(compgen \(words))); return ;;\n"
      }
    }
    text += "  esac\n  case ${COMP_WORDS[1]} in\n"
    for command in commands {
      let flags = options(of: command).flatMap(names(of:)).joined(separator: " ")
      text += "    \(command.name)) options=\"\(flags)\" words=\"\(words(of: command).joined(separator: " "))\" ;;\n"
    }
    text += """
        esac
        case $current in
          -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
          *) COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current")) ;;
        esac
      }
      complete -o filenames -F _tenet tenet

      """
    return text
  }

  static func zsh(_ commands: [CommandSpec]) -> String {
    var text = "#compdef tenet\n\n_tenet() {\n  local -a commands=(\n"
    for command in commands { text += "    '\(command.name):\(quoted(command.summary))'\n" }
    text += """
        )
        if (( CURRENT == 2 )); then
          _describe -t commands command commands
          return
        fi
        case $words[2] in

      """
    for command in commands {
      text += "    \(command.name))\n      _arguments -S"
      for option in options(of: command) {
        for name in names(of: option) {
          let value =
            option.value.map {
              ":\($0):\(option.choices.isEmpty ? "_files" : "(\(option.choices.joined(separator: " ")))")"
            } ?? ""
          text += " \\\n        '\(option.repeats ? "*" : "")\(name)[\(quoted(option.summary))]\(value)'"
        }
      }
      let words = words(of: command)
      text += " \\\n        '*:argument:\(words.isEmpty ? "_files" : "(\(words.joined(separator: " ")))")' ;;\n"
    }
    text += "  esac\n}\n\n_tenet \"$@\"\n"
    return text
  }

  static func fish(_ commands: [CommandSpec]) -> String {
    var text = ""
    for command in commands {
      text += "complete -c tenet -n __fish_use_subcommand -f -a \(command.name) -d '\(quoted(command.summary))'\n"
    }
    text += "complete -c tenet -n __fish_use_subcommand -l version -d 'print the version'\n"
    for command in commands {
      let condition = "complete -c tenet -n '__fish_seen_subcommand_from \(command.name)'"
      for option in options(of: command) {
        text += condition + " -l \(option.name)"
        if let short = option.short { text += " -s \(short)" }
        if option.value != nil {
          text += option.choices.isEmpty ? " -r" : " -x -a '\(option.choices.joined(separator: " "))'"
        }
        text += " -d '\(quoted(option.summary))'\n"
      }
      let words = words(of: command)
      if !words.isEmpty { text += condition + " -f -a '\(words.joined(separator: " "))'\n" }
    }
    return text
  }

  private static func options(of command: CommandSpec) -> [Option] { command.options + ArgumentParser.common }

  private static func names(of option: Option) -> [String] {
    ["--\(option.name)"] + (option.short.map { ["-\($0)"] } ?? [])
  }

  /// What may stand as an argument, where that is a few words.
  private static func words(of command: CommandSpec) -> [String] {
    if command.name == "help" { return allCommands.map(\.name) }
    return command.arguments.flatMap(\.choices)
  }

  /// Fit to stand between single quotes, brackets or behind a colon in a script.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "'": result += "’"
      case "[", "]", ":", "\\": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
