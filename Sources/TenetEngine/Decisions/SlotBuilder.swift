import TenetModel
import TenetText

/// Finds the steps of a program that can do without variables and translates their clauses.
struct SlotBuilder {
  /// A slot before it is known how many there are of each sort.
  enum Read {
    case atom(Int)
    case condition(Int)
    case count(Int)
  }

  let compiled: CompiledProgram
  private(set) var atoms: [SlotAtom] = []
  private(set) var conditions: [SlotCondition] = []
  private(set) var counts: [SlotCount] = []
  private(set) var clauses: [SlotClause] = []
  private(set) var reads: [Read] = []
  private(set) var segments: [SlotSegment] = []
  private(set) var rest: [Int] = []
  private let grounder: Grounder
  private var numbers: [SlotAtom: Int] = [:]
  private var conditionNumbers: [SlotCondition: Int] = [:]
  private var countNumbers: [Grounder.Count: Int] = [:]
  /// By atom, and by count, the layer of the clauses that conclude it.
  private var layers: [UInt32] = []
  private var countLayers: [UInt32] = []
  /// Heads of the steps that are left over, and relations that settling a choice fills.
  private var general: [RelationID: [Atom]] = [:]
  private let concluded: Concluded

  init(_ compiled: CompiledProgram, _ vocabulary: Vocabulary?) {
    self.compiled = compiled
    let concluded = Concluded(compiled.program)
    self.concluded = concluded
    grounder = Grounder(program: compiled.program, vocabulary: vocabulary, isCondition: concluded.leavesAlone)
    for (index, step) in compiled.program.schedule.enumerated() { take(step, index) }
  }

  private mutating func take(_ step: Program.Step, _ index: Int) {
    switch step {
    case .settleNumber(let number, _):
      // A number that is only given is settled from the start.
      if concluded.numbers.contains(number) { rest.append(index) }
    case .settleChoice(let choice, _): takeChoice(compiled.program.choices[choice.index], index)
    case .derive(let clauses, let isRecursive, _):
      if let instances = instances(clauses, isRecursive) {
        let layer = instances.map { self.layer(of: $0.instance) }.max() ?? 0
        addSegment(isRecursive: false) { builder in
          for instance in instances { for count in instance.instance.counts { _ = builder.number(count) } }
        }
        addSegment(isRecursive: isRecursive) { builder in
          for (clause, instance) in instances { builder.add(clause, instance, layer: layer) }
        }
      } else {
        rest.append(index)
        for clause in clauses {
          if let atom = compiled.program.clauses[clause].head.atom { general[atom.relation, default: []].append(atom) }
        }
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
        if instance.read.contains(where: isGeneral) { return nil }
        result.append((clause, instance))
      }
    }
    guard isRecursive else { return result }
    // A count that grows while it is asked has no place in an order.
    let heads = Set(result.map(\.instance.head))
    let isCounted = result.contains { $0.instance.counts.contains { $0.facts.contains(where: heads.contains) } }
    return isCounted ? nil : result
  }

  /// Some left-over step may conclude the fact.
  private func isGeneral(_ atom: SlotAtom) -> Bool { fits(atom, general) }

  private func fits(_ atom: SlotAtom, _ heads: [RelationID: [Atom]]) -> Bool {
    guard let heads = heads[atom.relation] else { return false }
    let fact = Atom(atom.relation, atom.terms.map { .term($0) })
    return heads.contains { $0.mayUnify(with: fact) }
  }

  // MARK: Choices

  private mutating func takeChoice(_ plan: ChoicePlan, _ index: Int) {
    let candidates = plan.terms.map { SlotAtom(relation: plan.candidates, terms: [$0]) }
    guard grounder.vocabulary != nil, !candidates.contains(where: isGeneral) else {
      // A choice that needs no settling is done with its candidates.
      if plan.picks == plan.candidates { return }
      rest.append(index)
      general[plan.picks, default: []].append(Atom(plan.picks, [.any]))
      return
    }
    let slots = candidates.map { number($0) }
    if plan.picks == plan.candidates { return }
    let picks = plan.terms.map { number(SlotAtom(relation: plan.picks, terms: [$0])) }
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
  private func layerAbove(_ atom: SlotAtom) -> UInt32 {
    let layer = layer(of: atom)
    return layer > 0 || fits(atom, concluded.heads) ? layer + 1 : 0
  }

  private func layer(of atom: SlotAtom) -> UInt32 { numbers[atom].map { layers[$0] } ?? 0 }

  // MARK: Translation

  private mutating func number(_ atom: SlotAtom) -> Int {
    if let known = numbers[atom] { return known }
    numbers[atom] = atoms.count
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
    let head = number(instance.head)
    layers[head] = max(layers[head], layer)
    add(.rule, Int32(clause), head: head, premises: premises, others: others, negatives: negatives, layer: layer)
  }

  private mutating func add(
    _ kind: SlotClause.Kind, _ clause: Int32, head: Int, premises: [Read] = [], others: [Read] = [],
    negatives: [Read] = [], layer: UInt32
  ) {
    layers[head] = max(layers[head], layer)
    let start = reads.count
    let premiseEnd = start + premises.count
    let positiveEnd = premiseEnd + others.count
    reads += premises + others + negatives
    clauses.append(
      SlotClause(
        kind: kind, head: UInt32(head), clause: clause, start: UInt32(start), premiseEnd: UInt32(premiseEnd),
        positiveEnd: UInt32(positiveEnd), end: UInt32(reads.count), layer: layer))
  }

  private mutating func number(_ condition: SlotCondition) -> Read {
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
    clauses.append(
      SlotClause(
        kind: .count, head: UInt32(number), clause: Int32(number), start: UInt32(reads.count),
        premiseEnd: UInt32(reads.count), positiveEnd: UInt32(reads.count), end: UInt32(reads.count),
        layer: layer(of: count)))
    return .count(number)
  }
}

/// What some clause concludes.
private struct Concluded {
  private(set) var heads: [RelationID: [Atom]] = [:]
  private(set) var numbers: Set<NumberID> = []

  init(_ program: Program) {
    for clause in program.clauses {
      switch clause.head {
      case .fact(let atom): heads[atom.relation, default: []].append(atom)
      case .set(let number, _, _), .add(let number, _, _): numbers.insert(number)
      }
    }
    for choice in program.choices where choice.picks != choice.candidates {
      heads[choice.picks, default: []].append(Atom(choice.picks, [.any]))
    }
  }

  /// The literal has no variables and looks at nothing that any clause concludes.
  func leavesAlone(_ literal: Literal) -> Bool {
    guard literal.variables.isEmpty else { return false }
    switch literal {
    case .match, .bind: return false
    case .count(let atom, let test):
      if let kind = test.kind, heads[kind] != nil { return false }
      return !(heads[atom.relation]?.contains { $0.mayUnify(with: atom) } ?? false)
    case .compare(let left, _, let right, _):
      return !(left.numbers + right.numbers).contains { numbers.contains($0.number) }
    case .same: return true
    }
  }
}

extension Grounder.Instance {
  /// All facts that decide whether it holds.
  var read: [SlotAtom] { premises + others + negatives + counts.flatMap(\.facts) }
}

extension CompiledProgram {
  /// The part of the program that can do without variables. Cost: as the instances of its clauses; make it once.
  ///
  /// With a vocabulary, variables that stand for members of declared kinds are replaced by all of them, and choices are
  /// settled too: right for profiles whose facts keep to the vocabulary and add no member.
  public func slotProgram(_ vocabulary: Vocabulary? = nil) -> SlotProgram {
    SlotProgram(SlotBuilder(self, vocabulary))
  }
}
