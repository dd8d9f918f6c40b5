import TenetProgram
import TenetText

/// Answers questions about a finished run that need its rules again: proofs, all ways to a fact, what a literal finds.
///
/// It builds the indexes that it needs as it goes and keeps them, so one explainer should serve many questions. It is not to
/// be shared between threads; the run is.
public final class Explainer {
  public let run: Run
  private var catalog: IndexCatalog
  private var indexes: Slots<Index>
  var counter = FactCounter()
  private var plans: [PlanKey: Plan] = [:]
  private var statistics: Statistics
  /// The run has so few facts that any plan will do: all such runs share theirs.
  private let isSmall: Bool

  public init(_ run: Run) {
    self.run = run
    catalog = IndexCatalog(relationCount: run.program.arities.count)
    indexes = Slots()
    statistics = Statistics(relationCount: run.program.arities.count, leaves: run.compiled.leaves)
    for relation in run.program.arities.indices { statistics.rows[relation] = run.count(of: RelationID(relation)) }
    isSmall = statistics.rows.reduce(0, +) < 1000
  }

  /// The clauses that could conclude the fact, by their heads alone.
  public func clauses(concluding relation: RelationID) -> [Int] { run.compiled.heads.clauses[relation.index] }

  // MARK: Solutions

  /// The ways to fulfil a clause's body that agree with a partial binding, one for each distinct binding, by the order of
  /// their facts, literal by literal; at most `limit` of them, an arbitrary choice beyond that.
  public func solutions(of clause: Int, binding: [TermID?] = [], limit: Int = .max) -> [Solution] {
    var found: [Solution] = []
    let plan = plan(clause, literal: -1, binding)
    guard let plan else { return [] }
    search(plan, binding, Join.Scope()) { registers, rows in
      found.append(solution(plan, registers, rows))
      return found.count < limit
    }
    found.sort { compare($0, $1, plan) == .first }
    return distinct(found)
  }

  /// All rule instances that derive a fact: by clause, then as ``solutions(of:binding:limit:)``.
  public func instances(of fact: FactRef, limit: Int = .max) -> [Solution] {
    var result: [Solution] = []
    let terms = run.terms(of: fact)
    for clause in run.compiled.heads.candidates(fact.relation, terms) where result.count < limit {
      if let binding = unify(clause, terms) {
        result += solutions(of: clause, binding: binding, limit: limit - result.count)
      }
    }
    return result
  }

  /// The clause of the fact's least proof, nil for a fact that no clause derives (given facts and picks are not derived).
  public func leastClause(of fact: FactRef) -> Int? {
    run.knownClause(of: fact) ?? leastInstance(of: fact, firstOnly: true)?.clause
  }

  /// The first of some clauses, rising, by which the fact has a proof of its least height.
  public func leastClause(of fact: FactRef, among clauses: [Int]) -> Int? {
    leastInstance(of: fact, run.terms(of: fact), among: clauses, firstOnly: true)?.clause
  }

  /// The last step of the fact's least proof; nil where no clause derives the fact.
  func leastInstance(of fact: FactRef, firstOnly: Bool = false) -> Solution? {
    if run.isGiven(fact) { return nil }
    let terms = run.terms(of: fact)
    let candidates = run.knownClause(of: fact).map { [$0] } ?? run.compiled.heads.candidates(fact.relation, terms)
    return leastInstance(of: fact, terms, among: candidates, firstOnly: firstOnly)
  }

  private func leastInstance(of fact: FactRef, _ terms: [TermID], among clauses: [Int], firstOnly: Bool) -> Solution? {
    var scope = Join.Scope()
    scope.levelLimit = UInt32(run.level(of: fact) - 1)
    scope.limitsAllPremises = true
    scope.tracksLevels = true
    for clause in clauses {
      guard let binding = unify(clause, terms), let plan = plan(clause, literal: -1, binding) else { continue }
      var best: Solution?
      search(plan, binding, scope) { registers, rows in
        let found = solution(plan, registers, rows)
        if let known = best, compare(known, found, plan) != .second { return true }
        best = found
        return !firstOnly
      }
      if let best { return best }
    }
    return nil
  }

  /// The binding that makes the clause's head the fact with these terms.
  public func unify(_ clause: Int, _ terms: [TermID]) -> [TermID?]? {
    let clause = run.program.clauses[clause]
    guard let atom = clause.head.atom, atom.places.count == terms.count else { return nil }
    var binding: [TermID?] = Array(repeating: nil, count: clause.variableCount)
    for (operand, term) in zip(atom.places, terms) {
      switch operand {
      case .term(let constant): if constant != term { return nil }
      case .variable(let variable):
        if let known = binding[variable], known != term { return nil }
        binding[variable] = term
      case .any: return nil
      }
    }
    return binding
  }

