import TenetProgram
import TenetText

/// The join of two literals of a recursive clause, kept as a relation of its own.
///
/// Where new facts of a third literal would have to search through the many pairs that those two make, looking up the pairs
/// that fit is cheaper. The factor grows at the start of each round, so a round sees just what it would see without.
struct Factor {
  var relation: Int
  /// One for each of the two literals whose facts grow.
  var variants: [Component.Variant]
  /// The clause that the factor is made for.
  var clause: Int
}

extension Machine {
  /// Brings the factors up to the facts of the finished rounds.
  mutating func joinFactors(_ pace: inout Pace, _ level: UInt32) {
    for factor in pace.factors {
      let relation = factor.relation
      pace.starts[relation] = roundEnds[relation]
      for variant in factor.variants { round(variant, &pace, level) }
      roundEnds[relation] = UInt32(relations[relation].count)
    }
  }

  /// Frees the memory of factors.
  mutating func drop(_ factors: [Factor]) {
    for factor in factors {
      relations[factor.relation] = Relation(arity: 1)
      for index in 0..<indexes.count where indexes[index].relation == factor.relation { indexes[index].clear() }
    }
  }

  /// Factors those clauses where that promises to be much cheaper, each at most once.
  mutating func factor(_ component: Component, _ pace: inout Pace) {
    for number in component.clauses where !pace.factors.contains(where: { $0.clause == number }) {
      let clause = compiled.program.clauses[number]
      let matches = clause.body.indices.filter { if case .match = clause.body[$0] { true } else { false } }
      guard (3...6).contains(matches.count), matches.count == clause.body.count else { continue }
      let variants = pace.variants.filter { $0.number == number }
      let cost = variants.reduce(0) { $0 + self.cost($1) }
      // What is cheap anyway is not worth a relation.
      guard cost > 100_000 || tuning.always, let draft = bestDraft(variants, matches),
        draft.cost * 2 < cost || tuning.always
      else { continue }
      adopt(draft, component, &pace)
    }
  }

  /// About how many rows a variant visits, over all facts of its relation.
  private func cost(_ variant: Component.Variant) -> Double {
    var request = variant.request
    request.allowsTail = true
    guard let plan = trialPlan(variant.clause, variant.number, request) else { return 0 }
    return Double(statistics.rows[variant.relation]) * plan.cost
  }

  /// A plan to weigh, not to run: its indexes are not made.
  private func trialPlan(_ clause: HornClause, _ number: Int, _ request: Planner.Request) -> Plan? {
    var request = request
    request.statistics = statistics
    var catalog = catalog
    return Planner.plan(clause, number: number, classes, request, catalog: &catalog)
  }

  /// A factor that might be.
  private struct Draft {
    var number: Int
    /// Literals of the clause.
    var pair: (Int, Int)
    /// What the rest of the clause needs of the pair.
    var variables: [Int]
    var estimate: Double
    var cost: Double
  }

  private mutating func bestDraft(_ variants: [Component.Variant], _ matches: [Int]) -> Draft? {
    guard let variant = variants.first else { return nil }
    var best: Draft?
    for first in matches {
      for second in matches where second > first {
        guard let draft = draft(variant, variants, (first, second)) else { continue }
        if best.map({ draft.cost < $0.cost }) ?? true { best = draft }
      }
    }
    return best
  }

