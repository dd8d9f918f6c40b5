import Tenet

/// Measures the command `tenet` as whole processes.
struct CommandRows {
  /// The command, built beside the benchmark.
  let tenet: String
  let folder: String

  /// The command that was built with this program; nil where it was not.
  init?(_ folder: String) {
    let own = CommandLine.arguments.first ?? ""
    let beside = String(own.prefix(own.lastIndex(of: "/").map { own.distance(from: own.startIndex, to: $0) + 1 } ?? 0))
    tenet = beside + "tenet"
    guard let version = TenetBench.run([tenet, "--version"]), version.status == 0 else { return nil }
    self.folder = folder
  }

  // MARK: Start

  /// From start to end on ten rules and one profile, beside `/bin/true` and what else is given, in turn.
  ///
  /// Other engines are compared with a start that prints proofs, as it does unless told otherwise, although they print none.
  /// The command is copied first, as installing it does: the pages that a linker has left in memory take a sixth longer to
  /// start from.
  func start(_ runs: Int, beside peers: [(name: String, command: [String])]) -> [Row] {
    let rules = (0..<10).map { "rule r\($0): owns layer\($0) and not lacks part\($0) → captures value\($0)\n" }.joined()
    let profile = "profile \"One\"\n" + (0..<5).map { "  owns layer\($0)\n" }.joined()
    writeFile("\(folder)/ten.tenet", rules + profile)
    let installed = "\(folder)/tenet"
    precondition(run(["cp", tenet, installed])?.status == 0, "the command cannot be copied")
    let eval = [installed, "eval", "\(folder)/ten.tenet"]
    let engines = [("tenet", eval), ("tenet --no-trace", eval + ["--no-trace"]), ("/bin/true", ["/bin/true"])]
    var rows = engines.map { Row("start", $0.0) } + peers.map { Row("start", $0.name) }
    let commands = engines.map { $0.1 } + peers.map { $0.command }
    for _ in 0..<runs {
      for (number, command) in commands.enumerated() {
        guard let ended = run(command), ended.status == 0 else { continue }
        rows[number].seconds.append(ended.seconds)
      }
    }
    for index in 0..<2 {
      let beyond = rows[index].median - rows[2].median
      rows[index].note = "\(Row.time(max(0, beyond))) more than /bin/true"
      rows[index].demand("≤ 3 ms more", beyond <= 3e-3)
    }
    for index in rows.indices.dropFirst(engines.count) {
      if rows[index].seconds.isEmpty {
        rows[index].note = "failed"
      } else {
        rows[index].compare(with: rows[0], atLeast: 1)
      }
    }
    return rows
  }

  // MARK: Streams

  /// Profiles in, judgements out, line by line.
  func stream(_ shape: DecisionShape, _ profiles: Int, runs: Int) -> [Row] {
    let work = DecisionCase(shape, profiles: min(profiles, 20_000))
    writeFile("\(folder)/rules.tenet", work.rulesText)
    var lines: [UInt8] = []
    for number in 0..<profiles / 10 { lines += work.line(number).utf8 }
    writeFile("\(folder)/few.ndjson", lines)
    for number in profiles / 10..<profiles { lines += work.line(number).utf8 }
    writeFile("\(folder)/many.ndjson", lines)
    let name = "NDJSON \(shape.name)"
    var single = stream(name, "one core", profiles, runs, [])
    single.demand("≥ 300,000 profiles/s", single.rate >= 300_000)
    var jobs = stream(name, "--jobs 2", profiles, runs, ["--jobs", "2"])
    jobs.compare(with: single)
    var proofs = stream(name, "with proofs", profiles, runs, [], withProofs: true)
    proofs.compare(with: single)
    return [single, jobs, proofs, memory(name, profiles)]
  }

  private func stream(
    _ name: String, _ engine: String, _ profiles: Int, _ runs: Int, _ more: [String], withProofs: Bool = false
  ) -> Row {
    var row = Row(name, engine)
    row.amount = Row.Amount(count: Double(profiles), unit: "profiles")
    for _ in 0..<runs {
      guard let ended = judge("many", withProofs ? more : ["--no-trace"] + more) else { continue }
      row.seconds.append(ended.seconds)
    }
    return row
  }

  /// Whether ten times the input takes more memory.
  private func memory(_ name: String, _ profiles: Int) -> Row {
    var row = Row(name, "memory")
    guard let few = peak("few"), let many = peak("many") else { return row }
    row.note = "\(few) MiB for \(Row.grouped(profiles / 10)) profiles, \(many) MiB for \(Row.grouped(profiles))"
    row.demand("constant", many <= few + few / 4 + 1)
    return row
  }

  /// The most memory that the command held, in MiB, by its own statistics.
  private func peak(_ profiles: String) -> Int? {
    let written = judge(profiles, ["--no-trace", "--stats"], captures: 2).map {
      String(decoding: $0.output, as: UTF8.self)
    }
    let field = written?.split { $0 == " " || $0 == "\n" }.first { $0.hasPrefix("rss_mib=") }
    return field.flatMap { Int($0.dropFirst(8)) }
  }

  private func judge(_ profiles: String, _ more: [String], captures: Int32? = nil) -> Ended? {
    let command = [tenet, "eval", "\(folder)/rules.tenet", "-", "--format", "ndjson"] + more
    // A process inherits the mark of the most memory from the one that starts it: let that be a small one.
    let shell = captures == nil ? [] : ["sh", "-c", "\"$@\"; exit $?", "sh"]
    let ended = run(shell + command, input: "\(folder)/\(profiles).ndjson", captures: captures)
    precondition(ended?.status == 0, "the command does not judge what was generated")
    return ended
  }
}

extension Row {
  /// Takes another row's median as 1; with `atLeast`, that is a goal.
  mutating func compare(with other: Row, atLeast goal: Double? = nil) {
    guard other.median > 0 else { return }
    ratio = median / other.median
    against = other.engine
    if let goal { demand("≥ \(Row.short(goal)) ×", median / other.median >= goal) }
  }
}
