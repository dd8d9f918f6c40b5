import Tenet

/// Measures decision work: evaluation alone, in the three ways in which profiles are judged.
struct DecisionRows {
  let runs: Int

  /// A rule set and profiles that were read.
  struct Loaded {
    let work: DecisionCase
    let compiled: CompiledProgram
    let profiles: [ProfileFacts]

    init(_ work: DecisionCase) {
      self.work = work
      let profiles = work.profiles.indices.map { work.line($0) }.joined()
      let loaded = Workspace.load([
        InputText(path: "rules.tenet", text: work.rulesText), InputText(path: "profiles.ndjson", text: profiles),
      ])
      precondition(loaded.isFit, "a generated rule set has errors")
      compiled = Judge(loaded.value.set).compiled
      self.profiles = loaded.value.cases.map { $0.facts }
    }
  }

  /// By the general evaluation (some profiles), one profile at a time by counting, and in batches of bits.
  func measure(_ loaded: Loaded) -> [Row] {
    let slots = loaded.compiled.slotProgram()
    let given = loaded.profiles.map { slots.slots(of: $0) ?? [] }
    let batch = batch(loaded, slots, given)
    var rows = [general(loaded), single(loaded, slots, given), batch]
    for row in rows.indices { rows[row].demandRate(loaded.work.shape.rules) }
    rows[1].agree(with: rows[2])
    return rows
  }

  private func general(_ loaded: Loaded) -> Row {
    let some = loaded.profiles.prefix(1000)
    var row = Row(loaded.work.shape.name, "general")
    row.amount = Row.Amount(count: Double(some.count), unit: "profiles")
    row.seconds = time(runs) {
      some.reduce(0) { $0 + loaded.compiled.run($1).derivedCount }
    } then: {
      row.derived = $0
    }
    return row
  }

  private func single(_ loaded: Loaded, _ slots: SlotProgram, _ given: [[SlotID]]) -> Row {
    var row = Row(loaded.work.shape.name, "one at a time")
    row.amount = Row.Amount(count: Double(given.count), unit: "profiles")
    var judge = CountingJudge(slots)
    for _ in 0..<runs {
      let start = now()
      var derived = 0
      for profile in given { derived += judge.judge(profile) }
      row.seconds.append(now() - start)
      row.derived = derived
    }
    return row
  }

  private func batch(_ loaded: Loaded, _ slots: SlotProgram, _ given: [[SlotID]]) -> Row {
    var row = Row(loaded.work.shape.name, "in batches")
    row.amount = Row.Amount(count: Double(given.count), unit: "profiles")
    var batch = SlicedBatch(slots)
    for _ in 0..<runs {
      let start = now()
      var derived = 0
      for first in stride(from: 0, to: given.count, by: SlicedBatch.width) {
        batch.clear()
        let count = min(SlicedBatch.width, given.count - first)
        for profile in 0..<count { batch.give(given[first + profile], to: profile) }
        batch.evaluate(count: count)
        derived += batch.conclusionCount()
      }
      row.seconds.append(now() - start)
      row.derived = derived
    }
    return row
  }
}

extension Row {
  /// The goal of a way to judge profiles by so many rules.
  fileprivate mutating func demandRate(_ rules: Int) {
    let goal = engine == "in batches" ? (rules > 1000 ? 3e6 : 1e7) : engine == "one at a time" ? 1e6 : 0
    if goal > 0 { demand("≥ \(Row.grouped(Int(goal))) profiles/s", rate >= goal) }
  }

  /// Different answers would make every figure worthless.
  fileprivate func agree(with other: Row) {
    precondition(derived == other.derived, "\(name): \(engine) and \(other.engine) derive different facts")
  }
}
