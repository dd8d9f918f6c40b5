import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// Why something does not hold: every rule that could conclude it, the nearest miss first.
public struct Misses: Sendable {
  public var goal: Goal
  public var rules: [Miss] = []
  /// What is picked in its place, where a pick was asked for; of a number with a value what it comes to.
  public var instead: [Trace] = []
  public var ways: Ways
}

extension Inquiry {
  /// What keeps the goal from holding: every rule that could conclude it, taken apart down to what the profile gives.
  ///
  /// Cost: as ``how(_:negated:_:)``, and then in proportion to the answer.
  public func whyNot(_ goal: Goal, limit: Int = .max) -> Misses {
    let search = MissSearch(self, goal)
    var shortfalls = ShortfallSearch(self, search, goal)
    var rules = search.misses(goal)
    for index in rules.indices { rules[index].below = shortfalls.trace(of: rules[index]) }
    var ways = Ways(goal: goal, isNegated: false)
    if search.run.isComplete, holds(goal, in: search.run) {
      ways.ways = [Way(changes: [], cost: 0)]
    } else {
      find(&ways, in: search.space, HowOptions(limit: limit))
    }
    return Misses(goal: goal, rules: rules, instead: picked(goal, search.run), ways: ways)
  }

  /// The rules that could conclude the goal, each with what it misses, the nearest first.
  public func misses(of goal: Goal) -> [Miss] { MissSearch(self, goal).misses(goal) }

  private func picked(_ goal: Goal, _ run: Run) -> [Trace] {
    let tracer = Tracer(run)
    switch goal {
    case .pick(let choice, _): return run.picks(of: choice).map { tracer.trace(of: $0) }
    case .number(let number, let subject, _?):
      let isKnown = run.value(of: number, subject: subject) != .unknown
      return isKnown ? [tracer.trace(of: number, subject: subject)] : []
    default: return []
    }
  }
}

/// Finds for each rule the branch and binding that come nearest to a conclusion.
struct MissSearch {
  let inquiry: Inquiry
  let run: Run
  let explainer: Explainer
  let space: ChangeSpace
  private let prices: CheapestCosts
  private let heads: Heads
  private var program: Program { inquiry.program }

  init(_ inquiry: Inquiry, _ goal: Goal) {
    self.inquiry = inquiry
    run = inquiry.run()
    explainer = Explainer(run)
    heads = Heads(inquiry.program)
    space = ChangeSpace(inquiry, [goal])
    prices = CheapestCosts(space.symbolic.diagrams)
  }

  /// The nearest miss of each rule that could conclude the goal, the nearest rule first.
  func misses(_ goal: Goal) -> [Miss] {
    var best: [RuleID: Miss] = [:]
    let note = { (miss: Miss) in
      if let known = best[miss.rule], !precedes(miss, known) { return }
      best[miss.rule] = miss
    }
    var found: Set<Int> = []
    var cheapest: [RuleID: Int] = [:]
    let instances = instances(goal, space.symbolic.circuit).map { (instance: $0, cost: cost($0)) }
    for (instance, cost) in instances {
      let rule = program.clauses[instance.clause].rule
      cheapest[rule] = min(cheapest[rule] ?? .max, cost ?? .max)
    }
    for (instance, cost) in instances {
      found.insert(instance.clause)
      // Only the cheapest ways of a rule may be its nearest.
      guard (cost ?? .max) == cheapest[program.clauses[instance.clause].rule] else { continue }
      var miss = miss(instance.clause, instance.binding)
      miss.cost = cost
      miss.isCostKnown = cost != nil || !space.symbolic.isExhausted
      note(miss)
    }
    for (clause, binding) in clauses(concluding: goal) where !found.contains(clause) { note(miss(clause, binding)) }
    let misses = best.values.filter { $0.rule.index < inquiry.judge.set.rules.count }
    return misses.sorted { precedes($0, $1) }
  }

