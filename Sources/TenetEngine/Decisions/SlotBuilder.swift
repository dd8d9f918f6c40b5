import TenetProgram
import TenetText

/// Finds the steps of a program that can do without variables and translates their clauses.
struct SlotBuilder {
  /// A slot before it is known how many there are of each sort.
  enum Read {
    case atom(Int)
    case condition(Int)
    case count(Int)
    /// A comparison with a number that clauses conclude, by its slot.
    case comparison(Int)
  }

  let compiled: CompiledProgram
  private(set) var atoms: [Fact] = []
  private(set) var conditions: [SlotCondition] = []
  private(set) var counts: [SlotCount] = []
  private(set) var clauses: [SlotClause] = []
  /// By clause, the values of the variables that it had; none for one of the builder's own.
  private(set) var bindings: [[TermID?]] = []
  private(set) var reads: [Read] = []
  private(set) var segments: [SlotSegment] = []
  private(set) var rest: [Int] = []
  /// Steps that conclude numbers and are not left over.
  private(set) var numberSteps: [Int] = []
  private(set) var numbers = SlotNumbers()
  /// How many slots there are behind those of counts: comparisons with concluded numbers, effects, and one for each settled
  /// number, which is never true.
  private(set) var extraCount = 0
  /// Numbers that some clause with variables concludes, though they were wanted.
  private(set) var openNumbers: Set<NumberID> = []
  private let grounder: Grounder
  private var atomNumbers: [Fact: Int] = [:]
  private var conditionNumbers: [SlotCondition: Int] = [:]
  private var countNumbers: [Grounder.Count: Int] = [:]
  /// By atom, and by count, the layer of the clauses that conclude it.
  private var layers: [UInt32] = []
  private var countLayers: [UInt32] = []
  /// Heads of the steps that are left over, and relations that settling a choice fills.
  private var general: [RelationID: [Atom]] = [:]
  private let concluded: Concluded
  /// Concluded numbers that are not left over, those among them that are settled, and their effects and comparisons.
  private let wantedNumbers: Set<NumberID>
  private var settledNumbers: Set<NumberID> = []
  private var effectNumbers: [SlotEffect: Int] = [:]
  private var comparisonSlots: [SlotCondition: Int] = [:]

  var decidesKinds: Bool { grounder.signature != nil }

  /// `wantedNumbers` are the concluded numbers to try without variables.
  init(_ compiled: CompiledProgram, _ signature: Signature?, _ wantedNumbers: Set<NumberID> = []) {
    self.compiled = compiled
    self.wantedNumbers = wantedNumbers
    let concluded = Concluded(compiled.program, without: wantedNumbers)
    self.concluded = concluded
    grounder = Grounder(program: compiled.program, signature: signature, isCondition: concluded.leavesAlone)
    for (index, step) in compiled.program.schedule.enumerated() { take(step, index) }
  }

  private mutating func take(_ step: Program.Step, _ index: Int) {
    switch step {
    case .settleNumber(let number, _):
      if wantedNumbers.contains(number) {
        settle(number, index)
      } else if concluded.numbers.contains(number) {
        // A number that is only given is settled from the start.
        rest.append(index)
      }
    case .settleChoice(let choice, _): takeChoice(compiled.program.choices[choice.index], index)
    case .derive(let clauses, let isRecursive, _):
      if let instances = instances(clauses, isRecursive) {
        if instances.contains(where: { $0.instance.head.fact == nil }) { numberSteps.append(index) }
        let layer = instances.map { self.layer(of: $0.instance) }.max() ?? 0
        addSegment(isRecursive: false) { builder in
          for instance in instances { builder.prepare(instance.instance) }
        }
        addSegment(isRecursive: isRecursive) { builder in
          for (clause, instance) in instances { builder.add(clause, instance, layer: layer) }
        }
      } else {
        leave(clauses, index)
      }
    }
  }

