/// What the command line asks for.
struct Options {
  /// Parts of the benchmark, or workloads; all where none is named.
  var names: [String] = []
  var runs = 5
  /// Fewer runs and smaller inputs: to see that everything works.
  var isQuick = false
  var peers = false
  /// Seconds after which a peer is given up.
  var patience = 60
  var json = JSON.none
  /// A workload to run a single time on a small input, without measuring: for tools that count instructions.
  var once: String?

  enum JSON: Equatable {
    case none
    /// In place of the table.
    case standardOutput
    /// Beside the table.
    case file(String)
  }

  static let usage = """
    tenet-bench [NAME…] [--runs N] [--quick] [--peers] [--patience SECONDS] [--json [FILE.json]]

    tenet-bench --once NAME

    Names: \(Part.allCases.map { $0.rawValue }.joined(separator: ", ")); or workloads such as W3 or W5-500.

    """

  /// Nil where the arguments are not understood.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--runs":
        guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else { return nil }
        runs = count
      case "--patience":
        guard let seconds = rest.popFirst().flatMap({ Int($0) }), seconds > 0 else { return nil }
        patience = seconds
      case "--once":
        guard let name = rest.popFirst(), Options.isKnown(name) else { return nil }
        once = name
      case "--quick": isQuick = true
      case "--peers": peers = true
      case "--json":
        json = .standardOutput
        if let next = rest.first, next.hasSuffix(".json") {
          json = .file(next)
          rest.removeFirst()
        }
      default:
        guard Options.isKnown(argument) else { return nil }
        names.append(argument)
      }
    }
    if isQuick { runs = min(runs, 2) }
  }

  private static func isKnown(_ name: String) -> Bool {
    Part(rawValue: name) != nil || RelationalCase.names.contains(name)
      || RelationalCase.variations.contains(name)
      || DecisionShape.usual.contains { $0.name == name } || LintShape.all.contains { "lint-\($0.name)" == name }
  }

  /// Whether a part of the benchmark, or one of its workloads, is asked for.
  func wants(_ part: Part, _ workload: String? = nil) -> Bool {
    names.isEmpty || names.contains(part.rawValue) || workload.map { names.contains($0) } ?? false
  }
}

/// The parts of the benchmark, in the order of their running.
enum Part: String, CaseIterable {
  case relational
  case decisions
  case growth
  case variations
  case proofs
  case texts
  case lint
  case start
  case questions
  case streams
}
