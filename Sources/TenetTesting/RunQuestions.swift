import TenetEngine
import TenetLint
import TenetModel

/// What one run says of the conditions of rules.
package struct RunQuestions {
  private let run: Run
  private let explainer: Explainer

  package init(_ run: Run) {
    self.run = run
    explainer = Explainer(run)
  }

  /// Whether the whole condition of a rule holds.
  func fires(_ rule: Rule) -> Bool { rule.hornClauses.contains { fires(clause: $0) } }

  /// Whether the body of a clause that concludes something holds.
  package func fires(clause index: Int) -> Bool {
    let clause = run.program.clauses[index]
    guard clause.conclusion >= 0, mayHold(clause.head) else { return false }
    return !explainer.solutions(of: index, limit: 1).isEmpty
  }

  /// Whether the conclusion is there; without it the clause cannot have held.
  private func mayHold(_ head: HornClause.Head) -> Bool {
    guard case .fact(let atom) = head else { return true }
    var terms: [TermID] = []
    for place in atom.places {
      guard case .term(let term) = place else { return run.count(of: atom.relation) > 0 }
      terms.append(term)
    }
    return run.fact(atom.relation, terms) != nil
  }

  /// Whether a clause of a rule's condition holds, read without its `not`, for some binding of its variables.
  func holds(_ leaf: Int, of rule: Rule) -> Bool {
    let isNegated = rule.condition.polarity(of: leaf) == false
    var isMet = false
    for index in rule.hornClauses {
      let clause = run.program.clauses[index]
      guard clause.conclusion == 0, clause.origins.contains(leaf) else { continue }
      let own = clause.body.indices.filter { clause.origins[$0] == leaf }
      let binding: [TermID?] = Array(repeating: nil, count: clause.variableCount)
      if search(own, binders(of: own, clause), clause, index, binding) { isMet = true }
    }
    return isMet != isNegated
  }

  /// Other literals of the clause that bind what these only use.
  private func binders(of literals: [Int], _ clause: HornClause) -> [Int] {
    var bound = ProfileSpace.bound(by: literals.map { clause.body[$0] })
    var binders: [Int] = []
    for index in clause.body.indices where !literals.contains(index) {
      let own = ProfileSpace.bound(by: [clause.body[index]])
      let isNeeded = literals.contains { literal in
        ProfileSpace.operands(clause.body[literal]).contains { operand in
          if case .variable(let slot) = operand { return !bound.contains(slot) && own.contains(slot) }
          return false
        }
      }
      if isNeeded {
        binders.append(index)
        bound += own
      }
    }
    return binders
  }

  /// Whether some binding fulfils all literals: those that bind first.
  private func search(
    _ literals: [Int], _ binders: [Int], _ clause: HornClause, _ number: Int, _ binding: [TermID?]
  ) -> Bool {
    var rest = binders + literals
    let next =
      rest.firstIndex { if case .match = clause.body[$0] { return true } else { return false } }
      ?? rest.firstIndex { if case .bind = clause.body[$0] { return true } else { return false } } ?? 0
    if rest.isEmpty { return true }
    let literal = rest.remove(at: next)
    let outcome = explainer.outcome(of: literal, in: number, binding: binding)
    switch clause.body[literal] {
    case .match(let atom), .bind(let atom):
      return outcome.facts.contains { fact in
        guard let bound = unify(atom, run.terms(of: fact), binding) else { return false }
        return search(rest, [], clause, number, bound)
      }
    case .count, .compare, .same: return outcome.holds && search(rest, [], clause, number, binding)
    }
  }

  private func unify(_ atom: Atom, _ terms: [TermID], _ binding: [TermID?]) -> [TermID?]? {
    var binding = binding
    for (place, operand) in atom.places.enumerated() {
      guard case .variable(let slot) = operand else { continue }
      if let value = binding[slot], value != terms[place] { return nil }
      binding[slot] = terms[place]
    }
    return binding
  }
}
