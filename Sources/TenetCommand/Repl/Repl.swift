import Tenet

let replCommand = CommandSpec(
  command: .repl, group: .ask, summary: "a session: load rules, change facts, ask everything",
  details: """
    A line is a fact to assert, a rule to add, or one of these:
      load FILES            rules and profiles of files and folders
      use PROFILE           start from the facts of a profile of those files
      assert FACT, + FACT   say a fact; a bare fact does it too
      retract FACT, - FACT  take it back
      FACT?                 whether it holds, and why or why not
      why FACT, eval, …     any question of tenet about the session's profile
      facts, rules, reset, undo, help, quit
    Standard input may be a script of such lines.
    """,
  arguments: [
    Argument(name: "FILES", count: .any, summary: "what to load first: rule files, profiles, folders")
  ],
  options: [.profile],
  examples: [
    ("tenet repl Rules/labs --profile Northwind", "ask about Northwind, and change it"),
    ("tenet repl rules.tenet < script", "the lines of a script, one after the other"),
  ]
) { (invocation, console) throws(CommandFailure) in
  var repl = Repl(console)
  try repl.start(invocation.list(0), profile: invocation.value("profile"), &console)
  return repl.run(&console)
}

/// Reads lines and does what they say.
struct Repl {
  private var session = Session()
  private var editor: LineEditor
  private var status = ExitStatus.fine
  private let isTerminal: Bool

  init(_ console: borrowing Console) {
    isTerminal = LineEditor.isTerminal && console.isOutputTerminal
    editor = LineEditor(isTerminal: isTerminal)
  }

  mutating func start(_ files: [String], profile: String?, _ console: inout Console) throws(CommandFailure) {
    try session.reload(&console)
    if !files.isEmpty { try session.load(files, &console) }
    if let profile { try session.use(profile, &console) }
    if isTerminal {
      console.print("tenet \(version): type a fact, a rule or a question; `help` lists what there is, Ctrl-D ends\n")
    }
  }

