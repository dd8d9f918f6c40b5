/// What a command was called with.
struct Invocation: Sendable {
  /// The values of the arguments that stand by their place: one list for each argument of the command.
  var arguments: [[String]] = []
  /// Options in the order given; a flag has an empty value.
  var options: [(name: String, value: String)] = []

  /// Whether a flag, or an option of any value, was given.
  func has(_ name: String) -> Bool { options.contains { $0.name == name } }

  /// The last value of an option.
  func value(_ name: String) -> String? { options.last { $0.name == name }?.value }

  /// All values of an option, in order.
  func values(_ name: String) -> [String] {
    var values: [String] = []
    for option in options where option.name == name { values.append(option.value) }
    return values
  }

  /// The last value of an option that takes a whole number; the parser has checked it.
  func number(_ name: String) -> Int? { value(name).flatMap { Int($0) } }

  /// The only value of an argument that must be there.
  func argument(_ index: Int) -> String { index < arguments.count ? arguments[index].first ?? "" : "" }

  /// All values of an argument.
  func list(_ index: Int) -> [String] { index < arguments.count ? arguments[index] : [] }
}

/// How a run ends.
enum ExitStatus: Int32, Sendable {
  case fine = 0
  /// A lint error, a failed example, a changed decision, a fact that does not hold.
  case findings = 1
  /// The command or its input was wrong.
  case wrongInput = 2
  /// A limit stopped the work; what was said until then is true.
  case limit = 3
}

/// Why a command cannot go on; printed as `tenet: error: …`.
struct CommandFailure: Error, Sendable {
  /// One sentence: lower case, no full stop, the user's words in backticks.
  var message: String
  /// What to write instead.
  var help: String?
  var status: ExitStatus

  init(_ message: String, help: String? = nil, status: ExitStatus = .wrongInput) {
    self.message = message
    self.help = help
    self.status = status
  }
}
