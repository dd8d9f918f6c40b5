import TenetProgram
import TenetText

/// Runs the innermost loop of a plan over all values of its leaf at once.
extension Machine {
  /// Runs a plan whose outer loop is over new rows that lie side by side, with at most one lookup inside, without the
  /// machinery of ``Join``.
  ///
  /// Returns whether the plan is of that kind.
  mutating func deriveShort(_ plan: Plan, _ tail: PlanTail, into head: Int, _ scope: Join.Scope) -> Bool {
    guard plan.steps.count == 1 || plan.steps.count == 2, unsafe scope.deltaList == nil else { return false }
    if plan.steps.count == 2 {
      let inner = plan.steps[1]
      guard inner.kind == .lookup, !inner.isGrowing, inner.checkCount == 0, indexes[Int(inner.index)].isPacked else {
        return false
      }
    }
    let relation = Int(plan.steps[0].relation)
    switch plan.steps[0].kind {
    case .delta:
      for row in scope.delta {
        if bindRow(plan, plan.steps[0], relation, row) { deriveInner(plan, tail, into: head) }
        if row & 0xFFF == 0, isOver() { return true }
      }
      work += scope.delta.count
    case .deltaRows:
      let count = relations[relation].grid.deltaRows.count
      for index in 0..<count {
        let row = Int(relations[relation].grid.deltaRows[index])
        if bindGridRow(plan, plan.steps[0], relation, row) { deriveInner(plan, tail, into: head) }
        if index & 0xFFF == 0, isOver() { return true }
      }
      work += count
    default: return false
    }
    return true
  }

  private mutating func isOver() -> Bool {
    checkLimits()
    return stopped != nil
  }

  @inline(__always) private mutating func bindRow(
    _ plan: Plan, _ step: PlanStep, _ relation: Int, _ row: UInt32
  ) -> Bool {
    for index in Int(step.bindStart)..<Int(step.bindStart + step.bindCount) {
      let move = plan.moves[index]
      join.setRegister(Int(move.register), relations[relation].term(row, Int(move.column)))
    }
    for index in Int(step.checkStart)..<Int(step.checkStart + step.checkCount) {
      let move = plan.moves[index]
      if relations[relation].term(row, Int(move.column)) != join.registers[Int(move.register)] { return false }
    }
    return true
  }

  @inline(__always) private mutating func bindGridRow(
    _ plan: Plan, _ step: PlanStep, _ relation: Int, _ row: Int
  ) -> Bool {
    for index in Int(step.bindStart)..<Int(step.bindStart + step.bindCount) {
      let move = plan.moves[index]
      join.setRegister(Int(move.register), relations[relation].grid.term(row, Int(move.column)))
    }
    for index in Int(step.checkStart)..<Int(step.checkStart + step.checkCount) {
      let move = plan.moves[index]
      if relations[relation].grid.term(row, Int(move.column)) != join.registers[Int(move.register)] { return false }
    }
    return true
  }

  /// The lookup inside the outer loop, where there is one, and the tail.
  @inline(__always) private mutating func deriveInner(_ plan: Plan, _ tail: PlanTail, into head: Int) {
    if plan.steps.count == 1 { return deriveTail(plan, tail, into: head) }
    let step = plan.steps[1]
    let relation = Int(step.relation)
    let index = Int(step.index)
    let range = unsafe indexes[index].range(
      relations[relation], join.registers.pointer, plan.keys.pointer + Int(step.keyStart))
    for position in range {
      let row = indexes[index].rows[Int(position)]
      for bind in Int(step.bindStart)..<Int(step.bindStart + step.bindCount) {
        let move = plan.moves[bind]
        join.setRegister(Int(move.register), relations[relation].term(row, Int(move.column)))
      }
      deriveTail(plan, tail, into: head)
    }
    work += range.count
  }

  /// Makes the facts of one solution of the outer loops pending in the head's grid.
  @inline(__always) mutating func deriveTail(_ plan: Plan, _ tail: PlanTail, into head: Int) {
    let row = gridRow(plan, head, tail.headStart)
    if row < 0 { return }
    if let link = tail.link { return deriveLinked(plan, tail, link, head, row) }
    if tail.source == .list {
      insertList(plan, tail, head, row)
      return
    }
    let source = Int(tail.relation)
    let from = gridRow(plan, source, tail.keyStart)
    if from < 0 { return }
    let isDelta = tail.source == .delta
    let chunks = isDelta ? relations[source].grid.deltaChunks[from] : relations[source].grid.visibleChunks[from]
    if chunks == 0 { return }
    let bits = unsafe isDelta ? relations[source].grid.deltaRow(from) : relations[source].grid.visibleRow(from)
    if tail.filterCount == 0, tail.excludedCount == 0 {
      unsafe relations[head].grid.union(row, bits, chunks: chunks)
    } else if unsafe filter(plan, tail, bits, words: relations[source].grid.words) {
      unsafe relations[head].grid.union(row, UnsafePointer(scratch.pointer), chunks: chunks)
    }
  }

