import TenetProgram
import TenetText

/// What a ``RestBatch`` knows and does.
struct RestState: ~Copyable {
  private let program: SlotProgram
  private var grounder: RestGrounder
  private var checks: RestChecks
  /// By fact, the profiles of which it is true.
  private var columns = Vector<SIMD8<UInt64>>()
  /// By fact that some clause concludes here, the profiles that are given it.
  private var given = Vector<SIMD8<UInt64>>()
  /// Facts whose columns have to be cleared.
  private var touched = Vector<UInt32>()
  /// Slots of facts that the rules look at or conclude.
  private var shared = Vector<UInt32>()
  /// What the program says of every profile, as far as the rules look at it.
  private var always: [(relation: RelationID, terms: ArraySlice<TermID>)] = []
  /// The instances of rules that hold of each profile and conclude what it does not give, by their steps.
  private var lists = ProfileLists()
  private var effects: RestEffects

  // Of the profile asked for.
  /// By fact, 0 where it is not concluded, `unknown` before its level is found.
  private var levels = Vector<UInt32>()
  /// By fact, the clause that the level comes from, and one more than the place among the conclusions known before.
  private var sources = Vector<Int32>()
  private var places = Vector<UInt32>()
  /// By fact, one more than the instance that the level comes from; 0 where several give it.
  private var chosen = Vector<UInt32>()
  /// What some instance concludes, each once.
  private var found = Vector<UInt32>()
  private var isFound = Vector<Bool>()
  /// How often instances were forgotten: their numbers start anew.
  private(set) var generation = 0

  private static var unknown: UInt32 { UInt32.max }

  private var steps: [RestRules.Step] { grounder.rules.steps }

  init(_ program: SlotProgram) {
    let rules = RestRules(program)
    self.program = program
    grounder = RestGrounder(rules)
    checks = RestChecks(rules)
    effects = RestEffects(rules)
    for (slot, atom) in program.atoms.enumerated() where program.restReads[atom.relation.index] {
      shared.append(UInt32(slot))
    }
    var start = 0
    let facts = program.compiled.program.facts
    for relation in facts.relations {
      let end = start + program.compiled.program.arities[relation.index]
      if program.restReads[relation.index] { always.append((relation, facts.terms[start..<end])) }
      start = end
    }
  }

  /// Forgets all profiles.
  mutating func clear() {
    for index in 0..<touched.count { columns[Int(touched[index])] = .zero }
    touched.removeAll()
    for index in 0..<grounder.heads.count { columns[Int(grounder.heads[index])] = .zero }
    if grounder.isHalfFull { forget() }
  }

  /// Forgets what was possible too: to be done before facts get other numbers.
  mutating func forget() {
    for fact in 0..<columns.count { columns[fact] = .zero }
    touched.removeAll()
    forgetInstances()
  }

  private mutating func forgetInstances() {
    grounder.removeAll()
    checks.removeAll()
    generation += 1
  }

  /// Makes a fact true of a profile, by its number; one that has a slot is known already.
  @inline(__always) mutating func give(_ fact: Int, to profile: Int, _ facts: borrowing FactTable) {
    guard fact >= program.factCount, program.restReads[facts.relation(of: fact).index] else { return }
    if fact >= columns.count { fit(facts.count) }
    if columns[fact] == .zero { touched.append(UInt32(fact)) }
    columns[fact][profile >> 6] |= 1 << UInt64(profile & 63)
  }

  private mutating func fit(_ count: Int) {
    columns.resize(to: count, filling: .zero)
    given.resize(to: count, filling: .zero)
    levels.resize(to: count, filling: 0)
    sources.resize(to: count, filling: -1)
    places.resize(to: count, filling: 0)
    chosen.resize(to: count, filling: 0)
    isFound.resize(to: count, filling: false)
  }

  // MARK: Evaluating

  var isComplete: Bool { grounder.rules.isComplete }

