import TenetEngine
import TenetModel

/// The instances of clauses that a judge has met, and which of them stand in the proofs of a line.
///
/// An instance that needs no variables has the number that it has in the ``SlotProgram``; one of the rules that are left over
/// has that of the ``RestBatch`` behind all these.
struct Instances: ~Copyable {
  private let program: SlotProgram
  /// By number, as far as they were met.
  private var known: [ClauseInstance?]
  /// By slot, the clause whose instances were wanted last, and these: mostly it is the next one too.
  private var lastClause: [Int]
  private var lastInstances: [[Int]]
  /// The instance where there is one alone; else -1.
  private var lastOnly: [Int]
  /// That of the line at hand.
  var order: LineOrder
  /// Whether some proof may hang on the order of facts, though each conclusion has one instance: by a count, or where a clause
  /// that concludes no fact of its own has several.
  let needOrder: Bool

  /// - Parameter conflicts: their clauses.
  init(_ program: SlotProgram, members: [Fact: Int], conflicts: [Int]) {
    self.program = program
    order = LineOrder(program, members: members)
    needOrder =
      program.countCount > 0 || program.hasSeveralInstances || program.restCountsOrAdds
      || conflicts.contains { program.isLeft[$0] }
    known = Array(repeating: nil, count: program.clauseCount)
    lastClause = Array(repeating: -1, count: program.factCount)
    lastInstances = Array(repeating: [], count: program.factCount)
    lastOnly = lastClause
  }

  /// Forgets the instances of the rules that are left over.
  mutating func forget() { known.removeSubrange(program.clauseCount...) }

  /// Whether it is one of the rules that are left over.
  func isOpen(_ number: Int) -> Bool { number >= program.clauseCount }

  mutating func instance(
    _ number: Int, of clause: Int, _ rest: borrowing QuickRest, _ facts: borrowing FactTable
  ) -> ClauseInstance {
    if number >= known.count { known += Array(repeating: nil, count: number + 1 - known.count) }
    if let instance = known[number] { return instance }
    let instance =
      isOpen(number) ? rest.instance(number - program.clauseCount, of: clause, facts) : program.instance(number)
    known[number] = instance
    return instance
  }

  /// As ``instance(_:of:_:_:)``, and the order comes to know its counts.
  mutating func ordered(
    _ number: Int, of clause: Int, _ rest: borrowing QuickRest, _ facts: borrowing FactTable
  ) -> ClauseInstance {
    let instance = instance(number, of: clause, rest, facts)
    if !isOpen(number) { return instance }
    for case .check(let check) in instance.grounds where !order.knows(check: check) {
      if let count = rest.counted(check, facts) { order.take(check: check, count) }
    }
    return instance
  }

  /// The instance by which a line concludes a fact, where there is but one; nil where the order of facts has to tell, or it is
  /// by none.
  mutating func only(_ conclusion: SlotConclusion, _ rest: borrowing QuickRest) -> Int? {
    if conclusion.clause < 0 { return nil }
    if program.isLeft[conclusion.clause] {
      return rest.instance(of: conclusion.slot.index).map { $0 + program.clauseCount }
    }
    let slot = conclusion.slot.index
    if lastClause[slot] != conclusion.clause { take(conclusion) }
    return lastOnly[slot] < 0 ? nil : lastOnly[slot]
  }

  /// The instance by which a line concludes a fact, by the order of facts, where ``only(_:_:)`` found none; nil where it is not
  /// known here.
  mutating func earliest(
    _ conclusion: SlotConclusion, _ position: Int, _ batch: borrowing SlicedBatch, _ rest: borrowing QuickRest,
    _ facts: borrowing FactTable
  ) -> Int? {
    let clause = conclusion.clause
    let candidates =
      program.isLeft[clause]
      ? rest.instances(of: clause, concluding: conclusion.slot.index, position).map { $0 + program.clauseCount }
      : lastInstances[conclusion.slot.index].filter { batch.fires($0, of: position) }
    let lowest = candidates.filter { order.isBelow(conclusion.level, ordered($0, of: clause, rest, facts)) }
    return sorted(lowest, of: clause, rest, facts)?.first
  }

  private mutating func take(_ conclusion: SlotConclusion) {
    let slot = conclusion.slot
    lastClause[slot.index] = conclusion.clause
    lastInstances[slot.index] = program.instances(ofClause: conclusion.clause, concluding: slot)
    lastOnly[slot.index] = lastInstances[slot.index].count == 1 ? lastInstances[slot.index][0] : -1
  }

  /// Instances of one clause that hold, in the order in which proofs name them; nil where that is not known here.
  mutating func sorted(
    _ numbers: [Int], of clause: Int, _ rest: borrowing QuickRest, _ facts: borrowing FactTable
  ) -> [Int]? {
    if numbers.count < 2 { return numbers }
    var entries: [(number: Int, instance: ClauseInstance)] = []
    for number in numbers { entries.append((number, ordered(number, of: clause, rest, facts))) }
    var isKnown = true
    entries.sortFew { left, right in
      guard let precedes = order.precedes(left.instance, right.instance) else {
        isKnown = false
        return false
      }
      return precedes
    }
    return isKnown ? entries.map(\.number) : nil
  }

  /// Of effects on a number that hold, by clause, those that count, in the order of its trace: each once, by the first
  /// instance. Nil where that is not known here.
  mutating func counting(
    _ effects: [(instance: Int, clause: Int, effect: Int)], _ rest: borrowing QuickRest, _ facts: borrowing FactTable
  ) -> [(instance: Int, clause: Int, effect: Int)]? {
    var result: [(instance: Int, clause: Int, effect: Int)] = []
    var start = 0
    while start < effects.count {
      let clause = effects[start].clause
      var end = start + 1
      while end < effects.count, effects[end].clause == clause { end += 1 }
      guard let numbers = sorted(effects[start..<end].map(\.instance), of: clause, rest, facts) else { return nil }
      for number in numbers {
        guard let found = effects[start..<end].first(where: { $0.instance == number }) else { continue }
        if !result.contains(where: { $0.effect == found.effect }) { result.append(found) }
      }
      start = end
    }
    return result
  }
}
