import TenetProgram
import TenetText

/// The tag of ``SlotID``.
public enum SlotTag {}

/// Names something of a ``SlotProgram`` that is true or false of a profile: a fact, or a condition on what it gives.
public typealias SlotID = ID<SlotTag>

/// The part of a program that can do without variables, for judging very many profiles.
///
/// A step of the schedule belongs to it when its clauses mention a known, finite set of facts, counts of them, conditions that
/// look at nothing but what a profile gives, and nothing that the other steps conclude. What is left over, ``rest``, the
/// general engine can run on top. Each fact that the part mentions has a *slot*, and so has each condition and count.
public final class SlotProgram: Sendable {
  public let compiled: CompiledProgram
  /// What slots below the first condition stand for.
  let atoms: [Fact]
  /// What the slots after those of atoms stand for.
  let conditions: [SlotCondition]
  /// What the slots after those of conditions stand for.
  let counts: [SlotCount]
  /// In the order of the schedule.
  let clauses: [SlotClause]
  /// By clause, the values of the variables that it had in the program.
  let bindings: [[TermID?]]
  /// Memberships of kinds are decided: no clause reads them.
  let decidesKinds: Bool
  /// The slots that clauses read, one clause after the other; see ``SlotClause``.
  let reads: [UInt32]
  /// Steps of the schedule.
  let segments: [SlotSegment]
  /// As few runs of clauses as will do.
  let runs: [SlotSegment]
  /// Slots that are true of every profile, because the program says so.
  let always: [UInt32]
  /// Slots that some clause concludes, by the order in which they are finished. Counts are among them.
  let concluded: [UInt32]
  /// By slot, its place in ``concluded``, or -1.
  let ranks: [Int32]
  /// By place in ``concluded``, the number of the segment that finishes it.
  let finishers: [Int32]
  /// By slot, the range of its clauses in ``concluders``.
  let concluderStarts: [UInt32]
  /// Numbers of clauses in `clauses`, by their index in the program.
  let concluders: [UInt32]
  /// Steps of the schedule (indices) that the general engine must run.
  public let rest: [Int]
  /// Steps of the schedule that conclude numbers, and are not among ``rest``.
  let numberSteps: [Int]
  let numbers: SlotNumbers
  private let extraCount: Int
  /// By slot of a fact: no clause of those steps can conclude it.
  public let isOwn: [Bool]
  /// By clause of the program: it is among those steps.
  public let isLeft: [Bool]
  /// By relation: those steps look at it or conclude it.
  public let restReads: [Bool]
  /// The relations of verbs that those steps conclude, rising.
  public let restHeads: [RelationID]
  /// Those steps conclude facts of verbs and nothing else, and look at no number that the part concludes.
  public let isRestPlain: Bool
  /// By number: those steps conclude it.
  public let isRestNumber: [Bool]
  /// Whether numbers are to be kept for each profile: some are concluded, or those steps look at some.
  public let hasNumbers: Bool
  private let lookup: SlotLookup

  public var slotCount: Int { atoms.count + conditions.count + counts.count + extraCount }
  /// The number of facts that have a slot; those come first.
  public var factCount: Int { atoms.count }
  /// The number of instances of clauses.
  public var clauseCount: Int { clauses.count }
  /// Nothing is left to the general engine.
  public var isWhole: Bool { rest.isEmpty }
  /// Whether it concludes numbers.
  public var concludesNumbers: Bool { !numbers.isEmpty }
  /// Some slots stand for conditions, so ``slots(of:)`` has to look at the whole profile.
  public var hasConditions: Bool { !conditions.isEmpty }

  /// The slot of a fact; nil where the part does not mention it.
  public func slot(_ relation: RelationID, _ terms: [TermID]) -> SlotID? {
    lookup.find(relation, terms[...], atoms).map { SlotID(UInt32($0)) }
  }

  /// What a slot stands for; nil for a condition.
  public func fact(of slot: SlotID) -> (relation: RelationID, terms: [TermID])? {
    guard slot.index < atoms.count else { return nil }
    return (atoms[slot.index].relation, atoms[slot.index].terms)
  }

  /// The clauses that set the number of a subject or add to it, in the order of the text, each with the number of its effect.
  public func effects(on number: NumberID, of subject: TermID) -> [(instance: Int, clause: Int, effect: Int)] {
    var result: [(instance: Int, clause: Int, effect: Int)] = []
    for (instance, clause) in clauses.enumerated() where clause.kind == .effect {
      guard let effect = numbers.effectSlots.firstIndex(of: clause.head) else { continue }
      if numbers.effects[effect].number == number, numbers.effects[effect].subject == subject {
        result.append((instance, Int(clause.clause), effect))
      }
    }
    return result.sorted { ($0.clause, $0.instance) < ($1.clause, $1.instance) }
  }