  /// Concludes all that follows, of the profiles of a batch that is evaluated: their numbers, and what has a slot, are put
  /// there. False where that is too much for one go, and the general engine has to judge them profile by profile.
  mutating func evaluate(_ facts: inout FactTable, _ batch: inout SlicedBatch) -> Bool {
    guard isComplete else { return false }
    if columns.count < facts.count { fit(facts.count) }
    for index in 0..<shared.count { columns[Int(shared[index])] = batch.column(of: Int(shared[index])) }
    if !ground(&facts, batch.profiles) {
      // Without what other batches made possible it may be less.
      forgetInstances()
      guard ground(&facts, batch.profiles) else {
        forgetInstances()
        return false
      }
    }
    for index in 0..<grounder.heads.count {
      let head = Int(grounder.heads[index])
      given[head] = head < program.factCount ? batch.given(head) : columns[head]
    }
    for step in steps.indices { evaluate(step, batch.profiles, facts, &batch.numbers) }
    for index in 0..<grounder.heads.count {
      let head = Int(grounder.heads[index])
      if head < program.factCount { batch.set(head, to: columns[head]) }
    }
    collect(batch.profiles)
    return true
  }

  /// Sorts the instances that hold by profile.
  private mutating func collect(_ profiles: SIMD8<UInt64>) {
    lists.begin()
    effects.begin()
    for step in steps.indices {
      var isEffect = false
      if case .affect = steps[step] { isEffect = true }
      for index in 0..<grounder.instancesOfStep[step].count {
        let number = grounder.instancesOfStep[step][index]
        let instance = grounder.instances[Int(number)]
        let holds = holding(instance, profiles)
        if isEffect { effects.add(number, holds) } else { lists.add(number, holds & ~given[Int(instance.head)]) }
      }
    }
    lists.end()
    effects.end()
  }

  /// Puts terms in place of variables; false where that is too much.
  private mutating func ground(_ facts: inout FactTable, _ profiles: SIMD8<UInt64>) -> Bool {
    for fact in always {
      let number = facts.number(fact.relation, fact.terms)
      if columns.count < facts.count { fit(facts.count) }
      if columns[number] == .zero { touched.append(UInt32(number)) }
      columns[number] = profiles
      grounder.take(number, facts)
    }
    for index in 0..<touched.count { grounder.take(Int(touched[index]), facts) }
    for index in 0..<shared.count where columns[Int(shared[index])] != .zero {
      grounder.take(Int(shared[index]), facts)
    }
    grounder.ground(&facts)
    if grounder.isFull { return false }
    if columns.count < facts.count { fit(facts.count) }
    checks.fit(grounder)
    return true
  }

  private mutating func evaluate(
    _ step: Int, _ profiles: SIMD8<UInt64>, _ facts: borrowing FactTable, _ numbers: inout NumberTables
  ) {
    if case .settle(let number) = steps[step] {
      numbers.settle(number, isAdded: program.compiled.isAdded[number.index], profiles)
    }
    if grounder.instancesOfStep[step].count == 0 { return }
    switch steps[step] {
    case .derive(isRecursive: true): while pass(step, profiles, facts, &numbers) {}
    case .derive, .choose: _ = pass(step, profiles, facts, &numbers)
    case .affect: affect(step, profiles, facts, &numbers)
    case .settle: break
    }
  }

  /// Does to numbers what the instances of a step do, once for each effect.
  private mutating func affect(
    _ step: Int, _ profiles: SIMD8<UInt64>, _ facts: borrowing FactTable, _ numbers: inout NumberTables
  ) {
    for index in 0..<grounder.instancesOfStep[step].count {
      let instance = grounder.instances[Int(grounder.instancesOfStep[step][index])]
      let head = Int(instance.head)
      let new = fulfilling(instance, profiles, facts, &numbers) & ~columns[head]
      if new == .zero { continue }
      columns[head] |= new
      effects.apply(head, to: new, facts, &numbers)
    }
  }

  /// Runs the instances of a step once; returns whether something was new.
  private mutating func pass(
    _ step: Int, _ profiles: SIMD8<UInt64>, _ facts: borrowing FactTable, _ numbers: inout NumberTables
  ) -> Bool {
    var changed = SIMD8<UInt64>.zero
    for index in 0..<grounder.instancesOfStep[step].count {
      let instance = grounder.instances[Int(grounder.instancesOfStep[step][index])]
      let holds = fulfilling(instance, profiles, facts, &numbers)
      let before = columns[Int(instance.head)]
      columns[Int(instance.head)] = before | holds
      changed |= holds & ~before
    }
    return changed != .zero
  }

