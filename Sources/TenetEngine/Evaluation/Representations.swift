import TenetProgram
import TenetText

/// Chooses, in a large run, which relations are grids, and makes plans that know it.
extension Machine {
  /// The bits that grids may take beyond what their facts justify, over a run.
  static var sparseCellLimit: Int { 112 << 20 }

  private func sizes(_ relation: Int) -> [Int] { classes.columns[relation].map { domains.size($0) } }

  /// Makes a relation a grid where that pays: at one fact in 64 bits, or when as many solutions were found (or are to be
  /// expected) as the grid has words.
  ///
  /// Returns whether it did. Row numbers of derived facts change.
  @discardableResult mutating func considerGrid(_ relation: Int, work: Double) -> Bool {
    guard isLarge, !relations[relation].hasGrid, relations[relation].canBeGrid,
      relations[relation].count >= statistics.leastForGrid[relation],
      let cells = Grid.cells(sizes(relation), leaf: statistics.leaves[relation])
    else { return false }
    let count = relations[relation].count
    let isDense = count >= 64 && cells / 64 <= count
    let isWorked = work >= Double(cells / 64) && sparseCells + cells <= Machine.sparseCellLimit
    guard isDense || isWorked || (tuning.always && cells <= 1 << 16) else { return false }
    if !isDense { sparseCells += cells }
    relations[relation].makeGrid(sizes(relation), leaf: statistics.leaves[relation])
    statistics.isGrid[relation] = true
    forgetIndexes(relation)
    return true
  }

  mutating func dropGrid(_ relation: Int) {
    relations[relation].dropGrid()
    statistics.isGrid[relation] = false
    // Going to and fro would cost more than grids can save.
    statistics.leastForGrid[relation] = relations[relation].count * 2
  }

  private mutating func forgetIndexes(_ relation: Int) {
    for index in 0..<indexes.count where indexes[index].relation == relation { indexes[index].clear() }
  }

  /// A grid takes facts of one level, not below those that it has.
  func fitsGrid(_ relation: Int, _ leveling: Leveling) -> Bool {
    if case .constant(let level) = leveling { return relations[relation].greatestLevel <= level }
    return false
  }

  // MARK: Plans

  /// The plan for a single pass.
  mutating func planOnce(_ clause: Int, _ leveling: Leveling) -> Plan? {
    guard isLarge, let head = compiled.program.clauses[clause].head.atom else { return compiled.plans[clause] }
    var growing = Array(repeating: false, count: relations.count)
    growing[head.relation.index] = true
    survey(compiled.program.clauses[clause], growing: growing)
    var request = Planner.Request(growing: compiled.program.clauses[clause].readsOfItsHead)
    request.statistics = statistics
    if case .constant = leveling { request.allowsTail = true }
    let source = compiled.program.clauses[clause]
    guard var plan = plan(source, clause, request) else { return nil }
    // What is looked at so often may be worth bits even where it is not dense.
    var changed = false
    for relation in compiled.reads[clause].all where Int(relation) != head.relation.index {
      if considerGrid(Int(relation), work: plan.cost) { changed = true }
    }
    if changed {
      request.statistics = statistics
      guard let other = self.plan(source, clause, request) else { return nil }
      plan = other
    }
    let relation = head.relation.index
    guard fitsGrid(relation, leveling), considerGrid(relation, work: plan.estimate) else { return plan }
    request.statistics = statistics
    return self.plan(source, clause, request)
  }

  /// The plan for a clause of a number; with `mayCount` solutions may be counted in place of being found one by one.
  mutating func planNumber(_ clause: Int, mayCount: Bool) -> Plan? {
    guard isLarge else { return compiled.plans[clause] }
    survey(compiled.program.clauses[clause], growing: [])
    return plan(compiled.program.clauses[clause], clause, Planner.Request(statistics: statistics, allowsTail: mayCount))
  }

  /// Makes a plan for a variant of a component's clause.
  mutating func planVariant(_ variant: Component.Variant) -> Component.Variant {
    var planned = variant
    planned.request.statistics = statistics
    planned.request.allowsTail = true
    if let plan = plan(variant.clause, variant.number, planned.request) { planned.plan = plan }
    planned.request.statistics = nil
    return planned
  }

  mutating func plan(_ clause: HornClause, _ number: Int, _ request: Planner.Request) -> Plan? {
    let plan = Planner.plan(clause, number: number, classes, request, catalog: &catalog)
    while indexes.count < catalog.specs.count {
      let spec = catalog.specs[indexes.count]
      indexes.append(Index(relation: spec.relation, mask: spec.mask))
    }
    return plan
  }

  /// Brings the statistics of the relations that a clause reads up to date, and makes dense ones grids.
  mutating func survey(_ clause: HornClause, growing: [Bool]) {
    for literal in clause.body {
      guard let atom = literal.matched ?? literal.read else { continue }
      let relation = atom.relation.index
      let grows = !growing.isEmpty && growing[relation]
      if !grows { considerGrid(relation, work: 0) }
      survey(relation, grows: grows)
    }
  }

  mutating func survey(_ relation: Int, grows: Bool) {
    let count = relations[relation].count
    if !statistics.distinct[relation].isEmpty, statistics.rows[relation] == count { return }
    statistics.rows[relation] = count
    let sizes = sizes(relation)
    statistics.distinct[relation] = sizes.indices.map { column in
      // What grows will have changed soon.
      grows ? min(count, sizes[column]) : relations[relation].distinctTerms(column, size: sizes[column])
    }
  }
}
