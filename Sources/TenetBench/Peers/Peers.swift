import Glibc

/// Engines of another make, measured by `Tests/Peers/peers.py` on files that hold the same input.
///
/// What is not installed is named as absent in the introduction.
struct Peers {
  private let options: Options
  private let python: String
  private let engines: [Engine]
  private let absent: [(name: String, reason: String)]

  /// A peer that is installed.
  struct Engine {
    var name: String
    var version: String
    /// The programs that are written for it, `decisions` among them where it takes part in W5.
    var programs: Set<String>
  }

  /// Where the script stands, from the folder of the package.
  private static let script = "Tests/Peers/peers.py"

  init(_ options: Options) {
    self.options = options
    python = unsafe getenv("PEERS_PYTHON").map { unsafe String(cString: $0) } ?? "python3"
    var engines: [Engine] = []
    var absent: [(String, String)] = []
    let listed = run([python, Self.script, "list"], captures: 1)
    precondition(listed?.status == 0, "\(Self.script) does not run; start the benchmark from the folder of the package")
    for line in String(decoding: listed?.output ?? [], as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
      if fields[0] == "absent" {
        absent.append((fields[1], fields[2]))
      } else {
        let programs = Set(fields[3].split(separator: " ").map { String($0) })
        engines.append(Engine(name: fields[1], version: fields[2], programs: programs))
      }
    }
    self.engines = engines
    self.absent = absent
  }

  var introduction: [String] {
    engines.map { "present  \($0.name.padded(24)) \($0.version)" }
      + absent.map { "ABSENT   \($0.name.padded(24)) \($0.reason)" }
  }

  /// Those that have the program; of variations only the fastest take part.
  func engines(for work: RelationalCase) -> [Engine] {
    let isMain = RelationalCase.names.contains(work.name)
    return engines.filter {
      $0.programs.contains(work.rules.program)
        && (isMain || $0.name.hasPrefix("duckdb") || $0.name.hasPrefix("souffle compiled"))
    }
  }

  var decisionEngines: [Engine] { engines.filter { $0.programs.contains("decisions") } }

  // MARK: Measuring

  /// A peer on a relational workload, beside Tenet's row.
  func measure(_ engine: Engine, _ program: String, _ folder: String, _ own: Row) -> Row {
    var row = measure(engine, program, folder, own.name)
    guard !row.seconds.isEmpty else { return row }
    row.compare(with: own)
    if let goal = Self.goal(engine.name, own.name) {
      row.demand("≥ \(Row.short(goal)) ×", (row.ratio ?? 0) >= goal)
    }
    row.check(own)
    return row
  }

  /// A peer on decision work. Each is compared with the way in which it works itself: in batches, or one at a time.
  func measure(_ engine: Engine, _ folder: String, _ shape: DecisionShape, _ single: Row, _ batch: Row) -> Row {
    var row = measure(engine, "decisions", folder, shape.name)
    guard !row.seconds.isEmpty, let peer = row.amount, let own = single.amount else { return row }
    let mine = engine.name.hasSuffix("batch") ? batch : single
    row.ratio = mine.rate / max(row.rate, 1e-9)
    row.against = mine.engine
    if peer.count == own.count { row.check(mine) } else { row.note += "only \(Row.grouped(Int(peer.count))) profiles" }
    return row
  }

  /// Runs a peer up to three times; once where it takes its time (more than two seconds as a whole).
  private func measure(_ engine: Engine, _ program: String, _ folder: String, _ name: String) -> Row {
    var row = Row(name, engine.name)
    for _ in 0..<min(options.runs, 3) {
      let command = [python, Self.script, "measure", engine.name, program, folder, "\(options.patience)"]
      guard let ended = run(command, captures: 1), ended.status == 0 else {
        row.note = "failed"
        return row
      }
      let found = Fields(ended.output)
      if let reason = found["failed"] {
        row.note = reason.replacing("_", with: " ")
        return row
      }
      row.derived = found["derived"].flatMap { Int($0) }
      row.bytes = found["kib"].flatMap { Int($0) }.map { $0 * 1024 }
      if let profiles = found["profiles"].flatMap({ Double($0) }) {
        row.amount = Row.Amount(count: profiles, unit: "profiles")
        row.bytes = nil
      }
      row.seconds.append((found["ns"].flatMap { Double($0) } ?? 0) / 1e9)
      if ended.seconds > 2 { break }
    }
    return row
  }

  /// How many times longer than Tenet a peer ought to take.
  private static func goal(_ engine: String, _ work: String) -> Double? {
    switch engine {
    case "duckdb", "duckdb 1 thread": 1
    case "souffle compiled", "souffle compiled btree": work.hasPrefix("W2") ? 1 / 1.5 : 1
    case "souffle interpreted": 2
    case "floor-hash": work == "W1b" ? 1 / 1.5 : nil
    case "floor-tc": work == "W1b" ? 1.0 / 3 : nil
    default: 5
    }
  }

  // MARK: Start

  /// Commands that start peers on ten rules.
  func startCommands(_ folder: String) -> [(name: String, command: [String])] {
    let listed = run([python, Self.script, "start", folder], captures: 1)
    return String(decoding: listed?.output ?? [], as: UTF8.self).split(separator: "\n").map { line in
      let fields = line.split(separator: "\t").map { String($0) }
      return (fields[0], Array(fields.dropFirst()))
    }
  }
}

/// `name=value` pairs with blanks between them.
private struct Fields {
  private var values: [String: String] = [:]

  init(_ text: [UInt8]) {
    for field in String(decoding: text, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let parts = field.split(separator: "=", maxSplits: 1).map { String($0) }
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
  }

  subscript(_ name: String) -> String? { values[name] }
}

extension Row {
  /// Says loudly where a peer counts something else.
  fileprivate mutating func check(_ own: Row) {
    guard derived != own.derived else { return }
    isWrong = true
    note += "DISAGREES: Tenet derives \(own.derived ?? -1)"
  }
}