  /// The profiles of which an instance holds; its checks are made for those of which all else does.
  @inline(__always) private mutating func fulfilling(
    _ instance: RestGrounder.Instance, _ profiles: SIMD8<UInt64>, _ facts: borrowing FactTable,
    _ numbers: inout NumberTables
  ) -> SIMD8<UInt64> {
    var holds = fitting(instance, profiles)
    for read in Int(instance.negativeEnd)..<Int(instance.end) where holds != .zero {
      holds = checks.meeting(Int(grounder.reads[read]), holds, facts, grounder.links, columns, &numbers)
    }
    return holds
  }

  /// The profiles of which an instance holds, once it was evaluated.
  @inline(__always) private func holding(
    _ instance: RestGrounder.Instance, _ profiles: SIMD8<UInt64>
  ) -> SIMD8<UInt64> {
    var holds = fitting(instance, profiles)
    for read in Int(instance.negativeEnd)..<Int(instance.end) { holds &= checks.columns[Int(grounder.reads[read])] }
    return holds
  }

  /// The profiles that have the facts of an instance and lack those that it denies.
  @inline(__always) private func fitting(
    _ instance: RestGrounder.Instance, _ profiles: SIMD8<UInt64>
  ) -> SIMD8<UInt64> {
    var holds = profiles
    for read in Int(instance.start)..<Int(instance.positiveEnd) { holds &= columns[Int(grounder.reads[read])] }
    for read in Int(instance.positiveEnd)..<Int(instance.negativeEnd) { holds &= ~columns[Int(grounder.reads[read])] }
    return holds
  }

  // MARK: Asking

  /// The instances of a clause that hold of a profile, rising; those that conclude what it gives are left out.
  func firing(_ clause: Int, of profile: Int) -> [Int] {
    var result: [Int] = []
    for index in lists.range(of: profile) where Int(grounder.instances[Int(lists[index])].clause) == clause {
      result.append(Int(lists[index]))
    }
    return result
  }

  /// See ``RestBatch/effects(on:of:of:_:)``.
  func effects(
    on number: NumberID, of subject: TermID, of profile: Int, _ facts: borrowing FactTable
  ) -> [(instance: Int, clause: Int, effect: Int)] {
    effects.effects(on: number, of: subject, of: profile, facts, grounder)
  }

  /// What an effect sets or adds; nil where that is unknown.
  func value(
    ofEffect effect: Int, of profile: Int, _ facts: borrowing FactTable, _ batch: borrowing SlicedBatch
  ) -> ExactDecimal? {
    effects.value(ofEffect: effect, of: profile, facts, batch.numbers)
  }

  /// Adds what was concluded of a profile to what the batch concluded of it; what has a lower proof here gets that one.
  mutating func add(to conclusions: inout [SlotConclusion], of profile: Int, _ facts: borrowing FactTable) {
    let range = lists.range(of: profile)
    if range.isEmpty { return }
    let knownCount = conclusions.count
    for index in 0..<knownCount {
      let slot = conclusions[index].slot.index
      levels[slot] = UInt32(conclusions[index].level)
      sources[slot] = Int32(conclusions[index].clause)
      places[slot] = UInt32(index + 1)
    }
    found.removeAll()
    for index in range {
      let head = grounder.instances[Int(lists[index])].head
      if levels[Int(head)] == 0 { levels[Int(head)] = RestState.unknown }
      if !isFound[Int(head)] { found.append(head) }
      isFound[Int(head)] = true
    }
    find(range, profile, facts)
    for index in 0..<found.count { add(Int(found[index]), to: &conclusions) }
    for index in 0..<knownCount {
      let slot = conclusions[index].slot.index
      (levels[slot], sources[slot], places[slot]) = (0, -1, 0)
    }
  }

  /// By which instance of a rule a conclusion of the profile asked for last has its least proof; nil where by several.
  func instance(of fact: Int) -> Int? { chosen[fact] == 0 ? nil : Int(chosen[fact]) - 1 }