  private func sayLoaded(_ console: inout Console) {
    let set = session.workspace.set
    let counts = [
      (set.rules.count, "rule"), (set.examples.count, "example"), (session.workspace.cases.count - 1, "profile"),
    ]
    console.print(counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ") + "\n")
  }

  mutating func run(_ console: inout Console) -> ExitStatus {
    while true {
      console.output.flush()
      let candidates = isTerminal ? Completion(session).candidates : []
      guard let line = editor.read("tenet> ", candidates, width: console.width) else { break }
      let text = String(line.drop { $0 == " " || $0 == "\t" })
      if text.isEmpty || text.hasPrefix("#") { continue }
      if text == "quit" || text == "exit" { break }
      do throws(CommandFailure) {
        try take(text, &console)
      } catch {
        console.report(error)
        if error.status == .wrongInput { status = .wrongInput }
      }
    }
    // At a terminal whoever typed has seen what went wrong.
    return isTerminal ? .fine : status
  }

  private mutating func take(_ line: String, _ console: inout Console) throws(CommandFailure) {
    let (word, rest) = Self.split(line)
    switch word {
    case "help" where rest.isEmpty: console.print(Self.help)
    case "load":
      try session.load(Self.words(rest), &console)
      sayLoaded(&console)
    case "use": try changing(&console) { (session, console) throws(CommandFailure) in try session.use(rest, &console) }
    case "assert", "+": try assert(rest, &console)
    case "retract", "-":
      try changing(&console) { (session, console) throws(CommandFailure) in
        try session.retract(rest, &console)
      }
    case "undo": try changing(&console) { (session, console) throws(CommandFailure) in try session.undo(&console) }
    case "reset": try changing(&console) { (session, console) throws(CommandFailure) in try session.clear(&console) }
    case "reload": try changing(&console) { (session, console) throws(CommandFailure) in try session.reload(&console) }
    case "facts": for fact in session.facts { console.print(fact + "\n") }
    case "rules": for statement in session.statements { console.print(statement + "\n") }
    default: try takeOther(word, rest, line, &console)
    }
  }

  private mutating func takeOther(
    _ word: String, _ rest: String, _ line: String, _ console: inout Console
  ) throws(CommandFailure) {
    if line.hasSuffix("?") {
      ask(String(line.dropLast()), &console)
    } else if Self.isStatement(word, line) {
      try changing(&console) { (session, console) throws(CommandFailure) in
        try session.add(statement: line, &console)
      }
    } else if let command = CommandName(word), command != .repl, command != .test || rest.isEmpty {
      run(command.spec, rest, &console)
    } else {
      try assert(line, &console)
    }
  }

  private mutating func assert(_ fact: String, _ console: inout Console) throws(CommandFailure) {
    try changing(&console) { (session, console) throws(CommandFailure) in try session.assert(fact, &console) }
  }

  // MARK: Questions

  /// Whether a fact holds: its proof, or why it does not where that can be asked.
  private mutating func ask(_ fact: String, _ console: inout Console) {
    let wording = session.wording
    let holds = session.judgement.conclusions.contains { wording.text($0.statement) == fact }
    var workspace = session.workspace
    if !holds, case .fact(let relation, let terms)? = workspace.goal(fact).value,
      !session.facts.contains(wording.speller.text(relation, terms)),
      !session.judgement.conclusions.contains(where: { $0.statement == Fact(relation, terms) })
    {
      run(whyNotCommand, fact, &console)
    } else {
      run(whyCommand, fact, &console)
    }
  }

  /// Runs one of tenet's commands on the session: its files, its rules and its profile.
  private mutating func run(_ command: CommandSpec, _ rest: String, _ console: inout Console) {
    var words = [command.name] + Self.arguments(rest, of: command)
    let takesFiles = command.arguments.contains { $0.name == "FILES" }
    if takesFiles { words += command.name == "lint" ? session.files : session.allFiles }
    let isGiven = words.contains { $0 == "--profile" || $0.hasPrefix("--profile=") }
    if takesFiles, !isGiven, command.options.contains(where: { $0.name == "profile" }), command.name != "export" {
      words += ["--profile", Session.title]
    }
    if TenetCommand.run(words, &console) == .wrongInput { status = .wrongInput }
  }

  /// The words of a command line from a line without quotes: what stands in front of the first option is one fact where the
  /// command takes one, and an option's value goes on to the next option.
  static func arguments(_ rest: String, of command: CommandSpec) -> [String] {
    var words: [String] = []
    for (index, part) in (" " + rest).components(before: " --").enumerated() {
      let text = part.trimmed
      if text.isEmpty { continue }
      if index > 0 {
        let (name, value) = split(text)
        words += value.isEmpty ? ["--" + name] : ["--" + name, value.unquoted]
      } else if command.arguments.filter({ $0.name != "FILES" }).count == 1 {
        words.append(text.unquoted)
      } else {
        words += Self.words(text)
      }
    }
    return words
  }

  // MARK: Changes

  /// Makes a change and says what it gains and loses.
  private mutating func changing(
    _ console: inout Console, _ change: (inout Session, inout Console) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    let before = Self.conclusions(session)
    try change(&session, &console)
    let after = Self.conclusions(session)
    let (old, new) = (Set(before.map(\.text)), Set(after.map(\.text)))
    var lines = after.filter { !old.contains($0.text) }.map { (text: "+ " + $0.text, isGain: true, $0.isHeadline) }
    lines += before.filter { !new.contains($0.text) }.map { (text: "- " + $0.text, isGain: false, $0.isHeadline) }
    let shown = lines.count > Self.many ? lines.filter { $0.2 } : lines
    let palette = console.palette
    var output: [UInt8] = []
    for line in shown { palette.append(line.text + "\n", as: line.isGain ? .good : .error, to: &output) }
    if shown.count < lines.count {
      palette.append("and \(lines.count - shown.count) more; `eval` shows all\n", as: .quiet, to: &output)
    }
    console.output.append(output)
  }

  /// Of more changes than this only the headlines are shown.
  private static let many = 20

  /// Everything that follows, a line each.
  private static func conclusions(_ session: Session) -> [(text: String, isHeadline: Bool)] {
    let wording = session.wording
    let judgement = session.judgement
    let judge = Judge(session.workspace.set)
    var lines = judgement.conclusions.map { fact in
      (
        text: wording.text(fact.statement) + (fact.certainty == .possible ? " (possible)" : ""),
        isHeadline: fact.isOutcome
      )
    }
    for choice in judgement.choices where !choice.picked.isEmpty {
      let picks = choice.picked.map { wording.speller.term($0) }.joined(separator: ", ")
      let name = wording.set.vocabulary.choices[choice.choice.index].name
      lines.append(("\(name) is \(picks)", judge.isOutcome(choice.choice)))
    }
    for number in judgement.numbers {
      guard let value = number.value else { continue }
      lines.append((wording.text(number.number, number.subject, .known(value)), judge.isOutcome(number.number)))
    }
    return lines
  }

  // MARK: Lines

  private static func isStatement(_ word: String, _ line: String) -> Bool {
    let declares = ["rule", "verb", "kind", "number", "choice", "outcome", "import", "ruleset", "example"].contains(
      word)
    return declares || ["→", "->", " conflicts with "].contains { line.holds($0) }
  }

  /// The first word, and the rest without blanks around it.
  private static func split(_ line: String) -> (word: String, rest: String) {
    guard let end = line.firstIndex(where: { $0 == " " || $0 == "\t" }) else { return (line, "") }
    return (String(line[..<end]), String(line[end...]).trimmed)
  }

  /// The words of a text; what stands in double quotes is one.
  private static func words(_ text: String) -> [String] {
    text.components(before: " ").filter { !$0.isEmpty }.map { $0.unquotedWord }
  }

  private static let help = """
    \(replCommand.details)
    Questions: \(allCommands.filter { $0.group == .ask && $0.command != .repl }.map(\.name).joined(separator: ", "));
    `help COMMAND` says more of one.

    """
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return String(text)
  }

  /// Without the quotes of a shell around the whole, where the text is no quoted term itself.
  fileprivate var unquoted: String {
    guard utf8.count > 1, hasPrefix("\""), hasSuffix("\""), !dropFirst().dropLast().contains("\"") else { return self }
    let inside = String(dropFirst().dropLast())
    return inside.contains(" ") ? inside : self
  }

  /// Without the quotes around a whole word.
  fileprivate var unquotedWord: String {
    utf8.count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
  }

  /// The pieces between occurrences of a separator outside of double quotes.
  fileprivate func components(before separator: String) -> [String] {
    var pieces: [String] = [""]
    var rest = self[...]
    var isQuoted = false
    while let first = rest.first {
      if !isQuoted, rest.hasPrefix(separator) {
        pieces.append("")
        rest = rest.dropFirst(separator.count)
        continue
      }
      if first == "\"" { isQuoted.toggle() }
      pieces[pieces.count - 1].append(first)
      rest = rest.dropFirst()
    }
    return pieces
  }
}
