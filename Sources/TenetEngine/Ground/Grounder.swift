import TenetModel
import TenetText

/// Replaces the variables of a clause by everything that they can be.
struct Grounder {
  /// More instances of one clause than this, and the general evaluation is the better way.
  static var mostInstances: Int { 256 }

  struct Instance {
    var head: GroundRules.Fact
    var positives: [GroundRules.Fact] = []
    var negatives: [GroundRules.Fact] = []
    var counts: [Count] = []
  }

  struct Count {
    var facts: [GroundRules.Fact]
    var least: Int32
    var most: Int32
    var isInside: Bool
    var premises: Int32
  }

  let program: Program
  let vocabulary: Vocabulary

  init(_ program: Program, _ vocabulary: Vocabulary) {
    self.program = program
    self.vocabulary = vocabulary
  }

  /// The instances that can hold; nil where the clause cannot be ground.
  func instances(of index: Int) -> [Instance]? {
    let clause = program.clauses[index]
    guard case .fact(let head) = clause.head, let domains = domains(of: clause) else { return nil }
    var bindings: [[TermID?]] = [Array(repeating: nil, count: clause.variableCount)]
    for (slot, domain) in domains.enumerated() {
      guard let domain else { continue }
      if bindings.count * max(domain.count, 1) > Grounder.mostInstances { return nil }
      bindings = bindings.flatMap { binding in
        domain.map { term in
          var bound = binding
          bound[slot] = term
          return bound
        }
      }
    }
    var result: [Instance] = []
    for binding in bindings {
      guard let fact = ground(head, binding) else { return nil }
      guard let body = instances(of: clause.body, Instance(head: fact), binding) else { return nil }
      result += body
      if result.count > Grounder.mostInstances { return nil }
    }
    return result
  }

  // MARK: Domains

  /// For each variable that the clause binds, the members of one of its kinds; nil where one has none.
  private func domains(of clause: HornClause) -> [[TermID]?]? {
    var domains: [[TermID]?] = Array(repeating: nil, count: clause.variableCount)
    var isUsed = Array(repeating: false, count: clause.variableCount)
    for literal in clause.body {
      guard let atom = literal.boundAtom else { continue }
      for (place, operand) in atom.places.enumerated() {
        guard case .variable(let slot) = operand else { continue }
        isUsed[slot] = true
        guard let members = members(atom.relation, place) else { continue }
        if domains[slot] == nil || members.count < (domains[slot]?.count ?? 0) { domains[slot] = members }
      }
    }
    for slot in domains.indices where isUsed[slot] && domains[slot] == nil { return nil }
    return domains
  }

  /// What can stand in a place; nil for anything.
  private func members(_ relation: RelationID, _ place: Int) -> [TermID]? {
    let shape = vocabulary.relations[relation.index]
    switch shape.role {
    case .kind(let kind): return vocabulary.kinds[kind.index].isDeclared ? vocabulary.kinds[kind.index].members : nil
    case .candidates(let choice), .picks(let choice):
      let plan = program.choices[choice.index]
      return plan.options + (plan.otherwise.map { plan.options.contains($0) ? [] : [$0] } ?? [])
    case .verb, .auxiliary:
      guard let kind = shape.kinds[place], vocabulary.kinds[kind.index].isDeclared else { return nil }
      let members = vocabulary.kinds[kind.index].members
      return members.contains(.self) ? members : members + [.self]
    }
  }

  // MARK: Bodies

  private func instances(of body: [Literal], _ start: Instance, _ binding: [TermID?]) -> [Instance]? {
    var partial = [start]
    for literal in body {
      switch literal {
      case .match(let atom), .bind(let atom):
        guard let facts = expand(atom, binding) else { return nil }
        if case .kind = vocabulary.relations[atom.relation.index].role {
          if !facts.contains(where: { isMember($0) }) { return [] }
          continue
        }
        partial = partial.flatMap { instance in
          facts.map { fact in
            var next = instance
            next.positives.append(fact)
            return next
          }
        }
      case .same(let left, let right, let holds):
        if (term(left, binding) == term(right, binding)) != holds { return [] }
      case .compare: return nil
      case .count(let atom, let test):
        guard let applied = apply(atom, test, binding, partial) else { return nil }
        partial = applied
      }
      if partial.count > Grounder.mostInstances { return nil }
    }
    return partial
  }

