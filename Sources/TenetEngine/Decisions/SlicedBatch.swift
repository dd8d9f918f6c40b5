import TenetProgram
import TenetText

/// Judges up to 512 profiles at once by a ``SlotProgram``: every slot is a column of bits, one for each profile, and a
/// clause is a few operations on columns.
///
/// Use: ``clear()``; ``give(_:to:)`` what each profile starts with; ``evaluate()``; then ask. One batch serves one thread.
public struct SlicedBatch: ~Copyable {
  /// The number of profiles, numbered from 0.
  public static let width = 512

  public let program: SlotProgram
  private var columns: Vector<SIMD8<UInt64>>
  /// By place in ``SlotProgram/concluded``, the column before evaluation.
  private var givenHeads: Vector<SIMD8<UInt64>>
  private let clauses: Vector<SlotClause>
  private let reads: Vector<UInt32>
  /// The conclusions by profile, once they are collected.
  private var lists = ProfileLists()
  /// By fact, the last profile that was given it, counted over all.
  private var givenTo = Vector<UInt32>()
  private var givings: UInt32 = 0
  private var finder: LevelFinder
  /// Profiles whose bits count.
  private var used = SIMD8<UInt64>.zero
  private var effects: SlicedNumbers
  var numbers: NumberTables

  public init(_ program: SlotProgram) {
    self.program = program
    columns = Vector(repeating: .zero, count: max(1, program.slotCount))
    givenHeads = Vector(repeating: .zero, count: program.concluded.count)
    clauses = Vector(program.clauses)
    reads = Vector(program.reads)
    finder = LevelFinder(program)
    effects = SlicedNumbers(program)
    numbers = NumberTables(program)
    clear()
  }

  /// Forgets all profiles.
  public mutating func clear() {
    for slot in 0..<columns.count { columns[slot] = .zero }
    used = .zero
    for slot in program.always { columns[Int(slot)] = SIMD8(repeating: UInt64.max) }
    effects.clear()
    numbers.clear()
  }

  /// Takes a number that a profile gives, if rules have to do with it here; another value than before makes it contested.
  public mutating func give(_ number: NumberID, subject: TermID, _ value: ExactDecimal, to profile: Int) {
    if program.hasNumbers { numbers.give(number, subject, value, to: profile) }
  }

  /// Makes a slot true of a profile.
  @inline(__always) public mutating func give(_ slot: SlotID, to profile: Int) {
    precondition(profile >= 0 && profile < SlicedBatch.width && slot.index < columns.count, "no such profile or slot")
    unsafe word(slot.index, profile).pointee |= 1 << UInt64(profile & 63)
  }

  /// The word of a column that holds a profile's bit.
  @inline(__always) @unsafe private func word(_ slot: Int, _ profile: Int) -> UnsafeMutablePointer<UInt64> {
    let start = unsafe UnsafeMutableRawPointer(columns.pointer) + slot * MemoryLayout<SIMD8<UInt64>>.stride
    return unsafe start.assumingMemoryBound(to: UInt64.self) + profile >> 6
  }

  /// Makes slots true of a profile.
  public mutating func give(_ slots: [SlotID], to profile: Int) {
    for slot in slots { give(slot, to: profile) }
  }

  /// Makes facts true of a profile; numbers beyond the slots stand for facts that no rule mentions.
  ///
  /// Returns how many different ones among them `counts` wants counted; it has an entry for every fact.
  public mutating func give(_ facts: [Int32], to profile: Int, counting counts: [Bool]) -> Int {
    if givings == UInt32.max {
      givings = 0
      givenTo = Vector()
    }
    givings += 1
    givenTo.resize(to: counts.count, filling: 0)
    var count = 0
    for fact in facts where givenTo[Int(fact)] != givings {
      givenTo[Int(fact)] = givings
      if counts[Int(fact)] { count += 1 }
      if Int(fact) < program.factCount { give(SlotID(UInt32(fact)), to: profile) }
    }
    return count
  }

  /// Concludes all that follows, of the first `count` profiles.
  public mutating func evaluate(count: Int = SlicedBatch.width) {
    used = .zero
    for profile in stride(from: 0, to: count, by: 64) {
      let rest = min(64, count - profile)
      used[profile >> 6] = rest == 64 ? UInt64.max : (1 << UInt64(rest)) - 1
    }
    for (rank, slot) in program.concluded.enumerated() { givenHeads[rank] = columns[Int(slot)] }
    for run in program.runs {
      if !run.isRecursive {
        _ = pass(run)
      } else {
        while pass(run) {}
      }
    }
  }

  /// Runs some clauses once; returns whether something was new.
  private mutating func pass(_ run: SlotSegment) -> Bool {
    var changed = SIMD8<UInt64>.zero
    for index in Int(run.start)..<Int(run.end) {
      let clause = clauses[index]
      var holds = SIMD8<UInt64>(repeating: UInt64.max)
      for read in Int(clause.start)..<Int(clause.positiveEnd) { holds &= columns[Int(reads[read])] }
      for read in Int(clause.positiveEnd)..<Int(clause.end) { holds &= ~columns[Int(reads[read])] }
      if clause.kind.hasNoReads { holds = decide(clause) }
      let before = columns[Int(clause.head)]
      columns[Int(clause.head)] = before | holds
      if run.isRecursive { changed |= holds & ~before }
    }
    return changed != .zero
  }

