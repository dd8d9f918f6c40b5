import TenetEngine
import TenetModel
import TenetText

/// Why something does not hold: every rule that could conclude it, the nearest miss first.
public struct Misses: Sendable {
  public var goal: Goal
  public var rules: [Miss] = []
  public var ways: Ways
}

/// How near one rule comes to its conclusion.
public struct Miss: Sendable {
  public var rule: RuleID
  /// The branch and the binding that come nearest.
  public var clause: Int
  public var binding: [TermID?]
  /// Clauses of the rule's condition, by index.
  public var holds: [Int] = []
  public var fails: [Int] = []
  /// The fewest changes that make its whole condition hold; nil where none do.
  public var cost: Int?
}

extension Inquiry {
  /// What keeps the goal from holding.
  public func whyNot(_ goal: Goal, limit: Int = .max) -> Misses {
    let ways = how(goal, HowOptions(limit: limit))
    let run = run()
    let explainer = Explainer(run)
    let space = ChangeSpace(self, [goal])
    var best: [RuleID: Miss] = [:]
    let note = { (miss: Miss) in
      if let known = best[miss.rule], !precedes(miss, known) { return }
      best[miss.rule] = miss
    }
    var found: Set<Int> = []
    for instance in instances(goal, space.symbolic.circuit) {
      found.insert(instance.clause)
      var miss = miss(instance.clause, instance.binding, explainer)
      miss.cost = space.ways(space.symbolic.diagram(of: instance), onlyCheapest: true).ways.first?.cost
      note(miss)
    }
    for (clause, binding) in clauses(concluding: goal) where !found.contains(clause) {
      note(miss(clause, binding, explainer))
    }
    let misses = best.values.filter { $0.rule.index < judge.set.rules.count }
    return Misses(goal: goal, rules: misses.sorted { precedes($0, $1) }, ways: ways)
  }

  /// Nearer first: by cost, then by what fails, then by the order of the rules.
  private func precedes(_ left: Miss, _ right: Miss) -> Bool {
    if left.cost != right.cost { return (left.cost ?? .max) < (right.cost ?? .max) }
    if left.fails.count != right.fails.count { return left.fails.count < right.fails.count }
    if left.clause != right.clause { return left.clause < right.clause }
    return left.binding.map { $0?.raw ?? .max }.lexicographicallyPrecedes(right.binding.map { $0?.raw ?? .max })
  }

  private func miss(_ clause: Int, _ binding: [TermID?], _ explainer: Explainer) -> Miss {
    let horn = program.clauses[clause]
    var miss = Miss(rule: horn.rule, clause: clause, binding: binding)
    for leaf in horn.origins.uniqued() {
      let literals = horn.body.indices.filter { horn.origins[$0] == leaf }
      let holds = literals.allSatisfy { literal in
        guard isBound(horn.body[literal], binding) else { return false }
        return explainer.outcome(of: literal, in: clause, binding: binding, limit: 1).holds
      }
      if holds { miss.holds.append(leaf) } else { miss.fails.append(leaf) }
    }
    return miss
  }

  /// Whether a literal can be looked at under a partial binding.
  private func isBound(_ literal: Literal, _ binding: [TermID?]) -> Bool {
    let isKnown = { (operand: Operand) -> Bool in
      if case .variable(let slot) = operand { return slot < binding.count && binding[slot] != nil }
      return true
    }
    switch literal {
    case .match, .bind: return true
    case .count(let atom, let test): return atom.places.allSatisfy(isKnown) && (test.excluding.map(isKnown) ?? true)
    case .same(let left, let right, _): return isKnown(left) && isKnown(right)
    case .compare(let left, _, let right, _):
      return (left.subjects + right.subjects).allSatisfy(isKnown)
    }
  }

  // MARK: Ways to conclude

  private func instances(_ goal: Goal, _ circuit: Circuit) -> [Circuit.Instance] {
    switch goal {
    case .fact, .pick(_, .some):
      guard let statement = statement(goal), let node = circuit.node(statement) else { return [] }
      return circuit.nodes[node].instances
    case .pick(let choice, nil):
      return circuit.picks(of: choice).flatMap { pick in
        let candidate = Trace.Statement(program.choices[choice.index].candidates, [pick.term])
        return circuit.node(candidate).map { circuit.nodes[$0].instances } ?? []
      }
    case .number(let number, let subject, _):
      return circuit.nodes[circuit.node(NumberKey(number: number, subject: subject))].instances
    case .conflict(let rule): return circuit.conflicts(rule, judge.set)
    }
  }

  /// The clauses that conclude the goal, by their heads alone.
  private func clauses(concluding goal: Goal) -> [(clause: Int, binding: [TermID?])] {
    var result: [(clause: Int, binding: [TermID?])] = []
    for (index, clause) in program.clauses.enumerated() {
      var binding: [TermID?] = Array(repeating: nil, count: clause.variableCount)
      switch (clause.head, goal) {
      case (.fact(let head), _):
        if case .conflict(let rule) = goal {
          if clause.rule == rule, clause.conclusion >= 0 { result.append((index, binding)) }
          continue
        }
        guard let statement = statement(goal), statement.relation == head.relation,
          unify(head.places, statement.terms, &binding)
        else { continue }
        result.append((index, binding))
      case (.set(let number, let operand, _), .number(let wanted, let subject, _)),
        (.add(let number, let operand, _), .number(let wanted, let subject, _)):
        if number == wanted, unify([operand], [subject], &binding) { result.append((index, binding)) }
      default: continue
      }
    }
    return result
  }

  private func unify(_ places: [Operand], _ terms: [TermID], _ binding: inout [TermID?]) -> Bool {
    for (operand, term) in zip(places, terms) {
      switch operand {
      case .term(let constant): if constant != term { return false }
      case .variable(let slot):
        if let known = binding[slot], known != term { return false }
        binding[slot] = term
      case .any: return false
      }
    }
    return true
  }
}

extension Expression {
  /// The subjects of the numbers that it reads.
  var subjects: [Operand] {
    switch self {
    case .literal: return []
    case .number(_, let subject): return [subject]
    case .negate(let inner): return inner.subjects
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
      .divide(let left, let right):
      return left.subjects + right.subjects
    }
  }
}
