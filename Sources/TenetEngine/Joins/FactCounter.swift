import TenetProgram

/// Decides `.count` literals: how many distinct values a place takes among the facts that fit.
///
/// Facts are counted of finished relations only.
struct FactCounter: ~Copyable {
  /// By term, the run of the counter that has met it.
  private var stamps = Vector<UInt32>()
  private var run: UInt32 = 0
  /// By term, which of the values it is.
  private var positions = Vector<UInt32>()
  /// For each value that was counted, its best row: the one that comes first in the order of facts.
  private(set) var bestRows = Vector<UInt32>()
  private var key = Vector<UInt32>()

  struct Outcome {
    var holds: Bool
    /// The greatest level among the facts that the proof needs; 1 where it needs none.
    var level: UInt32
  }

  init() {}

  /// Whether the test holds with these registers, and (if asked) the level of its cheapest proof.
  mutating func test(
    _ test: PlanTest, _ registers: borrowing Vector<UInt32>, _ relations: borrowing Slots<Relation>,
    _ indexes: borrowing Slots<Index>, tracksLevels: Bool
  ) -> Outcome {
    let members = test.isEvery ? memberCount(test, registers, relations) : 0
    let needed = test.needed(members: members)
    let isUniform = relations[test.relation].isUniform
    let wantsLevels = tracksLevels && !isUniform && needed > 0
    let enough = wantsLevels ? Int.max : test.enough(members: members)
    let found = count(test, registers, relations, indexes, enough: enough, wantsRows: false)
    let holds = test.holds(found, members: members)
    if !holds || needed == 0 { return Outcome(holds: holds, level: 1) }
    if !wantsLevels { return Outcome(holds: true, level: max(1, relations[test.relation].leastLevel)) }
    return Outcome(holds: true, level: level(needed, relations[test.relation]))
  }

  /// The number of distinct values, up to `enough`; stopping there; each one's best row is left in ``bestRows``.
  mutating func count(
    _ test: PlanTest, _ registers: borrowing Vector<UInt32>, _ relations: borrowing Slots<Relation>,
    _ indexes: borrowing Slots<Index>, enough: Int, wantsRows: Bool
  ) -> Int {
    bestRows.removeAll()
    run &+= 1
    let relation = test.relation
    if test.keys.count == test.arity {
      return countMember(test, registers, relations[relation], wantsRows: wantsRows)
    }
    let isScan = test.index < 0 || indexes[test.index].isSkipped
    var row: UInt32 = 0
    if isScan {
      while Int(row) < relations[relation].count, bestRows.count < enough {
        note(test, registers, relations, row)
        row += 1
      }
      return bestRows.count
    }
    setKey(test, registers)
    if indexes[test.index].isPacked {
      let range = unsafe indexes[test.index].range(relations[relation], key.pointer, identityKey.pointer)
      for position in range where bestRows.count < enough {
        note(test, registers, relations, indexes[test.index].rows[Int(position)])
      }
      return bestRows.count
    }
    row = unsafe indexes[test.index].first(relations[relation], key.pointer, identityKey.pointer)
    while row != Relation.none, bestRows.count < enough {
      note(test, registers, relations, row)
      row = indexes[test.index].after(row)
    }
    return bestRows.count
  }

  /// 0, 1, 2, …: the key stands in its own order.
  private var identityKey = {
    var result = Vector<UInt32>()
    for index in 0..<UInt32(Index.greatestKeyCount) { result.append(index) }
    return result
  }()

  private mutating func setKey(_ test: PlanTest, _ registers: borrowing Vector<UInt32>) {
    key.resize(to: test.keys.count, filling: 0)
    for (index, register) in test.keys.enumerated() { key[index] = registers[Int(register)] }
  }

  private mutating func countMember(
    _ test: PlanTest, _ registers: borrowing Vector<UInt32>, _ relation: borrowing Relation, wantsRows: Bool
  ) -> Int {
    setKey(test, registers)
    // Whether there is a fact is all that such a test asks; its level never counts.
    if !wantsRows { return unsafe relation.contains(key.pointer) ? 1 : 0 }
    let row = unsafe relation.find(key.pointer)
    if row == Relation.none { return 0 }
    bestRows.append(row)
    return 1
  }

