/// The commands, in the order in which help lists them.
enum CommandName: String, CaseIterable, Sendable {
  case eval
  case why
  case whyNot = "why-not"
  case how
  case whatIf = "what-if"
  case ask
  case robust
  case compare
  case verify
  case repl
  case lint
  case fmt
  case test
  case diff
  case vocabulary
  case graph
  case explain
  case export
  case schema
  case completions
  case debug
  case help

  /// Compares with one after the other: the compiler's `init(rawValue:)` fills a table with all of them first.
  init?(_ name: String) {
    guard let command = CommandName.allCases.first(where: { $0.rawValue == name }) else { return nil }
    self = command
  }

  /// What the command takes and does. Only a command that is asked for is put together: a start would wait for all the others.
  var spec: CommandSpec {
    switch self {
    case .eval: evalCommand
    case .why: whyCommand
    case .whyNot: whyNotCommand
    case .how: howCommand
    case .whatIf: whatIfCommand
    case .ask: askCommand
    case .robust: robustCommand
    case .compare: compareCommand
    case .verify: verifyCommand
    case .repl: replCommand
    case .lint: lintCommand
    case .fmt: fmtCommand
    case .test: testCommand
    case .diff: diffCommand
    case .vocabulary: vocabularyCommand
    case .graph: graphCommand
    case .explain: explainCommand
    case .export: exportCommand
    case .schema: schemaCommand
    case .completions: completionsCommand
    case .debug: debugCommand
    case .help: helpCommand
    }
  }
}

/// What all commands take and do, in the order in which help lists them.
let allCommands = CommandName.allCases.map { $0.spec }
