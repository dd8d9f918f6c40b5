import TenetProgram
import TenetText

extension SlotProgram {
  /// The whole run of a profile whose conclusions are known, as the general engine makes it: only ``rest`` is evaluated.
  ///
  /// The conclusions are those that a ``SlicedBatch`` or a ``CountingJudge`` comes to for ``slots(of:)``.
  public func run(_ profile: ProfileFacts, _ conclusions: [SlotConclusion], limits: Limits = .none) -> Run {
    var machine = Machine(compiled, profile, limits, Tuning())
    for conclusion in conclusions { machine.insert(atoms[conclusion.slot.index], conclusion) }
    if machine.stopped == nil { machine.run(numberSteps.isEmpty ? rest : (rest + numberSteps).sorted()) }
    return Run(consume machine, profile)
  }

  /// As ``run(_:_:limits:)``, but only of what ``rest`` looks at and concludes: no other facts are in the run, whatever the
  /// profile gives, and no concluded numbers.
  public func runRest(_ profile: ProfileFacts, _ conclusions: [SlotConclusion]) -> Run {
    var machine = Machine(compiled, profile, .none, Tuning())
    for conclusion in conclusions {
      let atom = atoms[conclusion.slot.index]
      if restReads[atom.relation.index] { machine.insert(atom, conclusion) }
    }
    machine.run(rest)
    return Run(consume machine, profile)
  }

  /// The clauses of ``rest`` whose head may be the fact, rising.
  public func restClauses(concluding relation: RelationID, _ terms: [TermID]) -> [Int] {
    compiled.heads.candidates(relation, terms).filter { isLeft[$0] }
  }
}

extension Machine {
  /// Puts in a fact that was concluded elsewhere.
  fileprivate mutating func insert(_ atom: Fact, _ conclusion: SlotConclusion) {
    let relation = atom.relation.index
    let staged = unsafe relations[relation].stage()
    for (column, term) in atom.terms.enumerated() {
      unsafe staged[column] = domains.local(term.raw, classes.columns[relation][column])
    }
    let (row, isNew) = relations[relation].insertStaged(level: UInt32(conclusion.level))
    if !isNew { return }
    if sources.isKept { sources.set(Int32(conclusion.clause), relation, row) }
    derived += 1
    if let most = limits.derivedFacts, derived >= most { stopped = .derivedFacts }
  }
}
