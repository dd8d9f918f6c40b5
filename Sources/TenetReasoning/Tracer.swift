import TenetEngine
import TenetModel
import TenetText

/// Builds traces of one run.
public final class Tracer {
  public let run: Run
  public let explainer: Explainer
  let unknown: Set<Fact>
  /// How many more steps traces may have before each is cut down to its last step, with what it rests on by name: all
  /// proofs of a judgement together grow with the square of its conclusions.
  private(set) var remaining: Int

  /// `unknown` are given facts of the run that the profile marks as unknown.
  public init(_ run: Run, unknown: Set<Fact> = [], steps: Int = .max) {
    self.run = run
    self.explainer = Explainer(run)
    self.unknown = unknown
    remaining = steps
  }

  /// The proof of a fact, as far as steps remain; `least` facts of it in any case.
  private func proof(of fact: FactRef, least: Int) -> Proof {
    let proof = explainer.proof(of: fact, limit: max(least, remaining))
    remaining -= min(remaining, proof.nodes.count)
    return proof
  }

  /// The least proof of a fact.
  public func trace(of fact: FactRef) -> Trace {
    var unrolling = Unrolling(self, proof(of: fact, least: 1))
    unrolling.unroll(node: 0, depth: 0)
    return unrolling.trace
  }

  /// What a number came from.
  public func trace(of number: NumberID, subject: TermID) -> Trace {
    var trace = Trace()
    trace.steps.append(Trace.Step(depth: 0, kind: .number(number, subject, run.value(of: number, subject: subject))))
    for contribution in explainer.contributions(to: number, subject: subject) {
      switch contribution.source {
      case .given(let index):
        let given = run.profile.numbers[index]
        trace.steps.append(
          Trace.Step(depth: 1, kind: .givenNumber(number, subject, given.value, place: given.place)))
      case .set(let solution), .added(let solution):
        append(solution, value: contribution.value, to: &trace)
      }
    }
    return trace
  }

  private func append(_ solution: Solution, value: ExactDecimal?, to trace: inout Trace) {
    var readings: [NumberReading] = []
    switch run.program.clauses[solution.clause].head {
    case .fact: break
    case .set(_, _, let expression), .add(_, _, let expression):
      readings = explainer.readings(of: expression, solution.binding)
    }
    let step = Trace.Kind.contribution(
      clause: solution.clause, binding: solution.binding, value: value, values: readings)
    trace.steps.append(Trace.Step(depth: 1, kind: step))
    appendPremises(of: solution, where: { _ in true }, depth: 2, to: &trace)
  }

  /// The trace of one side of a conflict that holds: the literals of the solution that come from its clauses.
  public func trace(ofSide side: Int, of rule: Rule, _ solution: Solution) -> Trace {
    let leaves = Set(rule.sides[side].leaves)
    var trace = Trace()
    let id = run.program.clauses[solution.clause].rule
    trace.steps.append(Trace.Step(depth: 0, kind: .condition(id, side: side, binding: solution.binding)))
    let origins = run.program.clauses[solution.clause].origins
    appendPremises(of: solution, where: { leaves.contains(origins[$0]) }, depth: 1, to: &trace)
    return trace.withoutNeedlessRoot
  }

  /// The premises of a solution, literal by literal, each with its proof.
  package func appendPremises(
    of solution: Solution, where isWanted: (Int) -> Bool, depth: Int, to trace: inout Trace
  ) {
    let clause = run.program.clauses[solution.clause]
    for (literal, condition) in clause.body.enumerated() where isWanted(literal) {
      switch condition {
      case .match:
        if let fact = solution.facts[literal] { append(proof(of: fact, least: 0), depth, &trace) }
      case .bind: break
      case .count(_, let test):
        if test.hasPremises {
          for fact in explainer.premiseFacts(solution, literal) { append(proof(of: fact, least: 0), depth, &trace) }
        }
        if let sought = sought(test, solution.clause, literal, solution.binding) {
          trace.steps.append(Trace.Step(depth: depth, kind: .absent(sought)))
        }
      case .compare(let left, _, let right, _):
        let readings = explainer.readings(of: left, solution.binding) + explainer.readings(of: right, solution.binding)
        trace.steps.append(
          Trace.Step(
            depth: depth,
            kind: .test(
              clause: solution.clause, leaf: clause.origins[literal], binding: solution.binding, values: readings)))
      case .same where clause.isHidden(condition): break
      case .same:
        trace.steps.append(
          Trace.Step(
            depth: depth,
            kind: .test(clause: solution.clause, leaf: clause.origins[literal], binding: solution.binding, values: [])))
      }
    }
  }

  private func append(_ proof: Proof, _ depth: Int, _ trace: inout Trace) {
    var unrolling = Unrolling(self, proof, continuing: trace)
    unrolling.unroll(node: 0, depth: depth)
    trace = unrolling.trace
  }

