import TenetProgram
import TenetText

/// Names one fact of a run.
public struct FactRef: Hashable, Sendable {
  public let relation: RelationID
  /// Of no meaning outside its run, and no measure of order.
  public let row: UInt32

  public init(relation: RelationID, row: UInt32) {
    self.relation = relation
    self.row = row
  }

  /// Another one for each fact of a run: a key of a type that other tables have too, since every start looks up anew how
  /// each type of key is hashed.
  var key: UInt64 { UInt64(relation.raw) << 32 | UInt64(row) }
}

/// Where a given fact was given.
public enum GivenSource: Hashable, Sendable {
  /// The index in ``Program/facts``.
  case program(Int)
  /// The index in the profile's facts.
  case profile(Int)
}

/// A finished evaluation: the model of a program and a profile.
///
/// Facts are ordered: first the given ones, as they stand in the text (those of the program before those of the profile),
/// then the others by level, then by their terms from the first place on. The order of facts of different relations is by
/// relation after the level. It depends on the input alone.
public struct Run: Sendable {
  public let compiled: CompiledProgram
  public let profile: ProfileFacts
  /// Why the run ended early; nil where it is complete. A run that ended early holds true facts, but not all of them, and
  /// where facts are missing, levels may be above the least.
  public let stopped: StopReason?
  /// Arithmetic that did not fit, by clause, then sums.
  public let overflows: [Overflow]
  let storage: RunStorage

  public var program: Program { compiled.program }
  public var isComplete: Bool { stopped == nil }

  // MARK: Facts

  /// The number of facts of a relation.
  public func count(of relation: RelationID) -> Int { storage.relations[relation.index].count }

  /// The fact with these terms, if it holds.
  public func fact(_ relation: RelationID, _ terms: [TermID]) -> FactRef? {
    guard terms.count == storage.relations[relation.index].arity else { return nil }
    let columns = compiled.classes.columns[relation.index]
    let key = zip(terms, columns).map { storage.domains.local($0.raw, $1) }
    let row = unsafe key.withUnsafeBufferPointer { key in
      // An empty array may have no memory; no place is read then.
      if let start = key.baseAddress { return unsafe storage.relations[relation.index].find(start) }
      return storage.relations[relation.index].count > 0 ? 0 : Relation.none
    }
    return row == Relation.none ? nil : FactRef(relation: relation, row: row)
  }

  public func terms(of fact: FactRef) -> [TermID] {
    (0..<storage.relations[fact.relation.index].arity).map { term(of: fact, at: $0) }
  }

  /// The term in one place of a fact.
  public func term(of fact: FactRef, at place: Int) -> TermID {
    let local = storage.relations[fact.relation.index].term(fact.row, place)
    return storage.domains.term(local, compiled.classes.columns[fact.relation.index][place])
  }

  /// The height of the fact's least proof; 1 for a given fact.
  public func level(of fact: FactRef) -> Int { Int(storage.relations[fact.relation.index].level(fact.row)) }

  public func isGiven(_ fact: FactRef) -> Bool { Int(fact.row) < storage.relations[fact.relation.index].givenCount }

  /// Where the fact was given first; nil for a derived fact.
  public func givenSource(of fact: FactRef) -> GivenSource? {
    guard isGiven(fact) else { return nil }
    let index = Int(storage.relations[fact.relation.index].givenSources[Int(fact.row)])
    return index < program.facts.count ? .program(index) : .profile(index - program.facts.count)
  }

  /// The clause of a fact's least proof, where the run came to know it.
  public func knownClause(of fact: FactRef) -> Int? {
    let clause = storage.sources[fact.relation.index, fact.row]
    return clause == FactSources.none ? nil : Int(clause)
  }

  /// All facts of a relation, in no order that means anything.
  public func facts(of relation: RelationID) -> FactSequence {
    FactSequence(relation: relation, rows: 0..<UInt32(count(of: relation)))
  }

  /// The facts of a relation that were not given, in no order that means anything.
  public func derivedFacts(of relation: RelationID) -> FactSequence {
    let given = UInt32(storage.relations[relation.index].givenCount)
    return FactSequence(relation: relation, rows: given..<UInt32(count(of: relation)))
  }

  /// Whether one fact comes before another in the order of facts.
  public func precedes(_ left: FactRef, _ right: FactRef) -> Bool {
    if left.relation == right.relation { return storage.relations[left.relation.index].precedes(left.row, right.row) }
    if let first = sourceIndex(left) { return sourceIndex(right).map { first < $0 } ?? true }
    if isGiven(right) { return false }
    if level(of: left) != level(of: right) { return level(of: left) < level(of: right) }
    return left.relation < right.relation
  }

  private func sourceIndex(_ fact: FactRef) -> UInt32? {
    isGiven(fact) ? storage.relations[fact.relation.index].givenSources[Int(fact.row)] : nil
  }

