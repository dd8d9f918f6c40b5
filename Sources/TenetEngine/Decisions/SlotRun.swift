import TenetModel
import TenetText

extension SlotProgram {
  /// The whole run of a profile whose conclusions are known, as the general engine makes it: only ``rest`` is evaluated.
  ///
  /// The conclusions are those that a ``SlicedBatch`` or a ``CountingJudge`` comes to for ``slots(of:)``.
  public func run(_ profile: ProfileFacts, _ conclusions: [SlotConclusion], limits: Limits = .none) -> Run {
    var machine = Machine(compiled, profile, limits, Tuning())
    var clauses: [FactRef: Int] = [:]
    clauses.reserveCapacity(conclusions.count)
    for conclusion in conclusions {
      let atom = atoms[conclusion.slot.index]
      guard let row = machine.insert(atom, level: UInt32(conclusion.level)) else { continue }
      if conclusion.clause >= 0, isOwn[conclusion.slot.index] {
        clauses[FactRef(relation: atom.relation, row: row)] = conclusion.clause
      }
    }
    if machine.stopped == nil { machine.run(rest) }
    // In a large run rows may have been renumbered since.
    if machine.isLarge { clauses = [:] }
    return Run(consume machine, profile, knownClauses: clauses)
  }
}

extension Machine {
  /// Puts in a fact that was concluded elsewhere; returns its row if it is new.
  fileprivate mutating func insert(_ atom: SlotAtom, level: UInt32) -> UInt32? {
    let relation = atom.relation.index
    let staged = unsafe relations[relation].stage()
    for (column, term) in atom.terms.enumerated() {
      unsafe staged[column] = domains.local(term.raw, classes.columns[relation][column])
    }
    let (row, isNew) = relations[relation].insertStaged(level: level)
    if !isNew { return nil }
    derived += 1
    if let most = limits.derivedFacts, derived >= most { stopped = .derivedFacts }
    return row
  }
}
