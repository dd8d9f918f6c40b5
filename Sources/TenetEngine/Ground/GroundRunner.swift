import TenetModel
import TenetText

/// Judges profiles one after the other by a ground program; keeps its memory between them.
public struct GroundRunner: Sendable {
  public let program: GroundRules
  /// The height of each fact's least proof; 0 where it does not hold.
  private var levels: [Int32]
  /// The clause of the least proof; -1 for a given fact or a pick that was taken over.
  private var clauses: [Int32]
  /// The facts that hold, in the order in which they were found.
  private var found: [Int32] = []
  private var givenCount = 0
  /// Operations that are to be looked at, one bit each.
  private var pending: [UInt64]
  private let start: [UInt64]
  /// Whether some instance of the clause held, for clauses that are asked about.
  private var fired: [Int32] = []
  private var isFired: [Bool]
  private var scratch: [Int32] = []

  public init(_ program: GroundRules, clauseCount: Int) {
    self.program = program
    levels = Array(repeating: 0, count: program.factCount)
    clauses = Array(repeating: -1, count: program.factCount)
    var start = Array(repeating: UInt64(0), count: program.operations.count / 64 + 1)
    for operation in program.always { start[Int(operation >> 6)] |= 1 << UInt64(operation & 63) }
    self.start = start
    pending = start
    isFired = Array(repeating: false, count: clauseCount)
  }

  /// A number for a fact that no clause mentions, so that it is counted once.
  public mutating func addFact() -> Int32 {
    levels.append(0)
    clauses.append(-1)
    return Int32(levels.count - 1)
  }

  // MARK: Results

  /// The facts that hold and were not given.
  public var derived: ArraySlice<Int32> { found[givenCount...] }
  /// The given facts that hold, each once.
  public var given: ArraySlice<Int32> { found[..<givenCount] }

  /// The picks of a choice, one bit for each entry of ``GroundRules/picks(of:)``.
  public func picks(of choice: Int) -> UInt64 {
    var picked: UInt64 = 0
    for (index, fact) in program.choices[choice].picks.enumerated() where levels[Int(fact)] > 0 {
      picked |= 1 << UInt64(index)
    }
    return picked
  }

  public func holds(_ fact: Int32) -> Bool { levels[Int(fact)] > 0 }
  public func level(of fact: Int32) -> Int32 { levels[Int(fact)] }
  /// The clause of the fact's least proof, or -1.
  public func clause(of fact: Int32) -> Int32 { clauses[Int(fact)] }
  public func fired(_ clause: Int) -> Bool { isFired[clause] }

  // MARK: Running

  /// Evaluates the program for given facts, by their numbers.
  ///
  /// Cost: as the clauses whose first condition holds.
  public mutating func run(_ given: [Int32]) {
    reset()
    for fact in given where levels[Int(fact)] == 0 { set(fact, 1, -1) }
    givenCount = found.count
    var word = 0
    while word < pending.count {
      while pending[word] != 0 {
        let bit = pending[word].trailingZeroBitCount
        pending[word] &= pending[word] &- 1
        run(program.operations[word << 6 | bit])
      }
      word += 1
    }
  }

  private mutating func reset() {
    for fact in found { levels[Int(fact)] = 0 }
    found.removeAll(keepingCapacity: true)
    for clause in fired { isFired[Int(clause)] = false }
    fired.removeAll(keepingCapacity: true)
    for word in pending.indices { pending[word] = start[word] }
  }

  private mutating func set(_ fact: Int32, _ level: Int32, _ clause: Int32) {
    levels[Int(fact)] = level
    clauses[Int(fact)] = clause
    found.append(fact)
    guard Int(fact) < program.watchers.count else { return }
    for operation in program.watchers[Int(fact)] { pending[Int(operation >> 6)] |= 1 << UInt64(operation & 63) }
  }

  private mutating func run(_ operation: GroundRules.Operation) {
    switch operation.kind {
    case .derive: for instance in operation.range { _ = derive(Int(instance)) }
    case .recursive:
      var hasChanged = true
      while hasChanged {
        hasChanged = false
        for instance in operation.range where derive(Int(instance)) { hasChanged = true }
      }
      for instance in operation.range { prefer(Int(instance)) }
    case .choice: settle(program.choices[Int(operation.range.lowerBound)])
    }
  }

  /// Draws the conclusion of an instance whose conditions hold; true where that changes something.
  private mutating func derive(_ index: Int) -> Bool {
    let instance = program.instances[index]
    guard let height = self.height(of: instance) else { return false }
    fire(instance.clause)
    let head = Int(instance.head)
    if levels[head] == 0 {
      set(instance.head, height, instance.clause)
      return true
    }
    guard clauses[head] >= 0 else { return false }
    if height < levels[head] {
      levels[head] = height
      clauses[head] = instance.clause
      return true
    }
    if height == levels[head], instance.clause < clauses[head] { clauses[head] = instance.clause }
    return false
  }

  /// Of several proofs of one height the earliest clause counts.
  private mutating func prefer(_ index: Int) {
    let instance = program.instances[index]
    let head = Int(instance.head)
    if clauses[head] > instance.clause, let height = self.height(of: instance), height == levels[head] {
      clauses[head] = instance.clause
    }
  }

  private mutating func fire(_ clause: Int32) {
    if isFired[Int(clause)] { return }
    isFired[Int(clause)] = true
    fired.append(clause)
  }

  /// One more than the highest premise; nil where a condition does not hold.
  private mutating func height(of instance: GroundRules.Instance) -> Int32? {
    var height: Int32 = 1
    for index in instance.positives {
      let level = levels[Int(program.lists[Int(index)])]
      if level == 0 { return nil }
      if level > height { height = level }
    }
    for index in instance.negatives where levels[Int(program.lists[Int(index)])] != 0 { return nil }
    for index in instance.counts {
      guard let level = self.height(of: program.counts[Int(index)]) else { return nil }
      if level > height { height = level }
    }
    return height + 1
  }

  /// The level of the highest fact that a count stands on; nil where the count does not hold.
  private mutating func height(of count: GroundRules.Count) -> Int32? {
    scratch.removeAll(keepingCapacity: true)
    for index in count.facts {
      let level = levels[Int(program.lists[Int(index)])]
      if level > 0 { scratch.append(level) }
    }
    let number = Int32(scratch.count)
    if (number >= count.least && number <= count.most) != count.isInside { return nil }
    if count.premises == 0 { return 1 }
    scratch.sort()
    return scratch[Int(count.premises) - 1]
  }

  private mutating func settle(_ choice: GroundRules.Choice) {
    guard choice.plan.picks != choice.plan.candidates else { return }
    var hasAny = false
    for (candidate, pick) in zip(choice.candidates, choice.picks) where levels[Int(candidate)] > 0 {
      if hasAny, choice.plan.policy == .first { break }
      hasAny = true
      if levels[Int(pick)] == 0 { set(pick, levels[Int(candidate)], -1) }
    }
    if !hasAny, let otherwise = choice.otherwise, levels[Int(otherwise)] == 0 { set(otherwise, 1, -1) }
  }
}