  /// Leaves a step to the general engine.
  private mutating func leave(_ clauses: [Int], _ index: Int) {
    rest.append(index)
    for clause in clauses {
      switch compiled.program.clauses[clause].head {
      case .fact(let atom): general[atom.relation, default: []].append(atom)
      case .set(let number, _, _), .add(let number, _, _):
        if wantedNumbers.contains(number) { openNumbers.insert(number) }
      }
    }
  }

  private mutating func addSegment(isRecursive: Bool, _ add: (inout SlotBuilder) -> Void) {
    let start = UInt32(clauses.count)
    add(&self)
    let end = UInt32(clauses.count)
    if end > start { segments.append(SlotSegment(start: start, end: end, isRecursive: isRecursive)) }
  }

  // MARK: What is ground

  /// The instances of all clauses of a step; nil where one has to be left to the general engine.
  private func instances(_ clauses: [Int], _ isRecursive: Bool) -> [(clause: Int, instance: Grounder.Instance)]? {
    var result: [(clause: Int, instance: Grounder.Instance)] = []
    for clause in clauses {
      guard let instances = grounder.instances(of: clause) else { return nil }
      for instance in instances {
        if instance.read.contains(where: isGeneral) || !isSettled(instance) { return nil }
        result.append((clause, instance))
      }
    }
    guard isRecursive else { return result }
    // A count that grows while it is asked has no place in an order.
    let heads = Set(result.compactMap(\.instance.head.fact))
    let isCounted = result.contains { $0.instance.counts.contains { $0.facts.contains(where: heads.contains) } }
    return isCounted ? nil : result
  }

  /// Some left-over step may conclude the fact.
  private func isGeneral(_ atom: Fact) -> Bool { fits(atom, general) }

  private func fits(_ atom: Fact, _ heads: [RelationID: [Atom]]) -> Bool {
    guard let heads = heads[atom.relation] else { return false }
    let fact = Atom(atom.relation, atom.terms.map { .term($0) })
    return heads.contains { $0.mayUnify(with: fact) }
  }

  // MARK: Choices

  private mutating func takeChoice(_ plan: ChoicePlan, _ index: Int) {
    let candidates = plan.terms.map { Fact(plan.candidates, [$0]) }
    let slots = candidates.map { number($0) }
    // A choice that needs no settling is done with its candidates.
    if plan.picks == plan.candidates { return }
    let picks = plan.terms.map { number(Fact(plan.picks, [$0])) }
    guard grounder.signature != nil, !candidates.contains(where: isGeneral) else {
      rest.append(index)
      general[plan.picks, default: []].append(Atom(plan.picks, [.any]))
      return
    }
    let layer = slots.map { layers[$0] + 1 }.max() ?? 0
    addSegment(isRecursive: false) { builder in
      for (place, slot) in slots.enumerated() {
        let before = plan.policy == .first ? slots[..<place].map { Read.atom($0) } : []
        builder.add(.pick, -1, head: picks[place], premises: [.atom(slot)], negatives: before, layer: layer)
      }
      if let otherwise = plan.otherwise, let place = plan.terms.firstIndex(of: otherwise) {
        builder.add(.pick, -1, head: picks[place], negatives: slots.map { .atom($0) }, layer: layer)
      }
    }
  }

  // MARK: Layers

  private func layer(of instance: Grounder.Instance) -> UInt32 {
    var layer: UInt32 = 0
    for atom in instance.premises + instance.others { layer = max(layer, self.layer(of: atom)) }
    for atom in instance.negatives { layer = max(layer, layerAbove(atom)) }
    for count in instance.counts { layer = max(layer, self.layer(of: count)) }
    return layer
  }

  private func layer(of count: Grounder.Count) -> UInt32 { count.facts.map(layerAbove).max() ?? 0 }

  /// The layer from which on it is settled whether a fact holds.
  private func layerAbove(_ atom: Fact) -> UInt32 {
    let layer = layer(of: atom)
    return layer > 0 || fits(atom, concluded.heads) ? layer + 1 : 0
  }

