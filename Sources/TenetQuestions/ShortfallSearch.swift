import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// Takes rules that do not apply apart, down to what the profile gives. Each fact is taken apart once.
struct ShortfallSearch {
  private let inquiry: Inquiry
  private let tracer: Tracer
  private let misses: MissSearch
  private var isShown: Set<Fact> = []
  private var shownNumbers: Set<NumberKey> = []
  private var trace = Trace()
  /// Beyond so many steps nobody reads on.
  private let mostSteps = 2_000
  /// Of the facts that a count or `every` would need.
  private let mostMissing = 12

  private enum Item {
    case step(Int, Trace.Kind)
    case conditions(Miss, Int)
    case rules(Goal, Int)
  }

  init(_ inquiry: Inquiry, _ misses: MissSearch, _ goal: Goal) {
    self.inquiry = inquiry
    self.misses = misses
    tracer = Tracer(misses.run)
    if let statement = inquiry.statement(goal) { isShown.insert(statement) }
    if let key = inquiry.numberKey(goal) { shownNumbers.insert(key) }
  }

  /// The conditions of a rule, each with what it lacks. With a stack of its own: rules may build on each other at any depth.
  mutating func trace(of miss: Miss) -> Trace {
    trace = Trace()
    var stack = [Item.conditions(miss, 0)]
    while let item = stack.popLast() {
      if trace.steps.count >= mostSteps {
        trace.steps.append(Trace.Step(depth: 0, kind: .short(.more)))
        break
      }
      switch item {
      case .step(let depth, let kind): trace.steps.append(Trace.Step(depth: depth, kind: kind))
      case .conditions(let miss, let depth): stack.append(contentsOf: conditions(miss, depth).reversed())
      case .rules(let goal, let depth): stack.append(contentsOf: rules(goal, depth).reversed())
      }
    }
    return trace
  }

  private func rules(_ goal: Goal, _ depth: Int) -> [Item] {
    misses.misses(goal).filter { !$0.fails.isEmpty }.flatMap { miss in
      [.step(depth, .short(.rule(miss))), .conditions(miss, depth + 1)]
    }
  }

  private mutating func conditions(_ miss: Miss, _ depth: Int) -> [Item] {
    var items: [Item] = []
    for leaf in (miss.holds + miss.fails).sorted() {
      if miss.holds.contains(leaf) {
        items.append(.step(depth, .short(.met(clause: miss.clause, leaf: leaf, binding: miss.binding))))
      } else {
        items += failing(leaf, miss, depth)
      }
    }
    return items
  }

  private mutating func failing(_ leaf: Int, _ miss: Miss, _ depth: Int) -> [Item] {
    let clause = inquiry.program.clauses[miss.clause]
    var reason = Shortfall.Reason.other
    var readings: [NumberReading] = []
    var below: [Item] = []
    for index in clause.body.indices where clause.origins[index] == leaf {
      guard misses.fails(index, miss.clause, miss.binding) else { continue }
      switch clause.body[index] {
      case .match(let atom):
        guard let fact = atom.ground(miss.binding) else { continue }
        let found = lacking(fact, depth + 1)
        (reason, below) = (found.reason, below + found.below)
      case .bind, .same: continue
      case .count(_, let test):
        let found = counted(test, index, miss, depth + 1)
        (reason, below) = (found.reason, below + found.below)
      case .compare(let left, _, let right, _):
        readings = misses.explainer.readings(of: left, miss.binding)
        readings += misses.explainer.readings(of: right, miss.binding)
        below += numbers(readings, depth + 1)
      }
    }
    let step = Shortfall.unmet(clause: miss.clause, leaf: leaf, binding: miss.binding, reason, readings)
    return [.step(depth, .short(step))] + below
  }

  /// Why one fact does not hold; what is below stands at `depth`.
  private mutating func lacking(_ fact: Fact, _ depth: Int) -> (reason: Shortfall.Reason, below: [Item]) {
    let goal = self.goal(fact)
    if inquiry.isUnknown(fact) { return (.unknown, []) }
    if case .pick(let choice, let term?) = goal {
      let candidate = Fact(inquiry.program.choices[choice.index].candidates, [term])
      if misses.run.fact(candidate.relation, candidate.terms) != nil {
        return (.denied, misses.run.picks(of: choice).flatMap { proof(of: $0, depth) })
      }
    }
    if misses.isBase(goal) { return (.notGiven, []) }
    if !isShown.insert(fact).inserted { return (.shownAbove, []) }
    return (.notConcluded, [.rules(goal, depth)])
  }

  private func goal(_ fact: Fact) -> Goal {
    switch inquiry.program.roles[fact.relation.index] {
    case .picks(let choice), .candidates(let choice): return .pick(choice, fact.terms.first)
    case .verb, .kind, .auxiliary: return .fact(fact.relation, fact.terms)
    }
  }

  /// A count that does not come out: what holds against it, or what it would need.
  private mutating func counted(
    _ test: CountTest, _ literal: Int, _ miss: Miss, _ depth: Int
  ) -> (reason: Shortfall.Reason, below: [Item]) {
    let holding = misses.explainer.outcome(of: literal, in: miss.clause, binding: miss.binding).facts
    let needsMore: Bool
    switch test.bound {
    case .atLeast, .every: needsMore = true
    case .exactly(let count): needsMore = holding.count < count
    case .atMost, .notExactly, .notEvery: needsMore = false
    }
    if !needsMore { return (.denied, holding.prefix(mostMissing).flatMap { proof(of: $0, depth) }) }
    let known = Set(holding.map { Fact($0.relation, misses.run.terms(of: $0)) })
    let wanted = misses.candidates(literal, miss).filter { !known.contains($0) }
    var items: [Item] = []
    for fact in wanted.prefix(mostMissing) {
      let found = lacking(fact, depth + 1)
      items.append(.step(depth, .short(.missing(fact, found.reason))))
      items += found.below
    }
    if wanted.count > mostMissing { items.append(.step(depth, .short(.more))) }
    return (.other, items)
  }

  /// What the numbers of a comparison came from, and the rules that would have given more.
  private mutating func numbers(_ readings: [NumberReading], _ depth: Int) -> [Item] {
    var items: [Item] = []
    for reading in readings {
      let key = NumberKey(number: reading.number, subject: reading.subject)
      guard inquiry.judge.concludedNumbers.contains(reading.number), shownNumbers.insert(key).inserted else { continue }
      items += steps(tracer.trace(of: reading.number, subject: reading.subject), depth)
      items.append(.rules(.number(reading.number, subject: reading.subject, nil), depth + 1))
    }
    return items
  }

  /// The least proof of a fact; of one that the resolver made, what it stands on.
  private func proof(of fact: FactRef, _ depth: Int) -> [Item] {
    let trace = tracer.trace(of: fact)
    guard inquiry.program.roles[fact.relation.index] == .auxiliary else { return steps(trace, depth) }
    return trace.steps.dropFirst().map { .step(depth + $0.depth - 1, $0.kind) }
  }

  private func steps(_ trace: Trace, _ depth: Int) -> [Item] { trace.steps.map { .step(depth + $0.depth, $0.kind) } }
}
