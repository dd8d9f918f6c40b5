import TenetModel

/// Goals in a circuit: what people ask for, as its nodes.
extension Circuit {
  /// Makes the nodes of a goal.
  package func prepare(_ goal: Goal, _ set: RuleSet) {
    switch goal {
    case .fact(let relation, let terms): _ = node(Fact(relation, terms))
    case .pick(let choice, _): _ = picks(of: choice)
    case .number(let number, let subject, _): _ = node(NumberKey(number: number, subject: subject))
    case .conflict(let rule): _ = conflicts(rule, set)
    }
  }

  /// The nodes of all picks that there may be.
  package func picks(of choice: ChoiceID) -> [(term: TermID, node: Int)] {
    let relation = program.choices[choice.index].picks
    return relaxation.members(of: relation).compactMap { term in
      node(Fact(relation, [term])).map { (term, $0) }
    }
  }

  /// The ways in which a conflict may hold.
  package func conflicts(_ rule: RuleID, _ set: RuleSet) -> [Instance] {
    set.rules[rule.index].hornClauses.filter { program.clauses[$0].conclusion >= 0 }.flatMap { clause in
      instances(of: clause, Array(repeating: nil, count: program.clauses[clause].variableCount))
    }
  }
}

extension CircuitRun {
  /// Where the goal holds. The goal was prepared before the circuit was expanded.
  // Callers in other targets have no body to specialise: here it is done for them.
  @_specialize(where Algebra == Diagrams)
  @_specialize(where Algebra == Masks)
  package func diagram(_ goal: Goal, _ set: RuleSet, _ terms: TermTable) -> Worlds {
    switch goal {
    case .fact(let relation, let terms): return diagram(Fact(relation, terms))
    case .pick(let choice, let wanted):
      let picks = circuit.picks(of: choice)
      guard let wanted else { return diagrams.or(picks.map { facts[$0.node] }) }
      let isIt = diagrams.or(picks.filter { $0.term == wanted }.map { facts[$0.node] })
      guard terms.isNothing(wanted) else { return isIt }
      return diagrams.or(isIt, diagrams.not(diagrams.or(picks.map { facts[$0.node] })))
    case .number(let number, let subject, let wanted):
      let node = circuit.node(NumberKey(number: number, subject: subject))
      if mode == .support { return facts[node] }
      let cases = numbers[node].filter { entry in
        wanted.map { entry.value == .known($0) } ?? (entry.value.decimal != nil)
      }
      return diagrams.or(cases.map { $0.diagram })
    case .conflict(let rule):
      return diagrams.or(circuit.conflicts(rule, set).map { diagram(of: $0) })
    }
  }
}
