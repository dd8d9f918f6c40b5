import Tenet

/// Measures relational workloads: evaluation alone, from facts that were read to facts that were derived.
struct RelationalRows {
  let runs: Int

  func measure(_ work: LoadedCase) -> Row {
    var row = Row(work.name)
    row.seconds = time(runs, work.run) { run in
      row.derived = work.count(run)
      row.bytes = run.byteCount
    }
    return row
  }

  /// With the goal for memory, where facts have two places.
  func measureWithMemory(_ work: LoadedCase) -> Row {
    var row = measure(work)
    row.demand("≤ 40 bytes each", (row.bytesPerFact ?? 0) <= 40)
    return row
  }

  /// What it costs that every fact can be explained: evaluating with the levels of least proofs against without.
  func proofCost(_ work: LoadedCase) -> Row {
    var row = Row(work.name, "proofs available")
    var without: [Double] = []
    for _ in 0..<max(runs, 7) {
      without += time(1) {
        work.judge.compiled.run(work.facts, tuning: .withoutLevels)
      } then: {
        precondition(work.count($0) == work.count(work.run()), "without levels something else follows")
      }
      row.seconds += time(1, work.run) { row.derived = work.count($0) }
    }
    row.ratio = row.median / median(ofSorted: without.sorted())
    row.against = "without"
    row.demand("≤ 1.15", (row.ratio ?? 9) <= 1.15)
    return row
  }

  /// `why` on facts of a finished run, from the question to its text.
  func why(_ work: LoadedCase, _ questions: Int, atMost limit: Double, longest: Bool = false) -> Row {
    let run = work.run()
    var dice = Dice(77)
    var row = Row(work.name, longest ? "why, longest path" : "why, random facts")
    let text = WhyText(work.workspace.wording, palette: Palette(isColored: false), width: 80)
    let facts = work.derivedFacts(run)
    guard let deepest = facts.max(by: { run.level(of: $0) < run.level(of: $1) }) else { return row }
    for _ in 0..<questions {
      let fact = longest ? deepest : facts[dice.roll(facts.count)]
      let goal = Goal.fact(fact.relation, run.terms(of: fact))
      row.seconds += time(1) {
        var output: [UInt8] = []
        if let explanation = work.judge.why(goal, run) { text.append(explanation, to: &output) }
        return output
      } then: {
        row.note = "last in \(run.level(of: fact) - 1) steps, \($0.count) bytes of text"
      }
    }
    row.demand("at most \(Row.time(limit))", row.greatest <= limit)
    return row
  }
}
