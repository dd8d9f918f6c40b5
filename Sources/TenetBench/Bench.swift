import Tenet

/// Runs the parts of the benchmark that are asked for, and shows each row as it comes.
struct Bench: ~Copyable {
  private let options: Options
  private let workplace = Workplace()
  private var rows: [Row] = []
  private var peers: Peers?

  init(_ options: Options) {
    self.options = options
    if options.peers { peers = Peers(options) }
  }

  /// Returns whether every count of a peer agreed with that of Tenet.
  mutating func run() -> Bool {
    if let peers { for line in peers.introduction { say(line) } }
    relational()
    decisions()
    growth()
    variations()
    proofs()
    texts()
    lints()
    start()
    questions()
    streams()
    finish()
    return !rows.contains { $0.isWrong }
  }

  private var isQuiet: Bool { options.json == .standardOutput }

  private func say(_ line: String) { if !isQuiet { printLine(line) } }

  private mutating func show(_ row: Row) {
    rows.append(row)
    say(row.line)
  }

  private mutating func show(_ rows: [Row]) { for row in rows { show(row) } }

  private func finish() {
    var json = JSONWriter(.pretty)
    json.beginArray()
    for row in rows { row.write(to: &json) }
    json.endArray()
    let text = String(decoding: json.bytes, as: UTF8.self)
    switch options.json {
    case .none: break
    case .standardOutput: printLine(text)
    case .file(let path): writeFile(path, text + "\n")
    }
    let missed = rows.filter { $0.aim?.isMet == false }
    say("\(rows.count { $0.aim?.isMet == true }) goals are met, \(missed.count) missed")
    for row in missed { say("  missed: \(row.name) \(row.engine): \(row.aim?.text ?? "")") }
  }

  // MARK: Parts

  private mutating func relational() {
    let bench = RelationalRows(runs: options.runs)
    for name in RelationalCase.names where options.wants(.relational, name) {
      guard let work = RelationalCase.named(name) else { continue }
      compare(work, bench.measureWithMemory(work.load()))
    }
  }

  /// Shows a row and measures the peers on the same input.
  private mutating func compare(_ work: RelationalCase, _ row: Row) {
    show(row)
    guard let peers else { return }
    let folder = workplace.folder(work.name)
    work.write(to: folder)
    for engine in peers.engines(for: work) { show(peers.measure(engine, work.rules.program, folder, row)) }
  }

  private mutating func decisions() {
    for shape in DecisionShape.usual where options.wants(.decisions, shape.name) {
      let work = DecisionCase(shape, profiles: options.isQuick ? 2048 : 16_384)
      let measured = DecisionRows(runs: options.runs).measure(DecisionRows.Loaded(work))
      show(measured)
      guard let peers else { continue }
      let folder = workplace.folder(shape.name)
      work.write(to: folder)
      for engine in peers.decisionEngines { show(peers.measure(engine, folder, shape, measured[1], measured[2])) }
    }
  }

  private mutating func growth() {
    guard options.wants(.growth), let bench = command() else { return }
    for name in RelationalCase.names { show(bench.growth(of: name, runs: options.runs)) }
  }

  private mutating func variations() {
    for name in RelationalCase.variations where options.wants(.variations, name) {
      guard let work = RelationalCase.variation(name) else { continue }
      compare(work, RelationalRows(runs: options.runs).measure(work.load()))
    }
    guard options.wants(.variations) else { return }
    for shape in DecisionShape.variations {
      let work = DecisionCase(shape, profiles: options.isQuick ? 2048 : 16_384)
      show(DecisionRows(runs: options.runs).measure(DecisionRows.Loaded(work)))
    }
  }

  private mutating func proofs() {
    guard options.wants(.proofs) else { return }
    let bench = RelationalRows(runs: options.runs)
    for name in RelationalCase.names {
      guard let work = RelationalCase.named(name)?.load() else { continue }
      show(bench.proofCost(work))
      if name == "W1b" { show(bench.why(work, options.isQuick ? 10 : 200, atMost: 0.01)) }
      if name == "W1a" { show(bench.why(work, options.runs, atMost: 0.05, longest: true)) }
    }
    show(bench.proofCost(RelationalCase.mixed().load()))
  }

  private mutating func texts() {
    guard options.wants(.texts) else { return }
    var rows: [Row] = []
    TextRows(runs: options.runs).measure(scale: options.isQuick ? 20 : 1) { rows.append($0) }
    show(rows)
  }

  private mutating func lints() {
    let rows = LintRows(runs: min(options.runs, 3))
    for shape in LintShape.all where options.wants(.lint, "lint-\(shape.name)") {
      show(rows.measure(shape, rules: options.isQuick ? 500 : 10_000))
    }
  }

  private mutating func start() {
    guard options.wants(.start), let bench = command() else { return }
    let beside = peers?.startCommands(workplace.folder("start")) ?? []
    show(bench.start(options.isQuick ? 20 : 200, beside: beside))
  }

  private mutating func questions() {
    guard options.wants(.questions), let bench = command() else { return }
    let rows = QuestionRows(bench.tenet, workplace.folder("questions"), runs: min(options.runs, 3))
    for shape in QuestionShape.all(scale: options.isQuick ? 20 : 1) { show(rows.measure(shape)) }
  }

  private mutating func streams() {
    guard options.wants(.streams), let bench = command() else { return }
    let profiles = options.isQuick ? 20_000 : 300_000
    for shape in DecisionShape.usual { show(bench.stream(shape, profiles, runs: min(options.runs, 3))) }
    for shape in DecisionShape.rich { show(bench.stream(shape, profiles / 3, runs: min(options.runs, 3))) }
  }

  private func command() -> CommandRows? {
    let bench = CommandRows(workplace.folder("command"))
    if bench == nil { say("The command is not built: swift build -c release --product tenet") }
    return bench
  }
}