  // MARK: Literals

  /// What one literal of a clause comes to under a binding of (some of) its variables; at most `limit` facts of a match.
  public func outcome(of literal: Int, in clause: Int, binding: [TermID?], limit: Int = .max) -> LiteralOutcome {
    guard let plan = plan(clause, literal: literal, binding) else { return LiteralOutcome(holds: false) }
    var rows: [UInt32] = []
    var holds = false
    search(plan, binding, Join.Scope()) { _, found in
      holds = true
      rows.append(found[0])
      return rows.count < limit
    }
    var outcome = LiteralOutcome(holds: holds)
    switch run.program.clauses[clause].body[literal] {
    case .match(let atom), .bind(let atom):
      outcome.facts = rows.map { FactRef(relation: atom.relation, row: $0) }.sorted { run.precedes($0, $1) }
    case .count: outcome.facts = counted(plan.tests[0], registers(plan, binding), needed: .max)
    case .compare(let left, _, let right, _):
      outcome.readings = readings(of: left, binding) + readings(of: right, binding)
    case .same: break
    }
    return outcome
  }

  /// The numbers that an expression reads under a binding, in the order of the text.
  public func readings(of expression: Expression, _ binding: [TermID?]) -> [NumberReading] {
    expression.numbers.compactMap { number, operand in
      operand.term(binding).map { subject in
        NumberReading(number: number, subject: subject, value: run.value(of: number, subject: subject))
      }
    }
  }

  /// The facts that a count stands on, at most `needed`, in the order of facts.
  func counted(_ test: PlanTest, _ registers: [UInt32], needed: Int) -> [FactRef] {
    update(test)
    let registers = Vector(registers)
    _ = counter.count(test, registers, run.storage.relations, indexes, enough: .max, wantsRows: true)
    var facts: [FactRef] = []
    for index in 0..<counter.bestRows.count {
      facts.append(FactRef(relation: RelationID(test.relation), row: counter.bestRows[index]))
    }
    facts.sort { run.precedes($0, $1) }
    return Array(facts.prefix(needed))
  }

  // MARK: Searching

  /// Runs a plan with some variables bound, for each solution until `visit` returns false.
  private func search(
    _ plan: Plan, _ binding: [TermID?], _ scope: Join.Scope, _ visit: (_ registers: [UInt32], _ rows: [UInt32]) -> Bool
  ) {
    for index in plan.indexes { update(index) }
    var scope = scope
    scope.wantsRows = true
    // The loops work on a join of their own while `visit` may ask for more.
    var own = Join()
    own.begin(plan, run.storage.domains)
    let classes = run.compiled.classes.variables[plan.clause]
    for (variable, term) in binding.enumerated() {
      if let term { own.setRegister(variable, run.storage.domains.local(term.raw, classes[variable])) }
    }
    while true {
      switch own.next(plan, run.storage.relations, indexes, run.storage.numbers, scope) {
      case .solution: if !visit(own.registers.array, own.rows.array) { return }
      case .pause: continue
      case .end: return
      }
    }
  }

  private func update(_ test: PlanTest) { if test.index >= 0 { update(test.index) } }

  private func update(_ index: Int) {
    while indexes.count <= index {
      let spec = catalog.specs[indexes.count]
      indexes.append(Index(relation: spec.relation, mask: spec.mask))
    }
    indexes.update(
      index, run.storage.relations, run.compiled.classes, run.storage.domains, isGrowing: false)
  }

  /// The plan for a clause, or for one of its literals alone, where these variables are bound.
  func plan(_ clause: Int, literal: Int, _ binding: [TermID?]) -> Plan? {
    let key = PlanKey(clause: clause, literal: literal, bound: binding.map { $0 != nil })
    if !isSmall, let known = plans[key] { return known }
    var body = run.program.clauses[clause]
    if literal >= 0 {
      body.body = [body.body[literal]]
      body.head = .fact(Atom(RelationID(0), []))
    }
    if isSmall {
      let shared = run.compiled.proofPlans.plan(key, body, run.compiled.classes)
      catalog = shared.catalog
      return shared.plan
    }
    for literal in body.body { if let atom = literal.matched { take(atom.relation.index) } }
    let request = Planner.Request(bound: key.bound, statistics: statistics)
    let plan = Planner.plan(body, number: clause, run.compiled.classes, request, catalog: &catalog)
    plans[key] = plan
    return plan
  }