  /// The memory of all facts, levels and numbers.
  package var byteCount: Int {
    var total = storage.numbers.byteCount
    for relation in 0..<storage.relations.count { total += storage.relations[relation].byteCount }
    return total
  }

  /// The number of facts of verbs that were given, each once.
  public var givenCount: Int {
    var total = 0
    for (index, role) in program.roles.enumerated() where role == .verb { total += storage.relations[index].givenCount }
    return total
  }

  /// The number of facts of verbs that were derived and not given.
  public var derivedCount: Int {
    var total = 0
    for (index, role) in program.roles.enumerated() where role == .verb {
      total += storage.relations[index].count - storage.relations[index].givenCount
    }
    return total
  }

  // MARK: Numbers

  /// What a number of a subject came to.
  public func value(of number: NumberID, subject: TermID) -> NumberValue {
    storage.numbers.outcome(
      number.raw, storage.domains.local(subject.raw, compiled.classes.subjects[number.index]))
  }

  /// The subjects for which a number is given, set or added to, by their ids.
  public func subjects(of number: NumberID) -> [TermID] {
    var result: [TermID] = []
    var entry = storage.numbers.first(of: number.raw)
    while entry >= 0 {
      result.append(
        storage.domains.term(storage.numbers.entries[entry].subject, compiled.classes.subjects[number.index]))
      entry = storage.numbers.after(entry)
    }
    return result.sorted()
  }

  // MARK: Choices

  /// The picks of a choice, in the order of its options, then others by their ids.
  public func picks(of choice: ChoiceID) -> [FactRef] {
    let plan = program.choices[choice.index]
    var result: [FactRef] = []
    for option in plan.options {
      if let pick = fact(plan.picks, [option]), !result.contains(pick) { result.append(pick) }
    }
    let others = facts(of: plan.picks).filter { !result.contains($0) }
    return result + others.sorted { term(of: $0, at: 0) < term(of: $1, at: 0) }
  }

  /// A choice of one has several picks.
  public func isContested(_ choice: ChoiceID) -> Bool {
    let plan = program.choices[choice.index]
    if case .one = plan.policy { return count(of: plan.picks) > 1 }
    return false
  }
}

/// Some facts of one relation.
public struct FactSequence: Sequence, IteratorProtocol, Sendable {
  let relation: RelationID
  var rows: Range<UInt32>

  public var underestimatedCount: Int { rows.count }

  public mutating func next() -> FactRef? {
    guard let row = rows.popFirst() else { return nil }
    return FactRef(relation: relation, row: row)
  }
}

/// The memory of a finished run; nothing changes it.
final class RunStorage: @unchecked Sendable {
  let relations: Slots<Relation>
  let numbers: NumberTable
  let domains: Domains
  let sources: FactSources

  init(
    _ relations: consuming Slots<Relation>, _ numbers: consuming NumberTable, _ domains: Domains,
    _ sources: consuming FactSources
  ) {
    self.sources = sources
    self.domains = domains
    self.relations = relations
    self.numbers = numbers
  }
}

extension CompiledProgram {
  /// Evaluates the program for a profile.
  ///
  /// Cost: as the number of facts and of ways to derive them. The same input gives the same run.
  public func run(_ profile: ProfileFacts, limits: Limits = .none) -> Run {
    run(profile, limits: limits, tuning: Tuning())
  }

  package func run(_ profile: ProfileFacts, limits: Limits = .none, tuning: Tuning) -> Run {
    var machine = Machine(self, profile, limits, tuning)
    machine.run()
    return Run(consume machine, profile)
  }
}

extension Run {
  init(_ machine: consuming Machine, _ profile: ProfileFacts) {
    compiled = machine.compiled
    self.profile = profile
    stopped = machine.stopped
    var overflows: [Overflow] = []
    for clause in 0..<machine.overflowed.count where machine.overflowed[clause] { overflows.append(.clause(clause)) }
    let sums = machine.overflowedSums.sorted { $0.sortKey < $1.sortKey }
    self.overflows = overflows + sums
    storage = machine.finish()
  }
}

extension Overflow {
  fileprivate var sortKey: UInt64 {
    switch self {
    case .clause(let clause): UInt64(clause)
    case .sum(let number, let subject): UInt64(number.raw) << 32 | UInt64(subject.raw)
    }
  }
}

extension Machine {
  /// The facts and numbers, without what only deriving needed.
  consuming func finish() -> RunStorage { RunStorage(relations, numbers, domains, sources) }
}

/// Evaluates a program for one profile; where there are several, make a ``CompiledProgram`` once.
public func evaluate(_ program: Program, _ profile: ProfileFacts, limits: Limits = .none) -> Run {
  CompiledProgram(program).run(profile, limits: limits)
}
