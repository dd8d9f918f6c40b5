import TenetModel
import TenetText

/// A fact that a clause may read and no rule concludes.
private struct BaseFact {
  var relation: RelationID
  var tuple: [TermID]
  /// The values of the clause's variables in it, each as one more than its number; 0 for those that it does not hold.
  var binding: [UInt32]
  /// Among all that were collected.
  var place: Int

  /// Facts of one binding stand together.
  static func precedes(_ left: BaseFact, _ right: BaseFact) -> Bool {
    left.binding == right.binding
      ? left.place < right.place : left.binding.lexicographicallyPrecedes(right.binding)
  }
}

/// Which facts, numbers and picks a profile may give, each a variable of the decision diagram.
extension ProfileSpace {
  mutating func addDeclared() {
    // A profile may say of any term that it is of a kind that nobody declares.
    for kind in set.vocabulary.kinds where !kind.isDeclared { relations[kind.relation.index].isOpen = true }
    // Where anything is given, picks meet those of rules even if nothing reads them.
    if profiles == .all { for choice in program.choices { addOptions(choice) } }
    var start = 0
    for relation in program.facts.relations {
      let arity = program.arities[relation.index]
      relations[relation.index].add(Array(program.facts.terms[start..<start + arity]), DecisionDiagram.yes, &diagram)
      start += arity
    }
  }

  /// What a clause reads and nobody concludes.
  mutating func addBase(_ clause: HornClause) {
    var facts: [BaseFact] = []
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom), .count(let atom, _): collectBase(atom, clause, &facts)
      case .same: break
      case .compare(let left, _, let right, _):
        for number in left.numbers + right.numbers { addGiven(number.number, number.subject) }
      }
    }
    // Facts that one binding of the clause reads stand side by side in the order of variables: the other way round a
    // condition such as `?a runs ?l and not ?a owns ?l` would take exponentially many nodes.
    if clause.variableCount > 0 { facts.sort(by: BaseFact.precedes) }
    for fact in facts { addBase(fact) }
    switch clause.head {
    case .set(_, _, let value), .add(_, _, let value):
      for number in value.numbers { addGiven(number.number, number.subject) }
    case .fact: break
    }
  }

  /// More ground facts of one clause than this are not looked at.
  private static var mostFacts: Int { 2000 }

  private mutating func collectBase(_ atom: Atom, _ clause: HornClause, _ facts: inout [BaseFact]) {
    switch program.roles[atom.relation.index] {
    case .verb: if relations[atom.relation.index].isOpen { return }
    case .candidates(let choice), .picks(let choice): return addOptions(program.choices[choice.index])
    case .kind, .auxiliary: return
    }
    if atom.places.indices.contains(where: { !isTerm(atom.places[$0]) && universe.isTooSmall(atom.relation, $0) }) {
      relations[atom.relation.index].openBase()
      return
    }
    var tuples: [[TermID]] = [[]]
    for (place, operand) in atom.places.enumerated() {
      var terms: [TermID] = []
      if case .term(let term) = operand { terms = [term] } else { terms = universe.terms(atom.relation, place) }
      if tuples.count * terms.count > ProfileSpace.mostFacts {
        relations[atom.relation.index].openBase()
        return
      }
      tuples = terms.count == 1 ? tuples.map { $0 + terms } : tuples.flatMap { tuple in terms.map { tuple + [$0] } }
    }
    for tuple in tuples where relations[atom.relation.index].row(tuple) == nil {
      if heads.concludes(atom.relation, tuple) { continue }
      var binding: [UInt32] = Array(repeating: 0, count: clause.variableCount)
      for (operand, term) in zip(atom.places, tuple) {
        if case .variable(let slot) = operand { binding[slot] = term.raw + 1 }
      }
      facts.append(BaseFact(relation: atom.relation, tuple: tuple, binding: binding, place: facts.count))
    }
  }

  private mutating func addBase(_ fact: BaseFact) {
    let relation = fact.relation.index
    // Two conditions of a clause may read one fact.
    if relations[relation].row(fact.tuple) != nil { return }
    variables.append(.fact(fact.relation, fact.tuple))
    let variable = diagram.variable()
    relations[relation].add(fact.tuple, variable, &diagram)
    relations[relation].markBase()
    baseNodes[relation, default: [:]][fact.tuple] = variable
  }

  /// A profile picks one option of a choice or none: the first of its variables that is true says which. Of `all of` it may
  /// pick several, and where anything is given, of each.
  private mutating func addOptions(_ choice: ChoicePlan) {
    let relation = choice.candidates
    guard baseNodes[relation.index] == nil, !heads.concludesAny(relation) else { return }
    baseNodes[relation.index] = [:]
    var rest = DecisionDiagram.yes
    for option in choice.options {
      variables.append(.fact(relation, [option]))
      let variable = diagram.variable()
      let node = diagram.and(rest, variable)
      if case .all = choice.policy {} else if profiles == .base { rest = diagram.and(rest, diagram.not(variable)) }
      relations[relation.index].add([option], node, &diagram)
      relations[relation.index].markBase()
      baseNodes[relation.index, default: [:]][[option]] = node
    }
  }

  private func isTerm(_ operand: Operand) -> Bool {
    if case .term = operand { return true } else { return false }
  }

  private mutating func addGiven(_ number: NumberID, _ subject: Operand) {
    if case .term(let term) = subject {
      addGiven(number, term)
    } else {
      for term in universe.subjects(of: number) { addGiven(number, term) }
    }
  }

  /// A given number has one of its values, or none: the first of its variables that is true says which.
  private mutating func addGiven(_ number: NumberID, _ subject: TermID) {
    let key = NumberKey(number: number, subject: subject)
    guard given[key] == nil, profiles == .all || !concludedNumbers.contains(number, subject) else { return }
    guard let values = numberClasses.values(of: number) else {
      given[key] = .open
      return
    }
    var distribution = Distribution()
    var rest = DecisionDiagram.yes
    for value in values {
      variables.append(.number(number, subject, value))
      let variable = diagram.variable()
      distribution.entries.append((.known(value), diagram.and(rest, variable)))
      rest = diagram.and(rest, diagram.not(variable))
    }
    // Where a rule adds to the number, be it of another subject, the profile's own one starts at 0.
    let startsAtZero = profiles == .base && subject == .self && numberClasses.isAdded(number)
    distribution.add(startsAtZero ? .known(ExactDecimal(0)) : .unknown, rest, &diagram)
    given[key] = distribution
  }
}
