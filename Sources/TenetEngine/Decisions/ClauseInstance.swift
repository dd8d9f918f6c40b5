import TenetProgram
import TenetText

/// A clause of a program with terms in place of its variables, and what each of its literals stands on.
public struct ClauseInstance: Sendable {
  /// What a literal of a clause that holds stands on.
  public enum Ground: Hashable, Sendable {
    /// A fact, by its number in a ``FactTable``.
    case fact(Int)
    /// A member that its kind's declaration lists.
    case member(Fact)
    /// A count of facts, by its number: see ``SlotProgram/counted(_:)``.
    case count(Int)
    /// A count of facts, by its number: see ``RestBatch/counted(_:_:)``.
    case check(Int)
    /// Nothing that stands in a proof by its name: something that is not, a comparison, what only binds variables.
    case none
    /// Something that only the general engine finds.
    case open
  }

  /// The index in ``Program/clauses``.
  public var clause: Int
  /// By variable.
  public var binding: [TermID?]
  /// By literal.
  public var grounds: [Ground]

  /// Puts the grounds together from the facts and counts that were read, each in the order of the literals.
  ///
  /// - Parameters:
  ///   - premises: of the literals that heights are taken from, but for memberships where kinds are decided.
  ///   - counts: as many as the clause has counts of something, or they are open.
  init(_ program: Program, _ clause: Int, binding: [TermID?], premises: [Int], counts: [Int], decidesKinds: Bool) {
    self.clause = clause
    self.binding = binding
    let body = program.clauses[clause].body
    let isCounted = body.count { $0.countsValues } == counts.count
    var premises = premises.makeIterator()
    var counts = counts.makeIterator()
    grounds = body.map { literal in
      switch literal {
      case .match(let atom):
        if decidesKinds, case .kind = program.roles[atom.relation.index] {
          return atom.ground(binding).map { .member($0) } ?? .open
        }
        return premises.next().map { .fact($0) } ?? .open
      case .count where literal.countsValues: return isCounted ? counts.next().map { .count($0) } ?? .open : .open
      case .bind, .count, .compare, .same: return .none
      }
    }
  }
}

extension Literal {
  /// A count of values, as against the question whether anything fits.
  fileprivate var countsValues: Bool {
    if case .count(_, let test) = self { return test.place != nil }
    return false
  }

  /// ``RestRules`` decide it for each profile.
  var isChecked: Bool {
    switch self {
    case .count(let atom, let test): test.place != nil || atom.places.contains(.any)
    case .compare: true
    case .match, .bind, .same: false
    }
  }
}

extension SlotProgram {
  /// An instance of a clause that can hold, by its number; it is not one of a pick or a count.
  public func instance(_ number: Int) -> ClauseInstance {
    let clause = clauses[number]
    let countStart = atoms.count + conditions.count
    var premises: [Int] = []
    var counts: [Int] = []
    for read in reads[Int(clause.start)..<Int(clause.premiseEnd)] {
      if read < atoms.count { premises.append(Int(read)) } else { counts.append(Int(read) - countStart) }
    }
    return ClauseInstance(
      compiled.program, Int(clause.clause), binding: bindings[number], premises: premises, counts: counts,
      decidesKinds: decidesKinds)
  }

  public var countCount: Int { counts.count }

  /// The facts that a count looks at, each for a value of its own, and how many of them, the earliest, a proof names.
  public func counted(_ count: Int) -> (facts: [Int], premises: Int) {
    (counts[count].facts.map { Int($0) }, counts[count].test.premises)
  }

  /// Members that declarations of kinds list, by their places among all facts of the program.
  public func declaredMembers() -> [Fact: Int] {
    var members: [Fact: Int] = [:]
    var start = 0
    for (index, relation) in compiled.program.facts.relations.enumerated() {
      let end = start + compiled.program.arities[relation.index]
      let fact = Fact(relation, Array(compiled.program.facts.terms[start..<end]))
      if members[fact] == nil { members[fact] = index }
      start = end
    }
    return members
  }

  /// The instances of a clause of the program, rising. Cost: linear in all instances.
  public func instances(ofClause clause: Int) -> [Int] {
    clauses.indices.filter { clauses[$0].kind == .rule && clauses[$0].clause == clause }
  }

  /// Whether some clause of the program has several instances.
  public var hasSeveralInstances: Bool {
    var seen: Set<Int32> = []
    return clauses.contains { ($0.kind == .rule || $0.kind == .effect) && !seen.insert($0.clause).inserted }
  }

  /// Whether clauses that are left over count values, or conclude numbers.
  public var restCountsOrAdds: Bool {
    compiled.program.clauses.indices.contains { index in
      let clause = compiled.program.clauses[index]
      return isLeft[index] && (clause.head.atom == nil || clause.body.contains { $0.countsValues })
    }
  }

  /// The instances by which a clause of the program concludes the fact of a slot, rising.
  public func instances(ofClause clause: Int, concluding slot: SlotID) -> [Int] {
    concluders[Int(concluderStarts[slot.index])..<Int(concluderStarts[slot.index + 1])]
      .filter { clauses[Int($0)].clause == clause }.map { Int($0) }
  }
}

extension RestBatch {
  /// An instance of a clause, by its number.
  public func instance(_ number: Int, of clause: Int, _ facts: borrowing FactTable) -> ClauseInstance {
    let program = program.compiled.program
    let read = self.facts(ofInstance: number)
    var binding: [TermID?] = Array(repeating: nil, count: program.clauses[clause].variableCount)
    var premises = read.premises.makeIterator()
    var others = read.others.makeIterator()
    for literal in program.clauses[clause].body {
      switch literal {
      case .match(let atom): if let fact = premises.next() { atom.bind(facts.terms(of: fact), &binding) }
      case .bind(let atom): if let fact = others.next() { atom.bind(facts.terms(of: fact), &binding) }
      case .count, .compare, .same: break
      }
    }
    var instance = ClauseInstance(
      program, clause, binding: binding, premises: read.premises, counts: [], decidesKinds: false)
    var checks = checks(ofInstance: number).makeIterator()
    for (literal, condition) in program.clauses[clause].body.enumerated() where condition.isChecked {
      let check = checks.next()
      if condition.countsValues { instance.grounds[literal] = check.map { .check($0) } ?? .open }
    }
    for (literal, ground) in instance.grounds.enumerated() {
      if case .fact(let fact) = ground, case .kind = program.roles[facts.relation(of: fact).index] {
        instance.grounds[literal] = .member(Fact(facts.relation(of: fact), facts.terms(of: fact)))
      }
    }
    return instance
  }
}

extension Atom {
  /// Gives the variables in it their values, by the terms of a fact.
  fileprivate func bind(_ terms: [TermID], _ binding: inout [TermID?]) {
    for (operand, term) in zip(places, terms) {
      if case .variable(let variable) = operand { binding[variable] = term }
    }
  }
}
