import TenetModel

/// How many terms that nobody mentions may matter to a rule set, by class of places.
///
/// Of a profile that shows something of one rule, only some terms have to stay: those that a proof of its condition names,
/// and those by which other rules with the same conclusion go on not to fire. Facts that a profile gives need nothing to
/// stay away. What a rule says is not so may take a term to be so; where it says so of each value of a variable that its
/// conclusion does not name, each may take terms of its own.
///
/// A circle of rules is not written out: what it carries on, a profile can give at once.
struct SpareTerms {
  private let universe: Universe
  private var conclusions: ConclusionNeeds
  /// For each clause that takes terms, with its rivals.
  private(set) var totals: [Needs] = []

  init(_ program: Program, _ universe: Universe) {
    self.universe = universe
    conclusions = ConclusionNeeds(program)
    var own: [Needs] = []
    for step in program.schedule {
      guard case .derive(let clauses, let isRecursive, _) = step else { continue }
      let made = clauses.map { index in needs(program.clauses[index], index, isRecursive) }
      for (index, made) in zip(clauses, made) {
        conclusions.insert(program.clauses[index], made.needs, made.denial)
      }
    }
    for clause in program.clauses {
      var total = variables(clause, withHead: true)
      total.add(premises(clause))
      own.append(total)
    }
    for (index, clause) in program.clauses.enumerated() {
      own[index].add(conclusions.rivals(clause.head))
      totals.append(own[index])
    }
  }

  // MARK: Clauses

  private func needs(_ clause: HornClause, _ index: Int, _ isRecursive: Bool) -> (needs: KeepingNeeds, denial: Denial) {
    var needs = KeepingNeeds()
    needs.shown = variables(clause, withHead: false)
    needs.shown.add(premises(clause))
    if case .add = clause.head { needs.shown = multiply(needs.shown, hiddenValues(clause.body, clause)) }
    var denials: [Denial.Count] = []
    var hidden = Needs()
    var isShared = true
    for literal in clause.body {
      let one = denied(literal, clause)
      if one.isEmpty { continue }
      let times = hiddenValues([literal], clause)
      // One condition that does not hold is enough, but for each value it may be another one.
      if times == 1 { needs.denied.raise(to: one) } else { hidden.add(one, times: times) }
      if times == 1, case .count(let atom, let test) = literal {
        denials.append(inHead(atom, test, clause.head))
      } else {
        isShared = false
      }
    }
    needs.denied.raise(to: hidden)
    // Each turn of a circle may take terms of its own.
    if isRecursive { needs.denied = multiply(needs.denied, Needs.most) }
    return (needs, isShared ? .counts(denials) : .clause(index))
  }

  /// Behind all conditions of a clause, and the numbers that it concludes.
  private func premises(_ clause: HornClause) -> Needs {
    var needs = Needs()
    for literal in clause.body { needs.add(shown(literal, clause)) }
    switch clause.head {
    case .fact: break
    case .set(_, _, let value), .add(_, _, let value):
      for number in value.numbers { needs.add(conclusions.kept(number.number)) }
    }
    return needs
  }

  /// As many terms as a clause has variables and `_` in places for any term. What else says of a variable that it is a member
  /// of some kind may be just the condition that is asked about, so it counts.
  private func variables(_ clause: HornClause, withHead: Bool) -> Needs {
    var needs = Needs()
    var roots: [Int: Int] = [:]
    for literal in clause.body {
      let atom: Atom
      switch literal {
      case .match(let found), .bind(let found): atom = found
      case .same, .count, .compare: continue
      }
      for (place, operand) in atom.places.enumerated() where !universe.isClosed(atom.relation, place) {
        switch operand {
        case .term: break
        case .any: needs.add(universe.root(atom.relation, place), 1)
        case .variable(let slot): roots[slot] = universe.root(atom.relation, place)
        }
      }
    }
    for (slot, root) in roots where withHead || !isNamed(slot, clause.head) {
      needs.add(root, 1)
    }
    return needs
  }

  private func multiply(_ needs: Needs, _ times: Int) -> Needs {
    var product = Needs()
    product.add(needs, times: times)
    return product
  }

  // MARK: Conditions

  /// What it takes that a condition goes on to hold, beyond what a clause names.
  private func shown(_ literal: Literal, _ clause: HornClause) -> Needs {
    switch literal {
    case .match(let atom), .bind(let atom): return conclusions.shown(atom)
    case .same: return Needs()
    case .compare: return numbers(literal)
    case .count(let atom, let test):
      switch test.bound {
      case .atLeast(let count): return counted(atom, test, count, isBounded: false)
      case .atMost: return counted(atom, test, 0, isBounded: true)
      case .exactly(let count): return counted(atom, test, count, isBounded: true)
      case .notExactly(let count): return counted(atom, test, count + 1, isBounded: true)
      case .every: return counted(atom, test, members(test), isBounded: false)
      case .notEvery: return counted(atom, test, 0, isBounded: true)
      }
    }
  }