  /// Counts the different terms of a relation's columns, once.
  private func take(_ relation: Int) {
    guard statistics.distinct[relation].isEmpty else { return }
    let classes = run.compiled.classes.columns[relation]
    statistics.distinct[relation] = classes.indices.map { column in
      let size = run.storage.domains.size(classes[column])
      // In a large relation the bound by the class will do.
      if statistics.rows[relation] > 100_000 { return min(statistics.rows[relation], size) }
      return run.storage.relations[relation].distinctTerms(column, size: size)
    }
  }

  private func solution(_ plan: Plan, _ registers: [UInt32], _ rows: [UInt32]) -> Solution {
    let clause = run.program.clauses[plan.clause]
    var facts: [FactRef?] = Array(repeating: nil, count: clause.body.count)
    for step in 0..<plan.steps.count {
      let literal = Int(plan.steps[step].literal)
      guard let atom = clause.body[literal].matched else { continue }
      facts[literal] = FactRef(relation: atom.relation, row: rows[step])
    }
    let classes = run.compiled.classes.variables[plan.clause]
    let binding = registers.prefix(plan.variableCount).enumerated().map { variable, local in
      local == Relation.none ? nil : run.storage.domains.term(local, classes[variable])
    }
    return Solution(clause: plan.clause, binding: binding, facts: facts)
  }

  // MARK: Order

  enum Earlier {
    case first
    case second
    case neither
  }

  /// Which of two solutions of a clause comes first: literal by literal the one with the earlier fact; where all premises
  /// are the same, the one with the earlier terms.
  private func compare(_ left: Solution, _ right: Solution, _ plan: Plan) -> Earlier {
    for (literal, condition) in run.program.clauses[plan.clause].body.enumerated() {
      switch condition {
      case .match:
        guard let first = left.facts[literal], let second = right.facts[literal], first != second else { continue }
        return run.precedes(first, second) ? .first : .second
      case .count(_, let test) where test.hasPremises && left.binding != right.binding:
        let earlier = compare(premises(left, literal, plan), premises(right, literal, plan))
        if earlier != .neither { return earlier }
      default: continue
      }
    }
    for case (let first?, let second?) in zip(left.binding, right.binding) where first != second {
      return first < second ? .first : .second
    }
    return .neither
  }

  private func compare(_ left: [FactRef], _ right: [FactRef]) -> Earlier {
    for (first, second) in zip(left, right) where first != second {
      return run.precedes(first, second) ? .first : .second
    }
    return left.count == right.count ? .neither : left.count < right.count ? .first : .second
  }

  /// The facts that a count of the solution stands on.
  func premises(_ solution: Solution, _ literal: Int, _ plan: Plan) -> [FactRef] {
    guard let test = plan.tests.first(where: { $0.literal == literal }) else { return [] }
    let members = test.kind < 0 ? 0 : run.count(of: RelationID(test.kind))
    return counted(test, registers(plan, solution.binding), needed: test.needed(members: members))
  }

  private func registers(_ plan: Plan, _ binding: [TermID?]) -> [UInt32] {
    var result = Array(repeating: UInt32.max, count: plan.registerCount)
    let domains = run.storage.domains
    let classes = run.compiled.classes.variables[plan.clause]
    for (variable, term) in binding.enumerated() {
      if let term { result[variable] = domains.local(term.raw, classes[variable]) }
    }
    for constant in 0..<plan.constants.count {
      result[plan.variableCount + constant] = plan.constants[constant].value(domains)
    }
    return result
  }

  private func distinct(_ solutions: [Solution]) -> [Solution] {
    var seen: Set<[TermID?]> = []
    return solutions.filter { seen.insert($0.binding).inserted }
  }
}

extension Operand {
  /// The term that stands in the place under a binding.
  public func term(_ binding: [TermID?]) -> TermID? {
    switch self {
    case .term(let term): term
    case .variable(let variable): variable < binding.count ? binding[variable] : nil
    case .any: nil
    }
  }
}

extension Atom {
  /// The fact that the atom is under a binding; nil where a place stays open.
  public func ground(_ binding: [TermID?]) -> Fact? {
    var terms: [TermID] = []
    for place in places {
      guard let term = place.term(binding) else { return nil }
      terms.append(term)
    }
    return Fact(relation, terms)
  }
}