  /// The slots that are true of a profile before any rule: facts that it gives, conditions that it meets. Those that are
  /// true of every profile are left out.
  ///
  /// Nil where some arithmetic in a condition does not fit, which only a run of the whole program reports.
  public func slots(of profile: ProfileFacts) -> [SlotID]? {
    var result: [SlotID] = []
    var start = 0
    for relation in profile.facts.relations {
      let end = start + compiled.program.arities[relation.index]
      if let slot = lookup.find(relation, profile.facts.terms[start..<end], atoms) {
        result.append(SlotID(UInt32(slot)))
      }
      start = end
    }
    if conditions.isEmpty { return result }
    var numbers = NumberTable(numberCount: compiled.program.numberCount)
    for given in profile.numbers { numbers.set(given.number.raw, given.subject.raw, given.value) }
    for (index, condition) in conditions.enumerated() {
      guard let isMet = SlotComparison(condition).isMet(numbers) else { return nil }
      if isMet { result.append(SlotID(UInt32(atoms.count + index))) }
    }
    return result
  }

  init(_ builder: consuming SlotBuilder) {
    compiled = builder.compiled
    atoms = builder.atoms
    conditions = builder.conditions
    lookup = SlotLookup(builder.atoms)
    counts = builder.counts
    let conditionStart = builder.atoms.count
    let countStart = conditionStart + builder.conditions.count
    let extraStart = countStart + builder.counts.count
    clauses = builder.clauses.map { clause in
      var clause = clause
      switch clause.kind {
      case .rule, .pick: break
      case .count: clause.head += UInt32(countStart)
      case .effect, .comparison, .settle: clause.head += UInt32(extraStart)
      }
      return clause
    }
    bindings = builder.bindings
    decidesKinds = builder.decidesKinds
    extraCount = builder.extraCount
    numberSteps = builder.numberSteps
    var numbers = builder.numbers
    for index in numbers.effectSlots.indices { numbers.effectSlots[index] += UInt32(extraStart) }
    self.numbers = numbers
    reads = builder.reads.map { read in
      switch read {
      case .atom(let index): UInt32(index)
      case .condition(let index): UInt32(conditionStart + index)
      case .count(let index): UInt32(countStart + index)
      case .comparison(let index): UInt32(extraStart + index)
      }
    }
    segments = builder.segments
    runs = SlotSegment.joined(builder.segments)
    rest = builder.rest
    var isLeft = Array(repeating: false, count: compiled.program.clauses.count)
    for step in rest { for clause in compiled.steps[step].clauses { isLeft[clause] = true } }
    self.isLeft = isLeft
    let left = LeftSteps(builder.compiled, rest, numbers)
    restReads = left.reads
    restHeads = left.heads
    isRestPlain = left.isPlain
    isRestNumber = left.concludes
    hasNumbers = !numbers.isEmpty || left.hasNumbers
    isOwn = builder.atoms.map { [heads = compiled.heads] atom in
      heads.candidates(atom.relation, atom.terms).allSatisfy { !isLeft[$0] }
    }
    let order = ConclusionOrder(clauses, segments, slotCount: extraStart + extraCount)
    concluded = order.concluded
    ranks = order.ranks
    finishers = order.finishers
    concluderStarts = order.concluderStarts
    concluders = order.concluders
    var always: [UInt32] = []
    var start = 0
    let facts = builder.compiled.program.facts
    for relation in facts.relations {
      let end = start + builder.compiled.program.arities[relation.index]
      if let slot = lookup.find(relation, facts.terms[start..<end], atoms) { always.append(UInt32(slot)) }
      start = end
    }
    self.always = always
  }
}

/// What the steps that are left to the general engine look at and conclude.
private struct LeftSteps {
  var reads: [Bool]
  var heads: [RelationID] = []
  /// By number.
  var concludes: [Bool]
  var isPlain = true
  var hasNumbers = false

  init(_ compiled: CompiledProgram, _ rest: [Int], _ numbers: SlotNumbers) {
    let program = compiled.program
    reads = Array(repeating: false, count: program.arities.count)
    concludes = Array(repeating: false, count: program.numberCount)
    let concluded = Set(numbers.effects.map(\.number))
    for step in rest {
      for clause in compiled.steps[step].clauses {
        take(program.clauses[clause].head, program)
        for literal in program.clauses[clause].body { take(literal, concluded) }
      }
      if case .settleChoice(let choice) = compiled.steps[step] { take(program.choices[choice.index]) }
    }
    heads = Set(heads).sorted()
  }

