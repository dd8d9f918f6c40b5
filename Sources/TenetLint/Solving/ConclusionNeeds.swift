import TenetModel

/// What the rules for each conclusion take, beyond the terms that it names: that one of them fires, and that none does.
struct ConclusionNeeds {
  private struct Spot: Hashable {
    var relation: UInt32
    var place: Int
    /// Nil for rules whose conclusion has a variable there.
    var term: UInt32?
  }

  /// What a group of rules takes not to fire; what is the same for several counts once.
  private struct Group {
    var seen: Set<Denial> = []
    var needs = Needs()

    mutating func insert(_ denial: Denial, _ more: Needs) {
      if seen.insert(denial).inserted { needs.add(more) }
    }
  }

  private let program: Program
  private var shownBySpot: [Spot: Needs] = [:]
  private var shown: [UInt32: Needs] = [:]
  /// By relation and the term in the last place, which tells properties apart; nil for a variable.
  private var deniedBySpot: [Spot: Group] = [:]
  private var denied: [UInt32: Group] = [:]
  private var byNumber: [UInt32: Needs] = [:]

  init(_ program: Program) { self.program = program }

  // MARK: Asking

  func shown(_ atom: Atom) -> Needs {
    let relation = candidates(atom.relation)
    guard let whole = shown[relation.raw] else { return relation == atom.relation ? Needs() : denied(atom) }
    // Which of several picks counts depends on those that are not there.
    if case .candidates = program.roles[relation.index] {
      var needs = whole
      needs.add(denied(atom))
      return needs
    }
    // Each place that names a term bounds what the rules for such facts need.
    var least = whole
    for (place, operand) in atom.places.enumerated() {
      guard case .term(let term) = operand else { continue }
      var here = shownBySpot[Spot(relation: relation.raw, place: place, term: term.raw)] ?? Needs()
      here.raise(to: shownBySpot[Spot(relation: relation.raw, place: place)] ?? Needs())
      least = least.meet(here)
    }
    return least
  }

  /// That no rule concludes a fact.
  func denied(_ atom: Atom) -> Needs {
    let relation = candidates(atom.relation)
    guard let whole = denied[relation.raw] else { return Needs() }
    if case .candidates = program.roles[relation.index] {
      var needs = whole.needs
      needs.raise(to: shown[relation.raw] ?? Needs())
      return needs
    }
    guard case .term(let term)? = atom.places.last else { return whole.needs }
    let place = atom.places.count - 1
    var needs = deniedBySpot[Spot(relation: relation.raw, place: place, term: term.raw)]?.needs ?? Needs()
    needs.add(deniedBySpot[Spot(relation: relation.raw, place: place)]?.needs ?? Needs())
    return needs
  }

  /// That a number stays what it is.
  func kept(_ number: NumberID) -> Needs { byNumber[number.raw] ?? Needs() }

  /// That the other rules for a conclusion go on to fire or not.
  func rivals(_ head: HornClause.Head) -> Needs {
    switch head {
    case .fact(let atom):
      var needs = denied(atom)
      // Two picks may contest a choice.
      if case .candidates = program.roles[atom.relation.index] { needs.add(shown[atom.relation.raw] ?? Needs()) }
      return needs
    case .set(let number, _, _), .add(let number, _, _): return kept(number)
    }
  }

  private func candidates(_ relation: RelationID) -> RelationID {
    if case .picks(let choice) = program.roles[relation.index] { return program.choices[choice.index].candidates }
    return relation
  }

  // MARK: Keeping

  /// Keeps what a clause takes.
  mutating func insert(_ clause: HornClause, _ needs: KeepingNeeds, _ denial: Denial) {
    switch clause.head {
    case .fact(let atom):
      if !needs.shown.isEmpty { insert(atom, needs.shown) }
      if needs.denied.isEmpty { return }
      denied[atom.relation.raw, default: Group()].insert(denial, needs.denied)
      var spot = Spot(relation: atom.relation.raw, place: atom.places.count - 1)
      if case .term(let term)? = atom.places.last { spot.term = term.raw }
      deniedBySpot[spot, default: Group()].insert(denial, needs.denied)
    case .set(let number, _, _), .add(let number, _, _):
      let either = needs.either
      if !either.isEmpty { byNumber[number.raw, default: Needs()].add(either) }
    }
  }

  private mutating func insert(_ atom: Atom, _ needs: Needs) {
    shown[atom.relation.raw, default: Needs()].raise(to: needs)
    for (place, operand) in atom.places.enumerated() {
      var spot = Spot(relation: atom.relation.raw, place: place)
      if case .term(let term) = operand { spot.term = term.raw }
      shownBySpot[spot, default: Needs()].raise(to: needs)
    }
  }
}
