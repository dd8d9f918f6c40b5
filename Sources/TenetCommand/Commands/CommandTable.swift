/// All commands, in the order in which help lists them.
let allCommands: [CommandSpec] = [
  evalCommand,
  whyCommand,
  replCommand,
  testCommand,
  vocabularyCommand,
  explainCommand,
  exportCommand,
  schemaCommand,
  lintCommand,
  helpCommand,
  completionsCommand,
]