  private func layer(of atom: Fact) -> UInt32 { atomNumbers[atom].map { layers[$0] } ?? 0 }

  // MARK: Translation

  private mutating func number(_ atom: Fact) -> Int {
    if let known = atomNumbers[atom] { return known }
    atomNumbers[atom] = atoms.count
    atoms.append(atom)
    layers.append(0)
    return atoms.count - 1
  }

  private mutating func add(_ clause: Int, _ instance: Grounder.Instance, layer: UInt32) {
    var premises: [Read] = []
    for atom in instance.premises { premises.append(.atom(number(atom))) }
    for count in instance.counts { premises.append(number(count)) }
    var others: [Read] = []
    for atom in instance.others { others.append(.atom(number(atom))) }
    for condition in instance.conditions { others.append(number(condition)) }
    var negatives: [Read] = []
    for atom in instance.negatives { negatives.append(.atom(number(atom))) }
    let kind: SlotClause.Kind
    let head: Int
    switch instance.head {
    case .fact(let fact): (kind, head) = (.rule, number(fact))
    case .number(let effect): (kind, head) = (.effect, number(effect))
    }
    add(kind, Int32(clause), head: head, premises: premises, others: others, negatives: negatives, layer: layer)
    bindings[bindings.count - 1] = instance.binding
  }

  private mutating func add(
    _ kind: SlotClause.Kind, _ clause: Int32, head: Int, premises: [Read] = [], others: [Read] = [],
    negatives: [Read] = [], layer: UInt32
  ) {
    if kind != .effect { layers[head] = max(layers[head], layer) }
    let start = reads.count
    let premiseEnd = start + premises.count
    let positiveEnd = premiseEnd + others.count
    reads += premises + others + negatives
    clauses.append(
      SlotClause(
        kind: kind, head: UInt32(head), clause: clause, start: UInt32(start), premiseEnd: UInt32(premiseEnd),
        positiveEnd: UInt32(positiveEnd), end: UInt32(reads.count), layer: layer))
    bindings.append([])
  }

  private mutating func number(_ condition: SlotCondition) -> Read {
    if let slot = comparisonSlots[condition] { return .comparison(slot) }
    if let known = conditionNumbers[condition] { return .condition(known) }
    conditionNumbers[condition] = conditions.count
    conditions.append(condition)
    return .condition(conditions.count - 1)
  }

  /// A count has a clause of its own, in a segment in front of the first clause that asks for it.
  private mutating func number(_ count: Grounder.Count) -> Read {
    if let known = countNumbers[count] { return .count(known) }
    let number = counts.count
    countNumbers[count] = number
    counts.append(SlotCount(facts: count.facts.map { UInt32(self.number($0)) }, test: count.test))
    // The head is a slot behind all others, see `SlotProgram`.
    addBare(.count, head: number, number, layer: layer(of: count))
    return .count(number)
  }

  /// Adds a clause without reads.
  private mutating func addBare(_ kind: SlotClause.Kind, head: Int, _ number: Int, layer: UInt32) {
    let end = UInt32(reads.count)
    clauses.append(
      SlotClause(
        kind: kind, head: UInt32(head), clause: Int32(number), start: end, premiseEnd: end, positiveEnd: end, end: end,
        layer: layer))
    bindings.append([])
  }
}

// MARK: - Numbers

extension SlotBuilder {
  /// The wanted numbers that an instance reads are settled.
  private func isSettled(_ instance: Grounder.Instance) -> Bool {
    for condition in instance.conditions where !numbers(of: condition).isSubset(of: settledNumbers) { return false }
    guard case .number(let effect) = instance.head else { return true }
    if !wantedNumbers.contains(effect.number) { return false }
    return effect.value.numbers.allSatisfy { concluded.leavesAlone($0.number) || settledNumbers.contains($0.number) }
  }