  private func isMember(_ fact: GroundRules.Fact) -> Bool {
    guard case .kind(let kind) = vocabulary.relations[fact.relation.index].role else { return false }
    return vocabulary.kinds[kind.index].memberSet.contains(fact.terms[0])
  }

  private func apply(
    _ atom: Atom, _ test: CountTest, _ binding: [TermID?], _ partial: [Instance]
  ) -> [Instance]? {
    if case .kind = vocabulary.relations[atom.relation.index].role {
      guard let facts = expand(atom, binding), test.place == nil else { return nil }
      return facts.contains { isMember($0) } ? [] : partial
    }
    guard let place = test.place else {
      guard let facts = expand(atom, binding) else { return nil }
      return partial.map { instance in
        var next = instance
        next.negatives += facts
        return next
      }
    }
    // Other free places would make one value count by several facts.
    for (other, operand) in atom.places.enumerated() where other != place && operand == .any { return nil }
    guard var terms = counted(atom, place, test) else { return nil }
    if let excluded = test.excluding, let term = term(excluded, binding) { terms.removeAll { $0 == term } }
    var facts: [GroundRules.Fact] = []
    for term in terms {
      var filled = atom
      filled.places[place] = .term(term)
      guard let fact = ground(filled, binding) else { return nil }
      facts.append(fact)
    }
    let every = test.kind.flatMap { members($0, 0)?.count } ?? facts.count
    let count = count(facts, test.bound, every: every)
    return partial.map { instance in
      var next = instance
      next.counts.append(count)
      return next
    }
  }

  /// The terms that a count looks for.
  private func counted(_ atom: Atom, _ place: Int, _ test: CountTest) -> [TermID]? {
    if let kind = test.kind { return members(kind, 0) }
    return members(atom.relation, place)
  }

  private func count(_ facts: [GroundRules.Fact], _ bound: CountTest.Bound, every: Int) -> Count {
    let all = Int32(facts.count)
    let make = { (least: Int, most: Int32, isInside: Bool, premises: Int) in
      Count(
        facts: facts, least: Int32(clamping: least), most: most, isInside: isInside, premises: Int32(clamping: premises)
      )
    }
    switch bound {
    case .atLeast(let count): return make(count, all, true, count)
    case .atMost(let count): return make(0, Int32(clamping: count), true, 0)
    case .exactly(let count): return make(count, Int32(clamping: count), true, count)
    case .notExactly(let count): return make(count, Int32(clamping: count), false, 0)
    case .every: return make(every, all, true, every)
    case .notEvery: return make(every, all, false, 0)
    }
  }

  // MARK: Facts

  /// The facts that an atom can be; each free place takes everything that fits it. Nil where that is unknown.
  private func expand(_ atom: Atom, _ binding: [TermID?]) -> [GroundRules.Fact]? {
    var rows: [[TermID]] = [[]]
    for (place, operand) in atom.places.enumerated() {
      if operand == .any {
        guard let members = members(atom.relation, place) else { return nil }
        rows = rows.flatMap { row in members.map { row + [$0] } }
      } else {
        guard let term = term(operand, binding) else { return nil }
        rows = rows.map { $0 + [term] }
      }
      if rows.count > Grounder.mostInstances { return nil }
    }
    return rows.map { GroundRules.Fact(atom.relation, $0) }
  }

  private func ground(_ atom: Atom, _ binding: [TermID?]) -> GroundRules.Fact? {
    var terms: [TermID] = []
    for operand in atom.places {
      guard let term = term(operand, binding) else { return nil }
      terms.append(term)
    }
    return GroundRules.Fact(atom.relation, terms)
  }

  private func term(_ operand: Operand, _ binding: [TermID?]) -> TermID? {
    switch operand {
    case .term(let term): return term
    case .variable(let slot): return binding[slot]
    case .any: return nil
    }
  }
}

extension Literal {
  /// The atom of a literal that binds variables.
  fileprivate var boundAtom: Atom? {
    switch self {
    case .match(let atom), .bind(let atom): return atom
    case .count, .compare, .same: return nil
    }
  }
}
