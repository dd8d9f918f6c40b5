import TenetProgram
import TenetText

/// Judges profiles one at a time by a ``SlotProgram``: each clause counts what it still waits for (Dowling and Gallier).
///
/// The cost is as the clauses that a profile touches, not as the rule set. One judge serves one thread.
public struct CountingJudge: ~Copyable {
  public let program: SlotProgram
  private let clauses: Vector<SlotClause>
  private let reads: Vector<UInt32>
  /// By slot, the clauses that wait for it (as often as they read it), and where they start.
  private var watchers = Vector<UInt32>()
  private var watcherStarts = Vector<UInt32>()
  /// By clause, how many reads are still open; as many as all reads between profiles.
  private var open: Vector<UInt32>
  private var touched = Vector<UInt32>()
  private var isTrue: Vector<Bool>
  private var trueSlots = Vector<UInt32>()
  private var givenCount = 0
  /// By layer, clauses whose positive reads are all true. Clauses that wait for nothing stay in front.
  private var ready: Slots<Vector<UInt32>>
  private var readyStarts = Vector<Int>()
  private var finder: LevelFinder

  public init(_ program: SlotProgram) {
    precondition(!program.concludesNumbers, "numbers are concluded in batches only")
    self.program = program
    clauses = Vector(program.clauses)
    reads = Vector(program.reads)
    isTrue = Vector(repeating: false, count: program.slotCount)
    open = Vector()
    for clause in program.clauses { open.append(clause.positiveEnd - clause.start) }
    finder = LevelFinder(program)
    let layerCount = Int(program.clauses.map(\.layer).max() ?? 0) + 1
    ready = Slots(capacity: layerCount)
    for _ in 0..<layerCount { ready.append(Vector()) }
    for (number, clause) in program.clauses.enumerated() where clause.positiveEnd == clause.start {
      ready[Int(clause.layer)].append(UInt32(number))
    }
    for layer in 0..<layerCount { readyStarts.append(ready[layer].count) }
    watch()
  }

  private mutating func watch() {
    watcherStarts = Vector(repeating: 0, count: program.slotCount + 2)
    for clause in program.clauses {
      for read in clause.start..<clause.positiveEnd { watcherStarts[Int(reads[Int(read)]) + 2] += 1 }
    }
    for slot in 2..<watcherStarts.count { watcherStarts[slot] += watcherStarts[slot - 1] }
    watchers = Vector(repeating: 0, count: Int(watcherStarts[watcherStarts.count - 1]))
    for (number, clause) in program.clauses.enumerated() {
      for read in clause.start..<clause.positiveEnd {
        let slot = Int(reads[Int(read)]) + 1
        watchers[Int(watcherStarts[slot])] = UInt32(number)
        watcherStarts[slot] += 1
      }
    }
  }

  /// Concludes all that follows from some slots; returns the number of conclusions.
  @discardableResult public mutating func judge(_ given: [SlotID]) -> Int {
    clear()
    for slot in program.always { makeTrue(slot) }
    for slot in given {
      precondition(slot.index < isTrue.count, "no such slot")
      makeTrue(slot.raw)
    }
    givenCount = trueSlots.count
    for layer in 0..<ready.count {
      var next = 0
      while next < ready[layer].count {
        let clause = clauses[Int(ready[layer][next])]
        next += 1
        if !isTrue[Int(clause.head)], !isBlocked(clause) { makeTrue(clause.head) }
      }
    }
    var count = 0
    for index in givenCount..<trueSlots.count where Int(trueSlots[index]) < program.factCount { count += 1 }
    return count
  }

  @inline(__always) private func isBlocked(_ clause: SlotClause) -> Bool {
    if clause.kind == .count {
      let count = program.counts[Int(clause.clause)]
      return !count.test.holds(count.facts.count { isTrue[Int($0)] })
    }
    for read in Int(clause.positiveEnd)..<Int(clause.end) where isTrue[Int(reads[read])] { return true }
    return false
  }

  @inline(__always) private mutating func makeTrue(_ slot: UInt32) {
    if isTrue[Int(slot)] { return }
    isTrue[Int(slot)] = true
    trueSlots.append(slot)
    for entry in Int(watcherStarts[Int(slot)])..<Int(watcherStarts[Int(slot) + 1]) {
      let clause = Int(watchers[entry])
      let rest = open[clause] - 1
      open[clause] = rest
      touched.append(UInt32(truncatingIfNeeded: clause))
      if rest == 0 { ready[Int(clauses[clause].layer)].append(UInt32(truncatingIfNeeded: clause)) }
    }
  }

  private mutating func clear() {
    for index in 0..<touched.count { open[Int(touched[index])] += 1 }
    touched.removeAll()
    for index in 0..<trueSlots.count { isTrue[Int(trueSlots[index])] = false }
    trueSlots.removeAll()
    for layer in 0..<ready.count { ready[layer].setCount(readyStarts[layer]) }
  }

  // MARK: Asking

  /// Whether a slot is true of the profile.
  public func holds(_ slot: SlotID) -> Bool { isTrue[slot.index] }

  /// What was concluded that the profile did not give, in no order that means anything.
  public func conclusionSlots() -> [SlotID] {
    var result: [SlotID] = []
    for index in givenCount..<trueSlots.count where Int(trueSlots[index]) < program.factCount {
      result.append(SlotID(trueSlots[index]))
    }
    return result
  }

  /// The conclusions with their levels and the clauses of their least proofs, each after those that its proof can need.
  public mutating func conclusions() -> [SlotConclusion] {
    finder.begin()
    var slots: [UInt32] = []
    for index in givenCount..<trueSlots.count { slots.append(trueSlots[index]) }
    let ranks = program.ranks
    slots.sort { ranks[Int($0)] < ranks[Int($1)] }
    for slot in slots { finder.add(slot) }
    let flags = unsafe isTrue.pointer
    var result: [SlotConclusion] = []
    finder.find({ unsafe flags[Int($0)] }, into: &result)
    return result
  }
}