  /// The wanted numbers that a condition reads.
  private func numbers(of condition: SlotCondition) -> Set<NumberID> {
    Set((condition.left.numbers + condition.right.numbers).map(\.number)).intersection(wantedNumbers)
  }

  private mutating func takeExtra() -> Int {
    extraCount += 1
    return extraCount - 1
  }

  /// Counts, and comparisons with concluded numbers, have clauses of their own in front of the first clause that asks for
  /// them.
  private mutating func prepare(_ instance: Grounder.Instance) {
    for count in instance.counts { _ = number(count) }
    for condition in instance.conditions where comparisonSlots[condition] == nil && !numbers(of: condition).isEmpty {
      let slot = takeExtra()
      comparisonSlots[condition] = slot
      addBare(.comparison, head: slot, numbers.comparisons.count, layer: 0)
      numbers.comparisons.append(condition)
    }
  }

  /// The slot of an effect, among the extra ones.
  private mutating func number(_ effect: SlotEffect) -> Int {
    if let known = effectNumbers[effect] { return Int(numbers.effectSlots[known]) }
    let slot = takeExtra()
    effectNumbers[effect] = numbers.effects.count
    numbers.effects.append(effect)
    numbers.effectSlots.append(UInt32(slot))
    return slot
  }

  private mutating func settle(_ number: NumberID, _ index: Int) {
    numberSteps.append(index)
    settledNumbers.insert(number)
    let effects = numbers.effects.indices.filter { numbers.effects[$0].number == number }
    addSegment(isRecursive: false) { builder in
      let slot = builder.takeExtra()
      builder.addBare(.settle, head: slot, builder.numbers.settlings.count, layer: 0)
      builder.numbers.settlings.append(SlotSettling(number: number, effects: effects))
    }
  }
}

/// What some clause concludes.
private struct Concluded {
  private(set) var heads: [RelationID: [Atom]] = [:]
  private(set) var numbers: Set<NumberID> = []

  /// `others` are numbers that are not asked about.
  init(_ program: Program, without others: Set<NumberID>) {
    for clause in program.clauses {
      switch clause.head {
      case .fact(let atom): heads[atom.relation, default: []].append(atom)
      case .set(let number, _, _), .add(let number, _, _): numbers.insert(number)
      }
    }
    for choice in program.choices where choice.picks != choice.candidates {
      heads[choice.picks, default: []].append(Atom(choice.picks, [.any]))
    }
    numbers.subtract(others)
  }

  func leavesAlone(_ number: NumberID) -> Bool { !numbers.contains(number) }

  /// It compares nothing that any clause concludes, or no more than `others`.
  func leavesAlone(_ condition: SlotCondition) -> Bool {
    (condition.left.numbers + condition.right.numbers).allSatisfy { leavesAlone($0.number) }
  }
}

extension Grounder.Instance {
  /// All facts that decide whether it holds.
  var read: [Fact] { premises + others + negatives + counts.flatMap(\.facts) }
}

extension CompiledProgram {
  /// The part of the program that can do without variables. Cost: as the instances of its clauses; make it once.
  ///
  /// With a signature, variables that stand for members of declared kinds are replaced by all of them, and choices are
  /// settled too: right for profiles whose facts keep to the signature and add no member.
  ///
  /// - Parameter withNumbers: whether the part also concludes numbers, which only a ``SlicedBatch`` does.
  public func slotProgram(_ signature: Signature? = nil, withNumbers: Bool = false) -> SlotProgram {
    if !withNumbers { return SlotProgram(SlotBuilder(self, signature)) }
    var wanted = Set(program.clauses.compactMap(\.head.number))
    while true {
      let builder = SlotBuilder(self, signature, wanted)
      // A number is concluded here or there, not in part.
      if builder.openNumbers.isEmpty { return SlotProgram(builder) }
      wanted.subtract(builder.openNumbers)
    }
  }
}