  /// The facts that the positive literals of an instance's clause have found: those that heights are taken from, then others,
  /// each in the order of the literals.
  func facts(ofInstance number: Int) -> (premises: [Int], others: [Int]) {
    let instance = grounder.instances[number]
    return (facts(instance.start, instance.premiseEnd), facts(instance.premiseEnd, instance.positiveEnd))
  }

  /// The instances of a clause by which a profile concludes a fact.
  func instances(of clause: Int, concluding fact: Int, _ profile: Int) -> [Int] {
    lists.range(of: profile).map { Int(lists[$0]) }.filter { number in
      Int(grounder.instances[number].head) == fact && Int(grounder.instances[number].clause) == clause
    }
  }

  /// The checks of an instance, in the order of the literals.
  func checks(ofInstance number: Int) -> [Int] {
    let instance = grounder.instances[number]
    return facts(instance.negativeEnd, instance.end)
  }

  /// See ``RestBatch/counted(_:_:)``.
  func counted(_ check: Int, _ facts: borrowing FactTable) -> RestCount? {
    checks.counted(check, facts, grounder.links)
  }

  private func facts(_ start: UInt32, _ end: UInt32) -> [Int] { (start..<end).map { Int(grounder.reads[Int($0)]) } }

  private mutating func add(_ fact: Int, to conclusions: inout [SlotConclusion]) {
    isFound[fact] = false
    let conclusion = SlotConclusion(slot: SlotID(fact), level: Int(levels[fact]), clause: Int(sources[fact]))
    if places[fact] > 0 {
      conclusions[Int(places[fact]) - 1] = conclusion
    } else {
      conclusions.append(conclusion)
      (levels[fact], sources[fact]) = (0, -1)
    }
  }

  /// Finds the levels of what the instances of a profile conclude.
  private mutating func find(_ range: Range<Int>, _ profile: Int, _ facts: borrowing FactTable) {
    var start = range.lowerBound
    while start < range.upperBound {
      let step = grounder.instances[Int(lists[start])].step
      var end = start + 1
      while end < range.upperBound, grounder.instances[Int(lists[end])].step == step { end += 1 }
      // Facts of one recursive step wait for each other: go round until no level falls any more.
      while lower(start..<end, profile, facts), steps[Int(step)].isRecursive {}
      start = end
    }
  }

  /// Takes the levels that some instances give what they conclude where these are lower, or as low by an earlier clause;
  /// returns whether a level fell.
  private mutating func lower(_ range: Range<Int>, _ profile: Int, _ facts: borrowing FactTable) -> Bool {
    var changed = false
    for index in range {
      let instance = grounder.instances[Int(lists[index])]
      let level = level(instance, profile, facts)
      if level == RestState.unknown { continue }
      let (fact, number) = (Int(instance.head), lists[index] + 1)
      if level < levels[fact] || (level == levels[fact] && instance.clause < sources[fact]) {
        if level < levels[fact] { changed = true }
        (levels[fact], sources[fact], chosen[fact]) = (level, instance.clause, number)
      } else if level == levels[fact], instance.clause == sources[fact], chosen[fact] != number {
        chosen[fact] = 0
      }
    }
    return changed
  }

  /// The level that an instance gives its head; `unknown` where it waits for a premise.
  @inline(__always) private func level(
    _ instance: RestGrounder.Instance, _ profile: Int, _ facts: borrowing FactTable
  ) -> UInt32 {
    var level: UInt32 = 1
    for read in Int(instance.start)..<Int(instance.premiseEnd) {
      level = max(level, levels[Int(grounder.reads[read])])
    }
    for read in Int(instance.negativeEnd)..<Int(instance.end) {
      level = max(level, self.level(Int(grounder.reads[read]), profile, facts))
    }
    // A pick is as high as its candidate.
    return level == RestState.unknown || instance.clause < 0 ? level : level + 1
  }

  private func level(_ check: Int, _ profile: Int, _ facts: borrowing FactTable) -> UInt32 {
    checks.level(check, facts, grounder.links) { fact in
      columns[fact][profile >> 6] >> UInt64(profile & 63) & 1 == 1 ? max(1, levels[fact]) : nil
    }
  }
}

extension RestRules.Step {
  fileprivate var isRecursive: Bool {
    if case .derive(isRecursive: true) = self { return true }
    return false
  }
}
