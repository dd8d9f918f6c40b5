/// The nested loops of a plan, resumed for each solution.
///
/// One value serves many plans in turn. A solution is in `registers`; the rows it stands on are in `rows`, by step.
@safe struct Join: ~Copyable {
  /// Which rows a step takes into account.
  @safe struct Scope {
    /// For growing steps: the number of rows, by relation, that count; empty for all.
    var limits: UnsafePointer<UInt32>?
    /// The greatest level of a row that counts.
    var levelLimit = UInt32.max
    /// `levelLimit` holds for all premises, not for the growing steps alone.
    var limitsAllPremises = false
    /// Work out the level of each solution.
    var tracksLevels = false
    /// Fill ``Join/rows``; otherwise a fact in a grid may be tested without its row.
    var wantsRows = false
    /// The new rows: those in a list, or where that is nil the numbers themselves.
    var deltaList: UnsafePointer<UInt32>?
    var delta: Range<UInt32> = 0..<0
  }

  private(set) var registers = Vector<UInt32>()
  /// By step, the row it stands at.
  private(set) var rows = Vector<UInt32>()
  /// By step, the greatest level of the premises up to it, at least 1.
  private var levels = Vector<UInt32>()
  /// By step, where to go on: a row, or a position in the delta.
  private var cursors = Vector<UInt32>()
  /// By step, where a scan ends; 0 where the step is not a scan.
  private var ends = Vector<UInt32>()
  private var depth = 0
  private var key = Vector<UInt32>()
  private var counter = FactCounter()
  /// Steps taken since the start, for limits.
  private var work = 0
  /// Something in a comparison did not fit.
  var overflowed = false

  init() {}

  /// The greatest level of the solution's premises, at least 1.
  var level: UInt32 { depth < 0 || rows.count == 0 ? 1 : levels[rows.count - 1] }

  /// Prepares for a plan. Registers that the plan takes as bound are to be set after this.
  mutating func begin(_ plan: Plan, _ domains: Domains) {
    registers.resize(to: 0, filling: 0)
    registers.resize(to: plan.variableCount, filling: UInt32.max)
    for index in 0..<plan.constants.count { registers.append(plan.constants[index].value(domains)) }
    let count = plan.steps.count
    rows.resize(to: count, filling: 0)
    levels.resize(to: count, filling: 1)
    cursors.resize(to: count, filling: 0)
    ends.resize(to: count, filling: 0)
    depth = -1
    overflowed = false
  }

  @inline(__always) mutating func setRegister(_ register: Int, _ term: UInt32) { registers[register] = term }

  enum Progress {
    case solution
    case end
    /// Much work without a solution: the caller may look at its limits and go on.
    case pause
  }

  /// Goes to the next solution.
  mutating func next(
    _ plan: Plan, _ relations: borrowing Slots<Relation>, _ indexes: borrowing Slots<Index>,
    _ numbers: borrowing NumberTable, _ scope: Scope
  ) -> Progress {
    let last = plan.steps.count - 1
    if depth < 0 {
      depth = 0
      if last < 0 { return .solution }
      open(plan, plan.steps[0], relations, indexes, scope)
    } else if last < 0 {
      return .end
    }
    while true {
      work &+= 1
      if work & 0xFFFF == 0 { return .pause }
      if advance(plan, plan.steps[depth], relations, indexes, numbers, scope) {
        if depth == last { return .solution }
        depth += 1
        open(plan, plan.steps[depth], relations, indexes, scope)
      } else {
        if depth == 0 { return .end }
        depth -= 1
      }
    }
  }