  /// Puts in the facts of one solution of the outer loops one by one, where the head is no grid.
  mutating func insertTail(_ plan: Plan, _ tail: PlanTail, _ head: Int, _ leveling: Leveling) {
    let source = Int(tail.relation)
    let row = gridRow(plan, source, tail.keyStart)
    if row < 0 { return }
    let words = relations[source].grid.words
    guard unsafe filter(plan, tail, relations[source].grid.visibleRow(row), words: words) else { return }
    for word in 0..<words {
      var rest = scratch[word]
      while rest != 0, stopped == nil {
        join.setRegister(Int(tail.leaf), UInt32(truncatingIfNeeded: word << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
        work += 1
        insert(plan, head, leveling)
      }
    }
  }

  /// The row of a grid by registers; -1 where a term does not occur there.
  @inline(__always) func gridRow(_ plan: Plan, _ relation: Int, _ start: UInt32) -> Int {
    let places = relations[relation].grid.strides.count
    if places == 1 {
      let term = join.registers[Int(plan.keys[Int(start)])]
      return term == Relation.none ? -1 : Int(term)
    }
    var row = 0
    for place in 0..<places {
      let term = join.registers[Int(plan.keys[Int(start) + place])]
      if term == Relation.none { return -1 }
      row += Int(term) * relations[relation].grid.strides[place]
    }
    return row
  }

  /// Leaves in ``scratch`` what the filters leave of a row of bits; false where that is nothing.
  @unsafe mutating func filter(
    _ plan: Plan, _ tail: PlanTail, _ bits: UnsafePointer<UInt64>, words: Int
  ) -> Bool {
    scratch.resize(to: words, filling: 0)
    for word in 0..<words { scratch[word] = unsafe bits[word] }
    for index in 0..<Int(tail.filterCount) {
      let filter = plan.filters[index]
      let relation = Int(filter.relation)
      let row = gridRow(plan, relation, filter.keyStart)
      if row < 0 {
        if filter.isNegated { continue }
        return false
      }
      let kept = unsafe relations[relation].grid.visibleRow(row)
      if filter.isNegated {
        for word in 0..<words { scratch[word] &= unsafe ~kept[word] }
      } else {
        for word in 0..<words { scratch[word] &= unsafe kept[word] }
      }
    }
    for index in 0..<Int(tail.excludedCount) {
      let value = join.registers[Int(plan.keys[Int(tail.excludedStart) + index])]
      if value != Relation.none { scratch[Int(value >> 6)] &= ~(1 << UInt64(value & 63)) }
    }
    return true
  }

  /// Whether a single value passes the filters.
  @inline(__always) private func passes(_ plan: Plan, _ tail: PlanTail, _ value: UInt32) -> Bool {
    for index in 0..<Int(tail.filterCount) {
      let filter = plan.filters[index]
      let row = gridRow(plan, Int(filter.relation), filter.keyStart)
      let isIn = row >= 0 && relations[Int(filter.relation)].grid.contains(row, value)
      if isIn == filter.isNegated { return false }
    }
    for index in 0..<Int(tail.excludedCount)
    where join.registers[Int(plan.keys[Int(tail.excludedStart) + index])] == value {
      return false
    }
    return true
  }

  private mutating func insertList(_ plan: Plan, _ tail: PlanTail, _ head: Int, _ row: Int) {
    let isPlain = tail.filterCount == 0 && tail.excludedCount == 0
    let index = Int(tail.index)
    if indexes[index].isPacked {
      let range = listRange(plan, tail)
      if isPlain {
        let values = unsafe UnsafePointer(indexes[index].values.pointer + Int(range.lowerBound))
        unsafe relations[head].grid.insert(row, values, range.count)
        return
      }
      for position in range {
        let value = indexes[index].values[Int(position)]
        if passes(plan, tail, value) { relations[head].grid.insert(row, value) }
      }
      return
    }
    var next = firstInList(plan, tail)
    while next != Relation.none {
      let value = relations[Int(tail.relation)].term(next, Int(tail.column))
      if isPlain || passes(plan, tail, value) { relations[head].grid.insert(row, value) }
      next = afterInList(plan, tail, next)
    }
  }

  @inline(__always) func listRange(_ plan: Plan, _ tail: PlanTail) -> Range<UInt32> {
    unsafe indexes[Int(tail.index)].range(
      relations[Int(tail.relation)], join.registers.pointer, plan.keys.pointer + Int(tail.keyStart))
  }

  /// The first row of a list that is not packed.
  func firstInList(_ plan: Plan, _ tail: PlanTail) -> UInt32 {
    if indexes[Int(tail.index)].isSkipped { return scanList(plan, tail, from: 0) }
    return unsafe indexes[Int(tail.index)].first(
      relations[Int(tail.relation)], join.registers.pointer, plan.keys.pointer + Int(tail.keyStart))
  }

  func afterInList(_ plan: Plan, _ tail: PlanTail, _ row: UInt32) -> UInt32 {
    if indexes[Int(tail.index)].isSkipped { return scanList(plan, tail, from: row + 1) }
    return indexes[Int(tail.index)].after(row)
  }

  /// The next row with the key in a relation too small for an index.
  private func scanList(_ plan: Plan, _ tail: PlanTail, from start: UInt32) -> UInt32 {
    let relation = Int(tail.relation)
    var row = start
    while row < relations[relation].count {
      var key = Int(tail.keyStart)
      var fits = true
      for column in 0..<relations[relation].arity where column != Int(tail.column) {
        if relations[relation].term(row, column) != join.registers[Int(plan.keys[key])] { fits = false }
        key += 1
      }
      if fits { return row }
      row += 1
    }
    return Relation.none
  }

  // MARK: Counting

  /// Adds a constant as often as the leaf has values.
  mutating func addTail(_ plan: Plan, _ tail: PlanTail, _ number: NumberID) {
    let count = countTail(plan, tail)
    guard count > 0, case .known(let value) = plan.value.value(join.registers, numbers) else { return }
    numbers.add(number.raw, join.registers[Int(plan.head[0])], value, times: count)
  }

  private mutating func countTail(_ plan: Plan, _ tail: PlanTail) -> Int {
    let isPlain = tail.filterCount == 0 && tail.excludedCount == 0
    if tail.source == .list {
      if isPlain, indexes[Int(tail.index)].isPacked { return listRange(plan, tail).count }
      return countList(plan, tail)
    }
    let source = Int(tail.relation)
    let row = gridRow(plan, source, tail.keyStart)
    if row < 0 { return 0 }
    let words = relations[source].grid.words
    let bits = unsafe relations[source].grid.visibleRow(row)
    if !isPlain, unsafe !filter(plan, tail, bits, words: words) { return 0 }
    var count = 0
    for word in 0..<words { count += unsafe (isPlain ? bits[word] : scratch[word]).nonzeroBitCount }
    return count
  }

  private func countList(_ plan: Plan, _ tail: PlanTail) -> Int {
    var count = 0
    if indexes[Int(tail.index)].isPacked {
      for position in listRange(plan, tail)
      where passes(plan, tail, indexes[Int(tail.index)].values[Int(position)]) {
        count += 1
      }
      return count
    }
    var next = firstInList(plan, tail)
    while next != Relation.none {
      if passes(plan, tail, relations[Int(tail.relation)].term(next, Int(tail.column))) { count += 1 }
      next = afterInList(plan, tail, next)
    }
    return count
  }

  // MARK: Grids as heads

  /// Makes one fact pending.
  @inline(__always) mutating func insertInGrid(_ plan: Plan, _ head: Int) {
    var row = 0
    for index in 0..<relations[head].grid.strides.count {
      let place = relations[head].grid.place(index)
      row += Int(join.registers[Int(plan.head[place])]) * relations[head].grid.strides[index]
    }
    relations[head].grid.insert(row, join.registers[Int(plan.head[relations[head].grid.leaf])])
  }

  /// Makes the pending facts visible, as far as the limit of facts goes.
  mutating func flush(_ relation: Int, _ level: UInt32) {
    let rest = limits.derivedFacts.map { max(0, $0 - derived) } ?? Int.max
    derived += relations[relation].flush(level: level, limit: rest)
    if let most = limits.derivedFacts, derived >= most { stopped = .derivedFacts }
  }
}