  private mutating func take(_ head: HornClause.Head, _ program: Program) {
    switch head {
    case .fact(let atom):
      reads[atom.relation.index] = true
      switch program.roles[atom.relation.index] {
      case .verb: heads.append(atom.relation)
      case .auxiliary: break
      case .kind, .candidates, .picks: isPlain = false
      }
    case .set(let number, _, _), .add(let number, _, _):
      concludes[number.index] = true
      hasNumbers = true
      isPlain = false
    }
  }

  private mutating func take(_ choice: ChoicePlan) {
    reads[choice.candidates.index] = true
    reads[choice.picks.index] = true
    isPlain = false
  }

  private mutating func take(_ literal: Literal, _ concluded: Set<NumberID>) {
    switch literal {
    case .match(let atom), .bind(let atom): reads[atom.relation.index] = true
    case .count(let atom, let test):
      reads[atom.relation.index] = true
      if let kind = test.kind { reads[kind.index] = true }
    case .compare(let left, _, let right, _):
      hasNumbers = true
      if (left.numbers + right.numbers).contains(where: { concluded.contains($0.number) }) { isPlain = false }
    case .same: break
    }
  }
}

/// A comparison without variables.
struct SlotCondition: Hashable, Sendable {
  let left: Expression
  let comparison: Comparison
  let right: Expression
  let holds: Bool

  /// Nil for a literal of another sort.
  init?(_ literal: Literal) {
    guard case .compare(let left, let comparison, let right, let holds) = literal else { return nil }
    (self.left, self.comparison, self.right, self.holds) = (left, comparison, right, holds)
  }
}

/// So many of some facts hold, or not.
struct SlotCount: Sendable {
  /// Slots, each once.
  var facts: [UInt32]
  var test: Test

  struct Test: Hashable, Sendable {
    var least: Int
    var most: Int
    /// Whether the number has to lie between the bounds, or outside of them.
    var isInside: Bool
    /// How many facts the height is taken from, the lowest ones; 0 for a count that only says what is not.
    var premises: Int

    /// A bound on how many of `count` facts hold; `every` of them may be more than there are.
    init(_ bound: CountTest.Bound, of count: Int, every: Int) {
      switch bound {
      case .atLeast(let number): self.init(number, count, true, number)
      case .atMost(let number): self.init(0, number, true, 0)
      case .exactly(let number): self.init(number, number, true, number)
      case .notExactly(let number): self.init(number, number, false, 0)
      case .every: self.init(every, count, true, every)
      case .notEvery: self.init(every, count, false, 0)
      }
    }

    private init(_ least: Int, _ most: Int, _ isInside: Bool, _ premises: Int) {
      (self.least, self.most, self.isInside, self.premises) = (least, most, isInside, premises)
    }

    func holds(_ count: Int) -> Bool { (count >= least && count <= most) == isInside }
  }
}

/// A clause over slots. Its reads lie side by side: premises, then other slots that must be true, then those that must not.
struct SlotClause: BitwiseCopyable, Sendable {
  enum Kind: UInt8, BitwiseCopyable, Sendable {
    case rule
    /// A candidate becomes a pick, or the `otherwise` does. It adds nothing to the height.
    case pick
    /// A number is to be set or added to; the head is the slot of the effect.
    case effect
    /// A count holds: `clause` is its number. It has no reads.
    case count
    /// A comparison with a concluded number holds: `clause` is its number. It has no reads.
    case comparison
    /// The effects on a number are all known: `clause` is the number of the ``SlotSettling``. It makes nothing true.
    case settle

    var hasNoReads: Bool { rawValue >= Kind.count.rawValue }
  }

  var kind: Kind
  var head: UInt32
  /// The index in the program; -1 for a pick, and see ``Kind``.
  var clause: Int32
  var start: UInt32
  var premiseEnd: UInt32
  var positiveEnd: UInt32
  var end: UInt32
  /// Above the layers of all slots that it must find false; clauses of one layer can run in any order, to their end.
  var layer: UInt32
}

/// Clauses that run one after the other.
struct SlotSegment: BitwiseCopyable, Sendable {
  var start: UInt32
  var end: UInt32
  /// To be run until nothing changes.
  var isRecursive: Bool

  /// Joins neighbours that need no repetition.
  static func joined(_ segments: [SlotSegment]) -> [SlotSegment] {
    var result: [SlotSegment] = []
    for segment in segments {
      if let last = result.last, !last.isRecursive, !segment.isRecursive {
        result[result.count - 1].end = segment.end
      } else {
        result.append(segment)
      }
    }
    return result
  }
}