  /// What it takes that a condition goes on not to hold.
  private func denied(_ literal: Literal, _ clause: HornClause) -> Needs {
    switch literal {
    case .match(let atom), .bind(let atom): return conclusions.denied(atom)
    case .same: return Needs()
    case .compare: return numbers(literal)
    case .count(let atom, let test):
      switch test.bound {
      case .atLeast: return counted(atom, test, 0, isBounded: true)
      case .atMost(let count): return counted(atom, test, count + 1, isBounded: false)
      case .exactly(let count): return counted(atom, test, count + 1, isBounded: true)
      case .notExactly(let count): return counted(atom, test, count, isBounded: true)
      case .every: return counted(atom, test, 0, isBounded: true)
      case .notEvery: return counted(atom, test, members(test), isBounded: false)
      }
    }
  }

  /// That so many facts stay, and where they are bounded that no others come.
  private func counted(_ atom: Atom, _ test: CountTest, _ count: Int, isBounded: Bool) -> Needs {
    var needs = Needs()
    for (place, operand) in atom.places.enumerated() where operand == .any && !universe.isClosed(atom.relation, place) {
      if place != test.place || test.kind == nil { needs.add(universe.root(atom.relation, place), count) }
    }
    needs.add(conclusions.shown(atom), times: count)
    guard isBounded else { return needs }
    var instances = 1
    for (place, operand) in atom.places.enumerated() where operand == .any {
      instances = min(Needs.most, instances * values(atom.relation, place))
    }
    needs.add(conclusions.denied(atom), times: instances)
    return needs
  }

  private func numbers(_ literal: Literal) -> Needs {
    guard case .compare(let left, _, let right, _) = literal else { return Needs() }
    var needs = Needs()
    for number in left.numbers + right.numbers { needs.add(conclusions.kept(number.number)) }
    return needs
  }

  /// The same for all rules with that conclusion: its variables are called by their places.
  private func inHead(_ atom: Atom, _ test: CountTest, _ head: HornClause.Head) -> Denial.Count {
    var places: [Operand] = []
    switch head {
    case .fact(let atom): places = atom.places
    case .set(_, let subject, _), .add(_, let subject, _): places = [subject]
    }
    func renamed(_ operand: Operand) -> Operand {
      guard case .variable = operand, let place = places.firstIndex(of: operand) else { return operand }
      return .variable(place)
    }
    var count = Denial.Count(atom: Atom(atom.relation, atom.places.map(renamed)), test: test)
    count.test.excluding = test.excluding.map(renamed)
    return count
  }

  // MARK: Values

  /// How many values the variables of conditions may have that a clause's conclusion does not name.
  private func hiddenValues(_ literals: [Literal], _ clause: HornClause) -> Int {
    var slots: Set<Int> = []
    for literal in literals {
      for case .variable(let slot) in ProfileSpace.operands(literal) where !isNamed(slot, clause.head) {
        slots.insert(slot)
      }
    }
    var times = 1
    for slot in slots { times = min(Needs.most, times * values(slot, clause)) }
    return times
  }

  private func isNamed(_ slot: Int, _ head: HornClause.Head) -> Bool {
    switch head {
    case .fact(let atom): return atom.places.contains(.variable(slot))
    case .set(_, let subject, _), .add(_, let subject, _): return subject == .variable(slot)
    }
  }

  /// How many values a variable of a clause may have; as many as are ever told apart where its places are open.
  private func values(_ slot: Int, _ clause: HornClause) -> Int {
    var count = Needs.most
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom):
        for (place, operand) in atom.places.enumerated() where operand == .variable(slot) {
          count = min(count, values(atom.relation, place))
        }
      case .same, .count, .compare: break
      }
    }
    return count
  }

  /// How many values a place may have: members and `self`.
  private func values(_ relation: RelationID, _ place: Int) -> Int {
    let shape = universe.vocabulary.relations[relation.index]
    var kind = shape.kinds[place]
    if case .kind(let own) = shape.role { kind = own }
    guard let kind, universe.vocabulary.kinds[kind.index].isDeclared else { return Needs.most }
    return universe.vocabulary.kinds[kind.index].members.count + 1
  }

  private func members(_ test: CountTest) -> Int {
    guard let kind = test.kind else { return Needs.most }
    return values(kind, 0)
  }
}
