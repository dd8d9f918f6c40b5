import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// What the examples of a rule set reach.
public enum Coverage {
  /// For each rule whether its whole condition holds in some example; unknown facts count as not given.
  public static func ofRules(_ set: RuleSet) -> [Bool] {
    var covered = Array(repeating: false, count: set.rules.count)
    if set.examples.isEmpty { return covered }
    let judge = Judge(set)
    for example in set.examples {
      guard let program = judge.program(for: example.memberships) else { continue }
      mark(program.run(example.facts), set, &covered)
      if !covered.contains(false) { break }
    }
    return covered
  }

  private static func mark(_ run: Run, _ set: RuleSet, _ covered: inout [Bool]) {
    let explainer = Explainer(run)
    for (index, rule) in set.rules.enumerated() where !covered[index] {
      covered[index] = rule.hornClauses.contains { clause in
        guard run.program.clauses[clause].conclusion >= 0, mayHold(run.program.clauses[clause].head, run) else {
          return false
        }
        return !explainer.solutions(of: clause, limit: 1).isEmpty
      }
    }
  }

  /// Whether the conclusion is there; without it the clause cannot have held.
  private static func mayHold(_ head: HornClause.Head, _ run: Run) -> Bool {
    guard case .fact(let atom) = head else { return true }
    var terms: [TermID] = []
    for place in atom.places {
      guard case .term(let term) = place else { return run.count(of: atom.relation) > 0 }
      terms.append(term)
    }
    return run.fact(atom.relation, terms) != nil
  }
}
