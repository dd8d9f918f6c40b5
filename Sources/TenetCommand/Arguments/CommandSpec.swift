/// One command: its name, what it takes, and what it does. Help, completions and the parser all read it.
struct CommandSpec: Sendable {
  /// Where the overall help lists it.
  enum Group: String, CaseIterable, Sendable {
    case judge = "Judge profiles"
    case ask = "Ask about one profile"
    case write = "Write rules"
    case more = "More"
  }

  let command: CommandName
  let group: Group
  /// What it does, in a few words without a full stop.
  let summary: String
  /// More about it, for its own help; lines of at most 80 columns.
  var details = ""
  var arguments: [Argument] = []
  var options: [Option] = []
  /// Command lines with what they do.
  var examples: [(line: String, meaning: String)] = []
  /// Does it. What goes wrong outside of the rules is thrown.
  let run: @Sendable (Invocation, inout Console) throws(CommandFailure) -> ExitStatus

  var name: String { command.rawValue }
}

/// An argument that stands by its place.
struct Argument: Sendable {
  enum Count: Sendable { case one, optional, atLeastOne, any }

  /// In capitals, as help shows it.
  let name: String
  let count: Count
  let summary: String
  /// The values there are, where they are few.
  var choices: [String] = []

  /// How the usage line shows it.
  var usage: String {
    switch count {
    case .one, .atLeastOne: return name
    case .optional, .any: return "[\(name)]"
    }
  }

  static let fact = Argument(
    name: "FACT", count: .one, summary: "a clause in quotes, or the name of a number, a choice or a conflict")
  static let files = Argument(
    name: "FILES", count: .atLeastOne,
    summary: "rule files, profiles (.tenet, .json, .ndjson, .csv), folders; - is NDJSON on standard input")
}

/// An option: a flag, or one with a value.
struct Option: Sendable {
  /// Without the dashes in front.
  let name: String
  /// A one-letter form.
  var short: Character?
  /// What its value is, in capitals; nil for a flag.
  var value: String?
  let summary: String
  /// The values there are, where they are few; the first is the default.
  var choices: [String] = []
  var isWholeNumber = false
  /// Of a whole number the least that it may be.
  var least = 0
  /// Whether it may be given several times, each adding to the others.
  var repeats = false

  /// How help shows it: `-o, --output FILE`.
  var usage: String {
    let long = "--\(name)" + (value.map { " \($0)" } ?? "")
    return short.map { "-\($0), \(long)" } ?? "    \(long)"
  }

  static let color = Option(
    name: "color", value: "WHEN", summary: "colours: auto (on a terminal), always or never",
    choices: ["auto", "always", "never"])
  static let help = Option(name: "help", short: "h", summary: "this help")
  static let output = Option(
    name: "output", short: "o", value: "FILE", summary: "write the results to FILE, whole or not at all")
  static let profile = Option(
    name: "profile", value: "NAME", summary: "the profile that is meant, where FILES hold several")
  static let quiet = Option(name: "quiet", short: "q", summary: "no results, only the exit status")

  static func format(_ formats: [String]) -> Option {
    Option(name: "format", value: "FORMAT", summary: list(formats), choices: formats)
  }

  private static func list(_ words: [String]) -> String {
    var text = ""
    for (index, word) in words.enumerated() {
      if index > 0 { text += index + 1 < words.count ? ", " : " or " }
      text += word
    }
    return text
  }
}