  /// Whether no rule could conclude the goal.
  func isBase(_ goal: Goal) -> Bool { clauses(concluding: goal).isEmpty }

  /// Whether a literal does not hold; one that speaks of something still open does not.
  func fails(_ literal: Int, _ clause: Int, _ binding: [TermID?]) -> Bool {
    guard isBound(program.clauses[clause].body[literal], binding) else { return true }
    return !explainer.outcome(of: literal, in: clause, binding: binding, limit: 1).holds
  }

  /// The facts that could fit a literal of a miss.
  func candidates(_ literal: Int, _ miss: Miss) -> [Fact] {
    let horn = program.clauses[miss.clause]
    guard isBound(horn.body[literal], miss.binding), case .count(_, let test) = horn.body[literal] else { return [] }
    let facts = space.symbolic.circuit.relaxation.facts(of: literal, in: miss.clause, miss.binding)
    guard let place = test.place else { return facts }
    let excluded = test.excluding?.term(miss.binding)
    return facts.filter { fact in
      fact.terms[place] != excluded
        && test.kind.map { run.fact($0, [fact.terms[place]]) != nil } ?? true
    }
  }

  /// The fewest changes that make the whole instance hold; nil where none do, or where it was not found out.
  private func cost(_ instance: Circuit.Instance) -> Int? {
    let symbolic = space.symbolic
    if symbolic.isExhausted { return nil }
    let function = symbolic.diagrams.and(symbolic.diagram(of: instance), symbolic.isWorld)
    return symbolic.isExhausted ? nil : prices.cost(of: function)
  }

  /// Nearer first: by cost, then by what fails, then by the order of the rules.
  private func precedes(_ left: Miss, _ right: Miss) -> Bool {
    if left.cost != right.cost { return (left.cost ?? .max) < (right.cost ?? .max) }
    if left.fails.count != right.fails.count { return left.fails.count < right.fails.count }
    if left.clause != right.clause { return left.clause < right.clause }
    return left.binding.map { $0?.raw ?? .max }.lexicographicallyPrecedes(right.binding.map { $0?.raw ?? .max })
  }

  private func miss(_ clause: Int, _ binding: [TermID?]) -> Miss {
    let horn = program.clauses[clause]
    var miss = Miss(rule: horn.rule, clause: clause, binding: binding)
    for leaf in horn.origins.uniqued() {
      let literals = horn.body.indices.filter { horn.origins[$0] == leaf }
      if literals.contains(where: { fails($0, clause, binding) }) {
        miss.fails.append(leaf)
      } else {
        miss.holds.append(leaf)
      }
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
      guard let statement = inquiry.statement(goal), let node = circuit.node(statement) else { return [] }
      return circuit.nodes[node].instances
    case .pick(let choice, nil):
      return circuit.picks(of: choice).flatMap { pick in
        let candidate = Fact(program.choices[choice.index].candidates, [pick.term])
        return circuit.node(candidate).map { circuit.nodes[$0].instances } ?? []
      }
    case .number(let number, let subject, _):
      return circuit.nodes[circuit.node(NumberKey(number: number, subject: subject))].instances
    case .conflict(let rule): return circuit.conflicts(rule, inquiry.judge.set)
    }
  }

  /// The clauses that conclude the goal, by their heads alone.
  private func clauses(concluding goal: Goal) -> [(clause: Int, binding: [TermID?])] {
    var result: [(clause: Int, binding: [TermID?])] = []
    let candidates = inquiry.statement(goal).map { heads.clauses($0) } ?? Array(program.clauses.indices)
    for index in candidates {
      let clause = program.clauses[index]
      var binding: [TermID?] = Array(repeating: nil, count: clause.variableCount)
      switch (clause.head, goal) {
      case (.fact(let head), _):
        if case .conflict(let rule) = goal {
          if clause.rule == rule, clause.conclusion >= 0 { result.append((index, binding)) }
          continue
        }
        guard let statement = inquiry.statement(goal), statement.relation == head.relation,
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