  /// What a count says does not exist, if it says so.
  func sought(_ test: CountTest, _ clause: Int, _ literal: Int, _ binding: [TermID?]) -> Trace.Sought? {
    let leaf = run.program.clauses[clause].origins[literal]
    if !unknown.isEmpty, case .count(let atom, _) = run.program.clauses[clause].body[literal],
      let fact = atom.ground(binding), unknown.contains(fact)
    {
      return .unknown(clause: clause, leaf: leaf, binding: binding)
    }
    return Trace.Sought(test, clause, leaf, binding)
  }
}

/// Turns the graph of a proof into a tree in the order of reading; a proof that occurs again is folded.
struct Unrolling {
  let tracer: Tracer
  let proof: Proof
  var trace = Trace()
  private var isShown: Set<Fact> = []

  init(_ tracer: Tracer, _ proof: Proof, continuing trace: Trace = Trace()) {
    self.tracer = tracer
    self.proof = proof
    self.trace = trace
    for step in trace.steps {
      if case .derived(let statement, _, _) = step.kind { isShown.insert(statement) }
    }
  }

  /// Depth first with a stack of its own: proofs may be higher than the call stack allows.
  mutating func unroll(node: Int, depth: Int) {
    var stack: [Item] = [.node(node, depth)]
    while let item = stack.popLast() {
      switch item {
      case .step(let step): trace.steps.append(step)
      case .node(let node, let depth): stack.append(contentsOf: visit(node, depth).reversed())
      }
    }
  }

  private enum Item {
    case node(Int, Int)
    case step(Trace.Step)
  }

  private mutating func visit(_ node: Int, _ depth: Int) -> [Item] {
    let fact = proof.nodes[node].fact
    var ground = proof.nodes[node].ground
    if case .picked(_, let candidate) = ground { ground = proof.nodes[candidate].ground }
    let statement = Fact(fact.relation, tracer.run.terms(of: fact))
    switch ground {
    case .given(let source):
      let place: Span
      switch source {
      case .program(let index): place = tracer.run.program.facts.places[index]
      case .profile(let index): place = tracer.run.profile.facts.places[index]
      }
      add(.given(statement, place: place, isUnknown: tracer.unknown.contains(statement)), depth)
      return []
    case .otherwise(let choice):
      add(.otherwise(statement), depth)
      add(.absent(.pick(choice)), depth + 1)
      return []
    case .picked: return []
    case .cut:
      add(.listed(statement), depth)
      return []
    case .derived(let derivation):
      if !isShown.insert(statement).inserted {
        add(.seen(statement), depth)
        return []
      }
      add(.derived(statement, clause: derivation.clause, binding: derivation.binding), depth)
      return premises(derivation, depth + 1)
    }
  }

  private mutating func add(_ kind: Trace.Kind, _ depth: Int) {
    trace.steps.append(Trace.Step(depth: depth, kind: kind))
  }

  private func premises(_ derivation: Proof.Derivation, _ depth: Int) -> [Item] {
    var items: [Item] = []
    let clause = tracer.run.program.clauses[derivation.clause]
    for (literal, premise) in derivation.premises.enumerated() {
      switch premise {
      case .fact(let node): items.append(.node(node, depth))
      case .bound: break
      case .facts(let nodes, _):
        items += nodes.map { .node($0, depth) }
        items += absent(derivation, literal, depth)
      case .absent: items += absent(derivation, literal, depth)
      case .test where clause.isHidden(clause.body[literal]): break
      case .test(let values):
        let kind = Trace.Kind.test(
          clause: derivation.clause, leaf: clause.origins[literal], binding: derivation.binding, values: values)
        items.append(.step(Trace.Step(depth: depth, kind: kind)))
      }
    }
    return items
  }

  private func absent(_ derivation: Proof.Derivation, _ literal: Int, _ depth: Int) -> [Item] {
    guard case .count(_, let test) = tracer.run.program.clauses[derivation.clause].body[literal],
      let sought = tracer.sought(test, derivation.clause, literal, derivation.binding)
    else { return [] }
    return [.step(Trace.Step(depth: depth, kind: .absent(sought)))]
  }
}

extension HornClause {
  /// Whether a literal only says who `someone else` is not: the clause beside it says it all.
  package func isHidden(_ literal: Literal) -> Bool {
    guard case .same(.variable(let slot), _, _) = literal else { return false }
    return slot >= namedVariableCount
  }
}

extension Trace {
  /// A condition of one clause needs no step above it.
  var withoutNeedlessRoot: Trace {
    guard steps.filter({ $0.depth == 1 }).count == 1 else { return self }
    var trace = Trace()
    trace.steps = steps.dropFirst().map { Step(depth: $0.depth - 1, kind: $0.kind) }
    return trace
  }
}