  private func fits(
    _ test: PlanTest, _ registers: borrowing Vector<UInt32>, _ relation: borrowing Relation, _ row: UInt32
  ) -> Bool {
    for check in test.checks where relation.term(row, Int(check.column)) != registers[Int(check.register)] {
      return false
    }
    return true
  }

  /// Counts a row's value if the row fits, unless it is excluded, outside the kind, or met before.
  private mutating func note(
    _ test: PlanTest, _ registers: borrowing Vector<UInt32>, _ relations: borrowing Slots<Relation>, _ row: UInt32
  ) {
    if !fits(test, registers, relations[test.relation], row) { return }
    if test.place < 0 {
      if bestRows.count == 0 { bestRows.append(row) } else { keepBetter(0, row, relations[test.relation]) }
      return
    }
    let value = relations[test.relation].term(row, test.place)
    if test.excluding >= 0, registers[test.excluding] == value { return }
    if test.kind >= 0, !isMember(value, relations[test.kind]) { return }
    let term = Int(value)
    if term >= stamps.count {
      stamps.resize(to: max(term + 1, stamps.count * 2), filling: 0)
      positions.resize(to: stamps.count, filling: 0)
    }
    if stamps[term] == run {
      keepBetter(Int(positions[term]), row, relations[test.relation])
    } else {
      stamps[term] = run
      positions[term] = UInt32(bestRows.count)
      bestRows.append(row)
    }
  }

  private mutating func keepBetter(_ position: Int, _ row: UInt32, _ relation: borrowing Relation) {
    if relation.precedes(row, bestRows[position]) { bestRows[position] = row }
  }

  private func isMember(_ term: UInt32, _ kind: borrowing Relation) -> Bool {
    var key = term
    return unsafe withUnsafePointer(to: &key) { unsafe kind.find($0) != Relation.none }
  }

  /// How many members the kind has, without the excluded one.
  private func memberCount(
    _ test: PlanTest, _ registers: borrowing Vector<UInt32>, _ relations: borrowing Slots<Relation>
  ) -> Int {
    if test.kind < 0 { return 0 }
    let count = relations[test.kind].count
    if test.excluding >= 0, isMember(registers[test.excluding], relations[test.kind]) { return count - 1 }
    return count
  }

  /// The level of the last of the `needed` values with the least levels.
  private mutating func level(_ needed: Int, _ relation: borrowing Relation) -> UInt32 {
    var levels: [UInt32] = []
    for index in 0..<bestRows.count { levels.append(relation.level(bestRows[index])) }
    levels.sort()
    return needed <= levels.count ? max(1, levels[needed - 1]) : 1
  }
}

extension PlanTest {
  var isEvery: Bool {
    switch bound {
    case .every, .notEvery: true
    default: false
    }
  }

  func holds(_ count: Int, members: Int) -> Bool { PlanTest.holds(bound, count, members: members) }

  static func holds(_ bound: CountTest.Bound, _ count: Int, members: Int) -> Bool {
    switch bound {
    case .atLeast(let limit): count >= limit
    case .atMost(let limit): count <= limit
    case .exactly(let limit): count == limit
    case .notExactly(let limit): count != limit
    case .every: count >= members
    case .notEvery: count < members
    }
  }

  /// How many facts a proof of the literal stands on.
  func needed(members: Int) -> Int {
    switch bound {
    case .atLeast(let limit), .exactly(let limit): max(0, limit)
    case .every: members
    default: 0
    }
  }

  /// Beyond this many values the answer does not change.
  func enough(members: Int) -> Int {
    switch bound {
    case .atLeast(let limit): max(1, limit)
    case .atMost(let limit), .exactly(let limit), .notExactly(let limit): max(0, limit) + 1
    case .every, .notEvery: max(1, members)
    }
  }
}
