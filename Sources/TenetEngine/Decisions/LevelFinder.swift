import TenetProgram
import TenetText

/// A conclusion of a ``SlotProgram`` about a profile.
public struct SlotConclusion: Hashable, Sendable {
  public var slot: SlotID
  /// The height of the least proof.
  public var level: Int
  /// The clause of the least proof: an index in ``Program/clauses``; -1 for a pick that settling made.
  public var clause: Int

  public init(slot: SlotID, level: Int, clause: Int) {
    self.slot = slot
    self.level = level
    self.clause = clause
  }
}

/// Works out the heights of least proofs where it is known what is true.
struct LevelFinder: ~Copyable {
  private let program: SlotProgram
  private let clauses: Vector<SlotClause>
  private let reads: Vector<UInt32>
  private let concluders: Vector<UInt32>
  private let concluderStarts: Vector<UInt32>
  /// By slot, the number of the segment that finishes it.
  private var finishers: Vector<Int32>
  private let isRecursive: Vector<Bool>
  /// By slot, 0 for one that was not concluded, `unknown` before its level is found.
  private var levels: Vector<UInt32>
  /// By slot that was concluded, the clause of the program that the level comes from.
  private var sources: Vector<Int32>
  private var slots = Vector<UInt32>()

  private static var unknown: UInt32 { UInt32.max }

  init(_ program: SlotProgram) {
    self.program = program
    clauses = Vector(program.clauses)
    reads = Vector(program.reads)
    concluders = Vector(program.concluders)
    concluderStarts = Vector(program.concluderStarts)
    isRecursive = Vector(program.segments.map(\.isRecursive))
    finishers = Vector(repeating: -1, count: program.slotCount)
    for (rank, slot) in program.concluded.enumerated() { finishers[Int(slot)] = program.finishers[rank] }
    levels = Vector(repeating: 0, count: program.slotCount)
    sources = Vector(repeating: -1, count: program.slotCount)
  }

  mutating func begin() { slots.removeAll() }

  /// Adds a conclusion; they come in the order in which slots are finished.
  @inline(__always) mutating func add(_ slot: UInt32) {
    slots.append(slot)
    levels[Int(slot)] = LevelFinder.unknown
  }

  /// Puts the conclusions with levels and clauses into `result`; `isTrue` tells what is true of the profile.
  mutating func find(_ isTrue: (UInt32) -> Bool, into result: inout [SlotConclusion]) {
    var start = 0
    while start < slots.count {
      let finisher = finishers[Int(slots[start])]
      var end = start + 1
      if isRecursive[Int(finisher)] {
        while end < slots.count, finishers[Int(slots[end])] == finisher { end += 1 }
        // Slots of one recursive step wait for each other: go round until no level falls any more.
        while lower(start..<end, isTrue) {}
        for index in start..<end { settle(Int(slots[index]), isTrue) }
      } else {
        settle(Int(slots[start]), isTrue)
      }
      start = end
    }
    result.removeAll(keepingCapacity: true)
    for index in 0..<slots.count {
      let slot = Int(slots[index])
      if slot < program.factCount {
        result.append(SlotConclusion(slot: SlotID(slots[index]), level: Int(levels[slot]), clause: Int(sources[slot])))
      }
    }
    for index in 0..<slots.count { levels[Int(slots[index])] = 0 }
  }

  private mutating func lower(_ range: Range<Int>, _ isTrue: (UInt32) -> Bool) -> Bool {
    var changed = false
    for index in range {
      let slot = Int(slots[index])
      let before = levels[slot]
      settle(slot, isTrue)
      if levels[slot] < before { changed = true }
    }
    return changed
  }

  /// Takes the least level that a clause gives a slot, and the first clause that gives it.
  @inline(__always) private mutating func settle(_ slot: Int, _ isTrue: (UInt32) -> Bool) {
    var least = LevelFinder.unknown
    var source: Int32 = -1
    for entry in Int(concluderStarts[slot])..<Int(concluderStarts[slot + 1]) {
      let clause = clauses[Int(concluders[entry])]
      let level = level(clause, isTrue)
      if level < least { (least, source) = (level, clause.clause) }
    }
    levels[slot] = least
    sources[slot] = source
  }

  /// The level that a clause gives its head; `unknown` where it does not hold or waits for a premise.
  @inline(__always) private func level(_ clause: SlotClause, _ isTrue: (UInt32) -> Bool) -> UInt32 {
    if clause.kind == .count { return level(program.counts[Int(clause.clause)], isTrue) }
    var level: UInt32 = 1
    for read in Int(clause.start)..<Int(clause.premiseEnd) {
      let slot = reads[read]
      if !isTrue(slot) { return LevelFinder.unknown }
      level = max(level, levels[Int(slot)])
    }
    for read in Int(clause.premiseEnd)..<Int(clause.positiveEnd) where !isTrue(reads[read]) {
      return LevelFinder.unknown
    }
    for read in Int(clause.positiveEnd)..<Int(clause.end) where isTrue(reads[read]) { return LevelFinder.unknown }
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
}