  /// The profiles of which a clause without reads holds.
  @inline(never) private mutating func decide(_ clause: SlotClause) -> SIMD8<UInt64> {
    switch clause.kind {
    case .rule, .pick, .effect: .zero
    case .count: column(of: program.counts[Int(clause.clause)])
    case .comparison: effects.meeting(Int(clause.clause), used, &numbers)
    case .settle: settle(program.numbers.settlings[Int(clause.clause)])
    }
  }

  /// Gives a number its value; true of no profile.
  private mutating func settle(_ settling: SlotSettling) -> SIMD8<UInt64> {
    for effect in settling.effects {
      effects.apply(effect, to: columns[Int(program.numbers.effectSlots[effect])] & used, &numbers)
    }
    numbers.settle(settling.number, isAdded: program.compiled.isAdded[settling.number.index], used)
    return .zero
  }

  /// The profiles of which a count holds.
  private func column(of count: SlotCount) -> SIMD8<UInt64> {
    var counter = BitCounter()
    for slot in count.facts { counter.add(columns[Int(slot)]) }
    return counter.passing(count.test)
  }

  /// The number of conclusions, of all profiles together.
  public func conclusionCount() -> Int {
    var count = 0
    for (rank, slot) in program.concluded.enumerated() where Int(slot) < program.factCount {
      let new = columns[Int(slot)] & ~givenHeads[rank] & used
      for lane in 0..<8 { count += new[lane].nonzeroBitCount }
    }
    return count
  }

  // MARK: Asking

  /// The profiles that count of which a slot is true.
  func column(of slot: Int) -> SIMD8<UInt64> { columns[slot] & used }

  /// Those of which it was true before evaluation.
  func given(_ slot: Int) -> SIMD8<UInt64> {
    let rank = Int(program.ranks[slot])
    return rank < 0 ? columns[slot] & used : givenHeads[rank] & used
  }

  /// Makes a slot true of the profiles of which what is left over concludes it.
  mutating func set(_ slot: Int, to column: SIMD8<UInt64>) { columns[slot] = column }

  /// The profiles that count.
  var profiles: SIMD8<UInt64> { used }

  /// Whether a slot is true of a profile.
  @inline(__always) public func holds(_ slot: SlotID, of profile: Int) -> Bool {
    unsafe word(slot.index, profile).pointee >> UInt64(profile & 63) & 1 == 1
  }

  /// Whether the general engine has something to report about the numbers of a profile: two values, or one that does not
  /// fit. What is asked about such a profile has no meaning.
  public func isSpoilt(_ profile: Int) -> Bool { numbers.isSpoilt(profile) }

  /// What a number of a profile came to, where the program has numbers.
  public func value(of number: NumberID, subject: TermID, of profile: Int) -> NumberValue {
    numbers.value(of: number, subject, of: profile)
  }

  /// What an effect sets or adds, by its number; nil where that is unknown.
  public func value(ofEffect effect: Int, of profile: Int) -> ExactDecimal? {
    effects.value(ofEffect: effect, of: profile, numbers)
  }

  /// The subjects for which a number of a profile has a value, rising.
  public func subjects(of number: NumberID, of profile: Int) -> [TermID] {
    numbers.subjects(of: number, profile)
  }

  /// Whether the conditions of an instance of a clause hold of a profile.
  public func fires(_ instance: Int, of profile: Int) -> Bool {
    let clause = clauses[instance]
    for read in Int(clause.start)..<Int(clause.end) {
      if holds(SlotID(reads[read]), of: profile) != (read < Int(clause.positiveEnd)) { return false }
    }
    return true
  }

  /// Sorts the conclusions by profile; to be called once after ``evaluate(count:)``, before ``conclusions(of:_:)``.
  public mutating func collect() {
    lists.begin()
    for (rank, slot) in program.concluded.enumerated() {
      lists.add(slot, columns[Int(slot)] & ~givenHeads[rank] & used)
    }
    lists.end()
  }

  /// What was concluded of a profile that it did not give, each conclusion after those that its proof can need.
  public func conclusionSlots(of profile: Int) -> [SlotID] {
    var result: [SlotID] = []
    for index in lists.range(of: profile) where Int(lists[index]) < program.factCount {
      result.append(SlotID(lists[index]))
    }
    return result
  }

  /// The conclusions of a profile with their levels and the clauses of their least proofs.
  public mutating func conclusions(of profile: Int) -> [SlotConclusion] {
    var result: [SlotConclusion] = []
    conclusions(of: profile, into: &result)
    return result
  }

  /// Puts the conclusions of a profile in the place of what was in `result`.
  public mutating func conclusions(of profile: Int, into result: inout [SlotConclusion]) {
    finder.begin()
    for index in lists.range(of: profile) { finder.add(lists[index]) }
    let words = unsafe word(0, profile)
    let shift = UInt64(profile & 63)
    finder.find({ slot in unsafe words[Int(slot) &* 8] &>> shift & 1 == 1 }, into: &result)
  }
}