  /// Puts the cursor of a step before its first row.
  @inline(__always) private mutating func open(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>, _ indexes: borrowing Slots<Index>,
    _ scope: Scope
  ) {
    switch step.kind {
    case .scan: openScan(step, relations, scope)
    case .delta: cursors[depth] = scope.delta.lowerBound
    case .lookup:
      let relation = Int(step.relation)
      let index = Int(step.index)
      if indexes[index].isSkipped { return openScan(step, relations, scope) }
      let key = unsafe plan.keys.pointer + Int(step.keyStart)
      if indexes[index].isPacked {
        let range = unsafe indexes[index].range(relations[relation], registers.pointer, key)
        cursors[depth] = range.lowerBound
        ends[depth] = range.upperBound
      } else {
        cursors[depth] = unsafe indexes[index].first(relations[relation], registers.pointer, key)
      }
    default: cursors[depth] = 0
    }
  }

  private mutating func openScan(_ step: PlanStep, _ relations: borrowing Slots<Relation>, _ scope: Scope) {
    cursors[depth] = 0
    ends[depth] = UInt32(relations[Int(step.relation)].count)
    if step.isGrowing, let limits = unsafe scope.limits { ends[depth] = unsafe limits[Int(step.relation)] }
  }

  /// Moves a step to its next fitting row; false where there is none.
  @inline(__always) private mutating func advance(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>, _ indexes: borrowing Slots<Index>,
    _ numbers: borrowing NumberTable, _ scope: Scope
  ) -> Bool {
    switch step.kind {
    case .scan: return advanceScan(plan, step, relations, scope)
    case .lookup: return advanceLookup(plan, step, relations, indexes, scope)
    case .gridRows, .deltaRows: return advanceGridRow(plan, step, relations)
    case .delta: return advanceDelta(plan, step, relations, scope)
    case .member: return advanceMember(plan, step, relations, scope)
    default: return advanceTest(plan, step, relations, indexes, numbers, scope)
    }
  }

  private mutating func advanceScan(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>, _ scope: Scope
  ) -> Bool {
    let relation = Int(step.relation)
    while cursors[depth] < ends[depth] {
      let row = cursors[depth]
      cursors[depth] = row + 1
      if fits(plan, step.keyCheckStart, step.keyCount, relations[relation], row),
        take(plan, step, relations[relation], row, scope)
      {
        return true
      }
    }
    return false
  }

  private mutating func advanceLookup(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>, _ indexes: borrowing Slots<Index>,
    _ scope: Scope
  ) -> Bool {
    let relation = Int(step.relation)
    let index = Int(step.index)
    if indexes[index].isSkipped { return advanceScan(plan, step, relations, scope) }
    if indexes[index].isPacked {
      while cursors[depth] < ends[depth] {
        let row = indexes[index].rows[Int(cursors[depth])]
        cursors[depth] += 1
        if take(plan, step, relations[relation], row, scope) { return true }
      }
      return false
    }
    while cursors[depth] != Relation.none {
      let row = cursors[depth]
      cursors[depth] = indexes[index].after(row)
      if take(plan, step, relations[relation], row, scope) { return true }
    }
    return false
  }

  private mutating func advanceGridRow(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>
  ) -> Bool {
    let relation = Int(step.relation)
    let isDelta = step.kind == .deltaRows
    let end = isDelta ? relations[relation].grid.deltaRows.count : relations[relation].grid.rowCount
    while Int(cursors[depth]) < end {
      let cursor = Int(cursors[depth])
      cursors[depth] += 1
      if !isDelta, relations[relation].grid.visibleChunks[cursor] == 0 { continue }
      let row = isDelta ? Int(relations[relation].grid.deltaRows[cursor]) : cursor
      for index in Int(step.bindStart)..<Int(step.bindStart + step.bindCount) {
        let move = plan.moves[index]
        registers[Int(move.register)] = relations[relation].grid.term(row, Int(move.column))
      }
      var fits = true
      for index in Int(step.checkStart)..<Int(step.checkStart + step.checkCount) {
        let move = plan.moves[index]
        if relations[relation].grid.term(row, Int(move.column)) != registers[Int(move.register)] { fits = false }
      }
      if fits { return true }
    }
    return false
  }

