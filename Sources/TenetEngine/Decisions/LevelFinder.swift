import TenetModel
import TenetText

/// A conclusion of a ``SlotProgram`` about a profile.
public struct SlotConclusion: Hashable, Sendable {
  public var slot: SlotID
  /// The height of the least proof.
  public var level: Int
  /// The clause of the least proof: an index in ``Program/clauses``; -1 for a pick that settling made.
  public var clause: Int
}

/// Works out the heights of least proofs where it is known what is true.
struct LevelFinder: ~Copyable {
  private let program: SlotProgram
  /// By slot, 0 for one that was not concluded, `unknown` before its level is found.
  private var levels: Vector<UInt32>
  private var slots = Vector<UInt32>()

  private static var unknown: UInt32 { UInt32.max }

  init(_ program: SlotProgram) {
    self.program = program
    levels = Vector(repeating: 0, count: program.slotCount)
  }

  mutating func begin() { slots.removeAll() }

  /// Adds a conclusion; they come in the order in which slots are finished.
  mutating func add(_ slot: UInt32) {
    slots.append(slot)
    levels[Int(slot)] = LevelFinder.unknown
  }

  /// The conclusions with levels and clauses; `isTrue` tells what is true of the profile.
  mutating func find(_ isTrue: (UInt32) -> Bool) -> [SlotConclusion] {
    var start = 0
    while start < slots.count {
      let finisher = program.finishers[Int(program.ranks[Int(slots[start])])]
      var end = start + 1
      while end < slots.count, program.finishers[Int(program.ranks[Int(slots[end])])] == finisher { end += 1 }
      // Slots of one recursive step wait for each other: go round until no level falls any more.
      while lower(start..<end, isTrue) && program.segments[Int(finisher)].isRecursive {}
      start = end
    }
    var result: [SlotConclusion] = []
    result.reserveCapacity(slots.count)
    for index in 0..<slots.count where Int(slots[index]) < program.factCount {
      result.append(conclusion(slots[index], isTrue))
    }
    for index in 0..<slots.count { levels[Int(slots[index])] = 0 }
    return result
  }

  private mutating func lower(_ range: Range<Int>, _ isTrue: (UInt32) -> Bool) -> Bool {
    var changed = false
    for index in range {
      let slot = Int(slots[index])
      var least = levels[slot]
      for entry in Int(program.concluderStarts[slot])..<Int(program.concluderStarts[slot + 1]) {
        least = min(least, level(program.clauses[Int(program.concluders[entry])], isTrue))
      }
      if least < levels[slot] {
        levels[slot] = least
        changed = true
      }
    }
    return changed
  }

  /// The level that a clause gives its head; `unknown` where it does not hold or waits for a premise.
  private func level(_ clause: SlotClause, _ isTrue: (UInt32) -> Bool) -> UInt32 {
    if clause.kind == .count { return level(program.counts[Int(clause.clause)], isTrue) }
    var level: UInt32 = 1
    for read in Int(clause.start)..<Int(clause.end) {
      let slot = program.reads[read]
      if isTrue(slot) != (read < Int(clause.positiveEnd)) { return LevelFinder.unknown }
      if read < Int(clause.premiseEnd) { level = max(level, levels[Int(slot)]) }
    }
    return level == LevelFinder.unknown || clause.kind == .pick ? level : level + 1
  }

  /// The level of the highest fact that a count stands on.
  private func level(_ count: SlotCount, _ isTrue: (UInt32) -> Bool) -> UInt32 {
    let held = count.facts.filter(isTrue)
    guard count.test.holds(held.count) else { return LevelFinder.unknown }
    if count.test.premises == 0 { return 1 }
    // A given fact has level 1, and none here.
    return held.map { max(1, levels[Int($0)]) }.sorted()[count.test.premises - 1]
  }

  private func conclusion(_ slot: UInt32, _ isTrue: (UInt32) -> Bool) -> SlotConclusion {
    let least = levels[Int(slot)]
    for entry in Int(program.concluderStarts[Int(slot)])..<Int(program.concluderStarts[Int(slot) + 1]) {
      let clause = program.clauses[Int(program.concluders[entry])]
      if level(clause, isTrue) == least {
        return SlotConclusion(slot: SlotID(slot), level: Int(least), clause: Int(clause.clause))
      }
    }
    preconditionFailure("what was concluded has a clause that holds")
  }
}
