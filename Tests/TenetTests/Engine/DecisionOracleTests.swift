import TenetEngine
import TenetModel
import TenetText
import Testing

/// The ways to judge many profiles against the general engine: each is the other's oracle.
@Suite struct DecisionOracleTests {
  @Test(arguments: 0..<4) func agreeWithTheGeneralEngine(batch: UInt64) {
    var clauses = 0
    for seed in batch * 400..<(batch + 1) * 400 {
      guard let (program, profile) = RandomPrograms.draw(seed: seed, groundShare: 85) else { continue }
      let compiled = CompiledProgram(program)
      let ground = compiled.slotProgram()
      clauses += ground.clauseCount
      let difference = difference(ground, profile, compiled.run(profile), seed)
      #expect(difference == nil, "seed \(seed): \(difference ?? "")")
      if difference != nil { return }
    }
    #expect(clauses > 300)
  }

  private func difference(_ ground: SlotProgram, _ profile: ProfileFacts, _ run: Run, _ seed: UInt64) -> String? {
    guard let slots = ground.slots(of: profile) else { return "conditions overflow" }
    var judge = CountingJudge(ground)
    // What an earlier profile left behind must not matter.
    judge.judge(Array(slots.dropFirst()))
    judge.judge(slots)
    let single = judge.conclusions()
    let place = Int(seed % 512)
    var sliced = SlicedBatch(ground)
    sliced.give(slots, to: place)
    sliced.evaluate(count: place + 1)
    sliced.collect()
    let batched = sliced.conclusions(of: place)
    if single != batched { return "single \(single), batch \(batched)" }
    let whole = ground.run(profile, single)
    return difference(single, ground, run) ?? difference(whole, run)
  }

  /// What the ground part concludes, levels and clauses included, against the run of the whole program.
  private func difference(_ conclusions: [SlotConclusion], _ ground: SlotProgram, _ run: Run) -> String? {
    let explainer = Explainer(run)
    for conclusion in conclusions {
      guard let fact = ground.fact(of: conclusion.slot), let ref = run.fact(fact.relation, fact.terms) else {
        return "\(conclusion) does not hold"
      }
      if run.isGiven(ref) { return "\(conclusion) is given" }
      if !ground.isWhole { continue }
      if run.level(of: ref) != conclusion.level { return "\(conclusion) has level \(run.level(of: ref))" }
      if explainer.leastClause(of: ref) != conclusion.clause { return "\(conclusion) has another clause" }
    }
    if ground.isWhole, run.derivedCount != conclusions.count(where: { isVerb($0, ground) }) { return "not all" }
    return nil
  }

  private func isVerb(_ conclusion: SlotConclusion, _ ground: SlotProgram) -> Bool {
    guard let fact = ground.fact(of: conclusion.slot) else { return false }
    return ground.compiled.program.roles[fact.relation.index] == .verb
  }

  /// Two runs of one profile are the same model.
  private func difference(_ left: Run, _ right: Run) -> String? {
    for relation in left.program.arities.indices {
      let relation = RelationID(relation)
      if left.count(of: relation) != right.count(of: relation) { return "number of facts of \(relation)" }
      for fact in left.facts(of: relation) {
        guard let other = right.fact(relation, left.terms(of: fact)) else { return "\(left.terms(of: fact))" }
        if left.level(of: fact) != right.level(of: other) { return "level of \(left.terms(of: fact))" }
        if left.givenSource(of: fact) != right.givenSource(of: other) { return "given \(left.terms(of: fact))" }
      }
    }
    for number in 0..<left.program.numberCount {
      for term in 0..<left.profile.termCount {
        let value = left.value(of: NumberID(number), subject: TermID(term))
        if value != right.value(of: NumberID(number), subject: TermID(term)) { return "number \(number) of \(term)" }
      }
    }
    return left.overflows == right.overflows ? nil : "overflows"
  }
}
