import TenetModel
import TenetText

extension SlotProgram {
  /// The whole run of a profile whose conclusions are known, as the general engine makes it: only ``rest`` is evaluated.
  ///
  /// The conclusions are those that a ``SlicedBatch`` or a ``CountingJudge`` comes to for ``slots(of:)``.
  public func run(_ profile: ProfileFacts, _ conclusions: [SlotConclusion], limits: Limits = .none) -> Run {
    var machine = Machine(compiled, profile, limits, Tuning())
    for conclusion in conclusions {
      let atom = atoms[conclusion.slot.index]
      machine.insert(atom, level: UInt32(conclusion.level))
    }
    if machine.stopped == nil { machine.run(rest) }
    return Run(consume machine, profile)
  }
}

extension Machine {
  /// Puts in a fact that was concluded elsewhere.
  fileprivate mutating func insert(_ atom: SlotAtom, level: UInt32) {
    let relation = atom.relation.index
    let staged = unsafe relations[relation].stage()
    for (column, term) in atom.terms.enumerated() {
      unsafe staged[column] = domains.local(term.raw, classes.columns[relation][column])
    }
    guard relations[relation].insertStaged(level: level).isNew else { return }
    derived += 1
    if let most = limits.derivedFacts, derived >= most { stopped = .derivedFacts }
  }
}
