import TenetModel
import TenetText

/// Which facts, numbers and picks a profile may give, each a variable of the decision diagram.
extension ProfileSpace {
  mutating func addDeclared() {
    // A profile may say of any term that it is of a kind that nobody declares.
    for kind in set.vocabulary.kinds where !kind.isDeclared { relations[kind.relation.index].isOpen = true }
    var start = 0
    for relation in program.facts.relations {
      let arity = program.arities[relation.index]
      relations[relation.index].add(Array(program.facts.terms[start..<start + arity]), DecisionDiagram.yes, &diagram)
      start += arity
    }
  }

  /// What a clause reads and nobody concludes.
  mutating func addBase(_ clause: HornClause) {
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom), .count(let atom, _): addBase(atom)
      case .same: break
      case .compare(let left, _, let right, _):
        for number in left.numbers + right.numbers where !numberClasses.isConcluded[number.number.index] {
          addGiven(number.number, number.subject)
        }
      }
    }
    switch clause.head {
    case .set(_, _, let value), .add(_, _, let value):
      for number in value.numbers where !numberClasses.isConcluded[number.number.index] {
        addGiven(number.number, number.subject)
      }
    case .fact: break
    }
  }

  /// More ground facts of one clause than this are not looked at.
  private static var mostFacts: Int { 2000 }

  private mutating func addBase(_ atom: Atom) {
    switch program.roles[atom.relation.index] {
    case .verb: if relations[atom.relation.index].isOpen { return }
    case .candidates(let choice), .picks(let choice): return addOptions(program.choices[choice.index])
    case .kind, .auxiliary: return
    }
    if atom.places.indices.contains(where: { !isTerm(atom.places[$0]) && universe.isTooSmall(atom.relation, $0) }) {
      relations[atom.relation.index].isOpen = true
      return
    }
    var tuples: [[TermID]] = [[]]
    for (place, operand) in atom.places.enumerated() {
      var terms: [TermID] = []
      if case .term(let term) = operand { terms = [term] } else { terms = universe.terms(atom.relation, place) }
      if tuples.count * terms.count > ProfileSpace.mostFacts {
        relations[atom.relation.index].isOpen = true
        return
      }
      tuples = terms.count == 1 ? tuples.map { $0 + terms } : tuples.flatMap { tuple in terms.map { tuple + [$0] } }
    }
    for tuple in tuples where relations[atom.relation.index].row(tuple) == nil {
      if heads.concludes(atom.relation, tuple) { continue }
      variables.append(.fact(atom.relation, tuple))
      let variable = diagram.variable()
      relations[atom.relation.index].add(tuple, variable, &diagram)
      relations[atom.relation.index].markBase()
      baseNodes[atom.relation.index, default: [:]][tuple] = variable
    }
  }

  /// A profile picks one option of a choice or none: the first of its variables that is true says which. Of `all of` it may
  /// pick several.
  private mutating func addOptions(_ choice: ChoicePlan) {
    let relation = choice.candidates
    guard baseNodes[relation.index] == nil, !heads.concludesAny(relation) else { return }
    baseNodes[relation.index] = [:]
    var rest = DecisionDiagram.yes
    for option in choice.options {
      variables.append(.fact(relation, [option]))
      let variable = diagram.variable()
      let node = diagram.and(rest, variable)
      if case .all = choice.policy {} else { rest = diagram.and(rest, diagram.not(variable)) }
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
    guard known[key] == nil else { return }
    guard let values = numberClasses.values(of: number) else {
      known[key] = .open
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
    distribution.entries.append((.unknown, rest))
    known[key] = distribution
  }
}
