import Tenet

/// Reads what stands behind a command's name.
///
/// Options may stand anywhere: `--name VALUE`, `--name=VALUE`, `-o VALUE`, `-oVALUE`; behind `--` everything is an argument, and
/// so is `-` itself.
struct ArgumentParser {
  private let command: CommandSpec
  private var invocation = Invocation()
  private var positionals: [String] = []

  init(_ command: CommandSpec) { self.command = command }

  /// The options of every command, behind its own.
  static let common: [Option] = [.color, .help]

  mutating func parse(_ words: [String]) throws(CommandFailure) -> Invocation {
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        positionals.append(contentsOf: words[index...])
        break
      }
      if word.hasPrefix("--") {
        try readLong(String(word.dropFirst(2)), words, &index)
      } else if word.hasPrefix("-"), word.utf8.count > 1 {
        try readShort(word, words, &index)
      } else {
        positionals.append(word)
      }
    }
    if !invocation.has("help") { try place() }
    return invocation
  }

  private var options: [Option] { command.options + Self.common }

  private mutating func readLong(_ text: String, _ words: [String], _ index: inout Int) throws(CommandFailure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.name == name }) else {
      throw unknown("--\(name)")
    }
    try read(option, "--\(name)", attached: parts.count > 1 ? String(parts[1]) : nil, words, &index)
  }

  private mutating func readShort(_ word: String, _ words: [String], _ index: inout Int) throws(CommandFailure) {
    let letter = word[word.index(after: word.startIndex)]
    guard let option = options.first(where: { $0.short == letter }) else { throw unknown(word) }
    let rest = String(word.dropFirst(2))
    if option.value == nil, !rest.isEmpty { throw unknown(word) }
    try read(option, "-\(letter)", attached: rest.isEmpty ? nil : rest, words, &index)
  }

  private mutating func read(
    _ option: Option, _ written: String, attached: String?, _ words: [String], _ index: inout Int
  ) throws(CommandFailure) {
    guard let placeholder = option.value else {
      if attached != nil { throw CommandFailure("`\(written)` takes no value", help: seeHelp) }
      invocation.options.append((option.name, ""))
      return
    }
    var value = attached
    if value == nil, index < words.count, !isOption(words[index]) {
      value = words[index]
      index += 1
    }
    guard let value else {
      throw CommandFailure("`\(written)` needs a value", help: "write `\(written) \(placeholder)`: \(option.summary)")
    }
    try check(value, of: option, written)
    invocation.options.append((option.name, value))
  }

  private func check(_ value: String, of option: Option, _ written: String) throws(CommandFailure) {
    if option.isWholeNumber, Int(value).map({ $0 < 0 }) ?? true {
      throw CommandFailure("`\(written)` needs a whole number, not `\(value)`", help: option.summary)
    }
    if option.isWholeNumber, let number = Int(value), number < option.least {
      throw CommandFailure("`\(written)` needs at least \(option.least), not \(number)", help: option.summary)
    }
    guard !option.choices.isEmpty, !option.choices.contains(value) else { return }
    let near = nearest(to: value, in: option.choices).map { "did you mean `\($0)`?" }
    throw CommandFailure("`\(written)` cannot be `\(value)`", help: near ?? "it is \(option.summary)")
  }

  private func isOption(_ word: String) -> Bool {
    let name = word.split(separator: "=", omittingEmptySubsequences: false).first.map(String.init) ?? word
    return options.contains { "--\($0.name)" == name } || word == "--"
  }

  private func unknown(_ word: String) -> CommandFailure {
    if let meant = nearest(to: word, in: options.map { "--\($0.name)" }) {
      return CommandFailure("`tenet \(command.name)` has no option `\(word)`", help: "did you mean `\(meant)`?")
    }
    return CommandFailure("`tenet \(command.name)` has no option `\(word)`", help: seeHelp)
  }

  private var seeHelp: String { "`tenet \(command.name) --help` lists the options" }
}

// MARK: Arguments by place

extension ArgumentParser {
  /// Deals the arguments out: each one its own, and the rest to the one that takes many.
  private mutating func place() throws(CommandFailure) {
    var needed = 0
    for argument in command.arguments where argument.count == .one || argument.count == .atLeastOne { needed += 1 }
    var spare = positionals.count - needed
    var next = 0
    for argument in command.arguments {
      var count = argument.count == .one || argument.count == .atLeastOne ? 1 : 0
      switch argument.count {
      case .one: break
      case .optional:
        count = spare > 0 ? 1 : 0
        spare -= count
      case .atLeastOne, .any:
        count += max(spare, 0)
        spare = min(spare, 0)
      }
      guard next + count <= positionals.count else { throw missing(argument) }
      invocation.arguments.append(Array(positionals[next..<(next + count)]))
      next += count
    }
    if next < positionals.count {
      throw CommandFailure("`tenet \(command.name)` takes no `\(positionals[next])`", help: "usage: \(command.usage)")
    }
    try checkChoices()
  }

  private func missing(_ argument: Argument) -> CommandFailure {
    CommandFailure(
      "`tenet \(command.name)` needs \(argument.name): \(argument.summary)", help: "usage: \(command.usage)")
  }

  private func checkChoices() throws(CommandFailure) {
    for (argument, values) in zip(command.arguments, invocation.arguments) where !argument.choices.isEmpty {
      for value in values where !argument.choices.contains(value) {
        let near = nearest(to: value, in: argument.choices).map { "did you mean `\($0)`?" }
        throw CommandFailure(
          "\(argument.name) cannot be `\(value)`",
          help: near ?? "it is one of \(argument.choices.joined(separator: ", "))")
      }
    }
  }
}

extension CommandSpec {
  /// `tenet why [OPTIONS] FACT FILES`
  var usage: String {
    (["tenet", name] + (options.isEmpty ? [] : ["[OPTIONS]"]) + arguments.map(\.usage)).joined(separator: " ")
  }
}
