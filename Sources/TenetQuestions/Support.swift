import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// Something that a profile gives.
public enum Given: Hashable, Sendable {
  case fact(Fact)
  case number(NumberID, TermID, ExactDecimal)
}

/// What of a profile carries a goal.
public struct Support: Sendable {
  /// Every set of the fewest given facts that still yields the goal when the rest of the profile is dropped.
  public var smallest: [[Given]] = []
  /// The given facts that every proof in this profile uses.
  public var needed: [Given] = []
  public var bounds: [Bound] = []

  public init() {}
}

extension Inquiry {
  /// What carries what was explained; of a number, its value.
  public func support(_ explanation: Explanation) -> Support {
    if case .number(let number, let subject, nil) = explanation.goal {
      return support(.number(number, subject: subject, explanation.value?.decimal))
    }
    return support(explanation.goal)
  }

  /// Every way in which a rule concludes a fact in the case, the least first; each with the least proofs below.
  public func derivations(_ goal: Goal) -> [Trace]? {
    guard let statement = statement(goal) else { return nil }
    let run = run()
    guard let fact = run.fact(statement.relation, statement.terms), !run.isGiven(fact) else { return nil }
    let tracer = Tracer(run)
    return tracer.explainer.instances(of: fact, limit: 1000).map { solution in
      var trace = Trace()
      trace.steps.append(
        Trace.Step(depth: 0, kind: .derived(statement, clause: solution.clause, binding: solution.binding)))
      tracer.appendPremises(of: solution, where: { _ in true }, depth: 1, to: &trace)
      return trace
    }
  }

  /// Whether the goal holds in the case, what is unknown not given.
  public func holds(_ goal: Goal) -> Bool { holds(goal, in: run()) }

  /// Whether no limit ends the evaluation of the case.
  public var isWholeRun: Bool { limits.isNone || run().isComplete }

  /// What carries a goal that holds in the case.
  public func support(_ goal: Goal) -> Support {
    var support = Support()
    support.needed = needed(goal, in: run(), &support.bounds)
    support.smallest = smallest(goal, &support.bounds)
    return support
  }

  // MARK: Smallest

  /// A variable of each given fact and number says that it is kept.
  private func smallest(_ goal: Goal, _ bounds: inout [Bound]) -> [[Given]] {
    let world = givenWorld(.kept)
    let symbolic = SymbolicRun(circuit([goal], world, input.facts.facts), diagrams())
    symbolic.evaluate()
    bounds += self.bounds(symbolic)
    guard !symbolic.isExhausted else { return [] }
    let sets = MinimalSets(symbolic.diagrams)
    let target = symbolic.diagrams.and(symbolic.diagram(goal, self), symbolic.isWorld)
    let listing = sets.cheapest(sets.family(of: target), costs: { _ in 1 }, limit: .max, onlyCheapest: true)
    if sets.isExhausted {
      bounds.append(.complexity)
      return []
    }
    if !listing.isComplete { bounds.append(.answers) }
    return listing.sets.map { ordered($0.variables.map { symbolic.toggles[$0] }) }
      .map { set in (set: set, text: set.map { text($0) }.joined(separator: "\n")) }
      .sorted { $0.text < $1.text }.map { $0.set }
  }

  // MARK: Needed

  /// A variable of each given fact and number says that it is dropped; everything negated or compared stays as it is.
  private func needed(_ goal: Goal, in run: Run, _ bounds: inout [Bound]) -> [Given] {
    var holding = FactList()
    let nowhere = Span(source: SourceID(UInt32(0)), start: 0, end: 0)
    for relation in program.arities.indices {
      for fact in run.facts(of: RelationID(relation)) {
        holding.append(fact.relation, run.terms(of: fact), at: nowhere)
      }
    }
    let world = givenWorld(.dropped)
    let relaxation = Relaxation(
      program, given: holding, termCount: input.facts.termCount, derives: false, limits: limits)
    let circuit = Circuit(relaxation, world, filter: Explainer(run))
    circuit.prepare(goal, judge.set)
    circuit.expand()
    let symbolic = SymbolicRun(circuit, diagrams(), mode: .support)
    symbolic.evaluate()
    bounds += self.bounds(symbolic)
    guard !symbolic.isExhausted else { return [] }
    let proofs = symbolic.diagram(goal, self)
    let diagrams = symbolic.diagrams
    let needed = diagrams.support(of: proofs).filter { diagrams.fixing($0, to: true, in: proofs) == .never }
    return ordered(needed.map { symbolic.toggles[$0] })
  }

  private enum Reading {
    case kept
    case dropped
  }

  /// What the case gives, each part free; memberships of kinds stay.
  private func givenWorld(_ reading: Reading) -> World {
    var world = World(input.facts, program.arities)
    for fact in input.facts.facts.statements(program.arities) {
      if case .kind = program.roles[fact.statement.relation.index] { continue }
      world.facts[fact.statement] = .free(base: reading == .dropped)
    }
    for (key, value) in input.facts.givenNumbers {
      world.numbers[key] = reading == .dropped ? [value, .unknown] : [.unknown, value]
    }
    return world
  }

  // MARK: Order

  /// What toggles give, in the order of the profile.
  private func ordered(_ toggles: [Toggle]) -> [Given] {
    let wanted = Set(toggles)
    var result: [Given] = []
    var seen: Set<Fact> = []
    for fact in input.facts.facts.statements(program.arities) where wanted.contains(.fact(fact.statement)) {
      if seen.insert(fact.statement).inserted { result.append(.fact(fact.statement)) }
    }
    for given in input.facts.numbers {
      let key = NumberKey(number: given.number, subject: given.subject)
      if wanted.contains(.number(key, 1)) { result.append(.number(given.number, given.subject, given.value)) }
    }
    return result
  }

  /// How a given fact or number is written.
  public func text(_ given: Given) -> String {
    switch given {
    case .fact(let statement): return text(statement)
    case .number(let number, let subject, let value): return text(Change.set(number, subject, value))
    }
  }
}
