import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// What the examples of a rule set reach.
///
/// A rule is covered when its whole condition, `unless` included, holds in some example; conflicts are rules too. A clause
/// of a condition, and an exception, is covered when it was seen to hold and seen not to. Unknown facts count as not given.
public struct Coverage: Sendable {
  /// How often each rule fired: in how many examples.
  public private(set) var rules: [Int]
  /// For each rule, for each leaf of its condition, in how many examples it held and in how many not.
  public private(set) var conditions: [[(held: Int, failed: Int)]]
  /// For each rule with an exception, in how many examples that held and in how many not.
  public private(set) var exceptions: [(held: Int, failed: Int)?]

  /// Runs the examples with these indices.
  public init(_ set: RuleSet, examples: [Int]) {
    rules = Array(repeating: 0, count: set.rules.count)
    conditions = set.rules.map { $0.clauses.map { _ in (0, 0) } }
    exceptions = set.rules.map { $0.exception == nil ? nil : (0, 0) }
    let judge = Judge(set)
    for index in examples {
      let example = set.examples[index]
      guard let program = judge.program(for: example.memberships) else { continue }
      add(RunQuestions(program.run(example.facts)), set)
    }
  }

  private mutating func add(_ questions: RunQuestions, _ set: RuleSet) {
    for (index, rule) in set.rules.enumerated() {
      if questions.fires(rule) { rules[index] += 1 }
      var holds: [Bool] = []
      for leaf in rule.clauses.indices {
        holds.append(questions.holds(leaf, of: rule))
        if holds[leaf] { conditions[index][leaf].held += 1 } else { conditions[index][leaf].failed += 1 }
        // A range over a kind holds of its members, whatever the example: there is no other way to see.
        if case .member(.operand(.variable), _, negated: false) = rule.clauses[leaf].meaning {
          conditions[index][leaf].failed += 1
        }
      }
      guard let exception = rule.exception, let known = exceptions[index] else { continue }
      let isMet = exception.holds { holds[$0] }
      exceptions[index] = isMet ? (known.held + 1, known.failed) : (known.held, known.failed + 1)
    }
  }
}

extension Condition {
  /// Whether it holds where the leaves do as told.
  func holds(_ leaf: (Int) -> Bool) -> Bool {
    switch self {
    case .clause(let index): return leaf(index)
    case .not(let inner): return !inner.holds(leaf)
    case .and(let parts): return parts.allSatisfy { $0.holds(leaf) }
    case .or(let parts): return parts.contains { $0.holds(leaf) }
    }
  }
}

/// What one run says of the conditions of rules.
struct RunQuestions {
  private let run: Run
  private let explainer: Explainer

  init(_ run: Run) {
    self.run = run
    explainer = Explainer(run)
  }

  /// Whether the whole condition of a rule holds.
  func fires(_ rule: Rule) -> Bool { rule.hornClauses.contains { fires(clause: $0) } }

  /// Whether the body of a clause that concludes something holds.
  func fires(clause index: Int) -> Bool {
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