  /// Works out what a factor would cost; nil where the literals share no variable.
  private mutating func draft(
    _ variant: Component.Variant, _ variants: [Component.Variant], _ pair: (Int, Int)
  ) -> Draft? {
    let clause = variant.clause
    let first = Set(clause.body[pair.0].variables)
    let second = Set(clause.body[pair.1].variables)
    if first.isDisjoint(with: second) { return nil }
    var needed = Set(clause.head.atom?.places.compactMap(\.index) ?? [])
    for (literal, condition) in clause.body.enumerated() where literal != pair.0 && literal != pair.1 {
      needed.formUnion(condition.variables)
    }
    let variables = first.union(second).intersection(needed).sorted()
    guard (1...8).contains(variables.count) else { return nil }
    var draft = Draft(number: variant.number, pair: pair, variables: variables, estimate: 0, cost: 0)
    var pairClause = clause
    pairClause.head = .fact(Atom(RelationID(0), []))
    pairClause.body = [clause.body[pair.0], clause.body[pair.1]]
    guard let join = trialPlan(pairClause, variant.number, Planner.Request()) else { return nil }
    draft.estimate = join.estimate
    draft.cost = join.cost
    // Try the rest of the clause with the factor in place, as if it were there.
    let relation = relations.count
    let saved = (classes, statistics, catalog)
    append(draft, relation, variant.number)
    for variant in rewritten(clause, draft, relation, variants) { draft.cost += cost(variant) }
    (classes, statistics, catalog) = saved
    return draft
  }

  /// Adds the columns and statistics of a factor.
  private mutating func append(_ draft: Draft, _ relation: Int, _ number: Int) {
    let columns = draft.variables.map { classes.variables[number][$0] }
    classes.append(columns: columns, clauseLike: number)
    let rows = Int(min(draft.estimate, 1e12)) + 1
    statistics.appendRelation(rows: rows, distinct: columns.map { min(rows, domains.size($0)) })
    catalog.appendRelation()
  }

  /// The clause that makes the factor.
  private func factorClause(_ clause: HornClause, _ draft: Draft, relation: Int) -> HornClause {
    var result = clause
    result.head = .fact(Atom(RelationID(relation), draft.variables.map { .variable($0) }))
    result.body = [clause.body[draft.pair.0], clause.body[draft.pair.1]]
    return result
  }

  /// The variants of the clause with the factor in place of its literals.
  private func rewritten(
    _ clause: HornClause, _ draft: Draft, _ relation: Int, _ variants: [Component.Variant]
  ) -> [Component.Variant] {
    guard let model = variants.first else { return [] }
    let kept = clause.body.indices.filter { $0 != draft.pair.0 && $0 != draft.pair.1 }
    var result = clause
    result.body = [.match(Atom(RelationID(relation), draft.variables.map { .variable($0) }))]
    result.body += kept.map { clause.body[$0] }
    let growing = [true] + kept.map { model.request.growing[$0] }
    return growing.indices.filter { growing[$0] }.compactMap { literal in
      guard let read = result.body[literal].matched else { return nil }
      var variant = model
      variant.clause = result
      variant.relation = read.relation.index
      variant.request = Planner.Request(delta: literal, growing: growing)
      return variant
    }
  }

  /// Makes the factor, with all facts that there are, as new ones.
  private mutating func adopt(_ draft: Draft, _ component: Component, _ pace: inout Pace) {
    let old = pace.variants.filter { $0.number == draft.number }
    guard let model = old.first else { return }
    let relation = relations.count
    let number = classes.variables.count
    append(draft, relation, draft.number)
    relations.append(Relation(arity: draft.variables.count))
    roundEnds.append(0)
    growing.append(true)
    pace.starts.append(0)
    pace.work.append(0)
    let clause = factorClause(model.clause, draft, relation: relation)
    let grows = [model.request.growing[draft.pair.0], model.request.growing[draft.pair.1]]
    var factor = Factor(relation: relation, variants: [], clause: draft.number)
    for literal in grows.indices where grows[literal] {
      guard let read = clause.body[literal].matched else { continue }
      var variant = model
      variant.number = number
      variant.clause = clause
      variant.relation = read.relation.index
      variant.head = relation
      variant.request = Planner.Request(delta: literal, growing: grows)
      factor.variants.append(variant)
    }
    var request = Planner.Request(growing: grows)
    request.statistics = statistics
    if let plan = plan(clause, number, request) {
      var scope = Join.Scope()
      unsafe scope.limits = UnsafePointer(roundEnds.pointer)
      derive(plan, into: relation, scope, .constant(1))
    }
    let variants = rewritten(model.clause, draft, relation, old)
    pace.variants.removeAll { $0.number == draft.number }
    pace.variants += variants
    pace.factors.append(factor)
  }
}