  private mutating func advanceDelta(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>, _ scope: Scope
  ) -> Bool {
    while cursors[depth] < scope.delta.upperBound {
      var row = cursors[depth]
      cursors[depth] += 1
      if let list = unsafe scope.deltaList { row = unsafe list[Int(row)] }
      if take(plan, step, relations[Int(step.relation)], row, scope) { return true }
    }
    return false
  }

  private mutating func advanceMember(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>, _ scope: Scope
  ) -> Bool {
    if cursors[depth] != 0 { return false }
    cursors[depth] = 1
    let count = Int(step.keyCount)
    if key.count < count { key.resize(to: count, filling: 0) }
    for index in 0..<count { key[index] = registers[Int(plan.keys[Int(step.keyStart) + index])] }
    if relations[Int(step.relation)].hasGrid, !scope.wantsRows, !scope.tracksLevels {
      return unsafe relations[Int(step.relation)].contains(key.pointer)
    }
    let limit = scope.limitsAllPremises && step.isPremise ? scope.levelLimit : UInt32.max
    let row = unsafe relations[Int(step.relation)].find(key.pointer, upTo: limit)
    return row != Relation.none && take(plan, step, relations[Int(step.relation)], row, scope)
  }

  /// Binds a row's columns if the row counts and its checks hold.
  @inline(__always) private mutating func take(
    _ plan: Plan, _ step: PlanStep, _ relation: borrowing Relation, _ row: UInt32, _ scope: Scope
  ) -> Bool {
    if step.isGrowing {
      if let limits = unsafe scope.limits {
        if unsafe row >= limits[Int(step.relation)] { return false }
      } else if relation.level(row) > scope.levelLimit {
        return false
      }
    } else if scope.limitsAllPremises, step.isPremise, relation.level(row) > scope.levelLimit {
      return false
    }
    for index in Int(step.bindStart)..<Int(step.bindStart + step.bindCount) {
      let move = plan.moves[index]
      registers[Int(move.register)] = relation.term(row, Int(move.column))
    }
    if !fits(plan, step.checkStart, step.checkCount, relation, row) { return false }
    rows[depth] = row
    if scope.tracksLevels {
      let before = depth == 0 ? 1 : levels[depth - 1]
      levels[depth] = step.isPremise ? max(before, relation.level(row)) : before
    }
    return true
  }

  @inline(__always) private func fits(
    _ plan: Plan, _ start: UInt32, _ count: UInt32, _ relation: borrowing Relation, _ row: UInt32
  ) -> Bool {
    for index in Int(start)..<Int(start + count) {
      let move = plan.moves[index]
      if relation.term(row, Int(move.column)) != registers[Int(move.register)] { return false }
    }
    return true
  }

  private mutating func advanceTest(
    _ plan: Plan, _ step: PlanStep, _ relations: borrowing Slots<Relation>, _ indexes: borrowing Slots<Index>,
    _ numbers: borrowing NumberTable, _ scope: Scope
  ) -> Bool {
    if cursors[depth] != 0 { return false }
    cursors[depth] = 1
    rows[depth] = Relation.none
    let before = depth == 0 ? 1 : levels[depth - 1]
    levels[depth] = before
    switch step.kind {
    case .count:
      let test = plan.tests[Int(step.detail)]
      let found = counter.test(test, registers, relations, indexes, tracksLevels: scope.tracksLevels)
      if !found.holds { return false }
      if scope.tracksLevels { levels[depth] = max(before, found.level) }
      return !scope.limitsAllPremises || found.level <= scope.levelLimit
    case .compare:
      let result = plan.comparisons[Int(step.detail)].test(registers, numbers)
      if result.overflowed { overflowed = true }
      return result.holds
    default:
      let left = registers[Int(plan.keys[Int(step.keyStart)])]
      let right = registers[Int(plan.keys[Int(step.keyStart) + 1])]
      return (left == right) == (step.kind == .same)
    }
  }
}
