import TenetEngine
import TenetModel
import TenetText

/// What a circuit comes to in many worlds at once: for each fact and each value of a number the worlds that have it.
package final class CircuitRun<Algebra: WorldAlgebra> {
  package typealias Worlds = Algebra.Worlds
  package typealias ValueCase = NumberCase<Worlds>

  package let circuit: Circuit
  package let diagrams: Algebra
  package let mode: CircuitMode
  /// By node; of a number, in the mode of support, where it has its value.
  package private(set) var facts: [Worlds] = []
  /// By node of a number, its values and where it has them; they exclude each other.
  package private(set) var numbers: [[ValueCase]] = []
  /// What each variable changes.
  package private(set) var toggles: [Toggle] = []
  private var variables: [Toggle: Int] = [:]
  /// Holds where no number has two values at once, and no added pick contests another.
  package private(set) var isWorld = Worlds.always
  private var declared: Set<NumberKey> = []
  private var declaredFacts: Set<Fact> = []
  private var wasTooWide = false

  /// More values of one number than this are not followed.
  private static var mostValues: Int { 4096 }

  /// Where several runs share variables, by what they are called.
  private let shared: SharedVariables?

  package init(_ circuit: Circuit, _ diagrams: Algebra, mode: CircuitMode = .meaning, shared: SharedVariables? = nil) {
    self.shared = shared
    self.circuit = circuit
    self.diagrams = diagrams
    self.mode = mode
    let facts = circuit.program.facts
    declaredFacts = Set(facts.statements(circuit.program.arities).map { $0.statement })
  }

  package var isExhausted: Bool { circuit.isExhausted || diagrams.isExhausted || wasTooWide }

  /// Computes every node, what it stands on first. May be called again where the algebra has other worlds by then.
  @_specialize(where Algebra == Diagrams)
  @_specialize(where Algebra == Masks)
  package func evaluate() {
    circuit.expand()
    facts = Array(repeating: .never, count: circuit.nodes.count)
    numbers = Array(repeating: [], count: circuit.nodes.count)
    isWorld = .always
    declared = []
    guard !isExhausted else { return }
    for component in circuit.components() {
      if component.count == 1, !component.isRecursive { compute(component.nodes[0]) } else { iterate(component.nodes) }
      if isExhausted { return }
    }
    if circuit.world.picksOne { keepPicksApart() }
  }

  /// Leaves out the worlds in which an added pick contests another one.
  private func keepPicksApart() {
    for plan in circuit.program.choices {
      guard case .one = plan.policy else { continue }
      let options = plan.options.map { Fact(plan.candidates, [$0]) }
      for option in options {
        guard case .free(base: false)? = circuit.world.facts[option] else { continue }
        let others = diagrams.or(options.filter { $0 != option }.map { input($0) })
        isWorld = diagrams.and(isWorld, diagrams.not(diagrams.and(input(option), others)))
      }
    }
  }

  /// Facts that depend on each other: from nothing upwards until nothing changes.
  private func iterate(_ nodes: [Int]) {
    var isChanging = true
    while isChanging, !isExhausted {
      isChanging = false
      for node in nodes {
        let before = facts[node]
        compute(node)
        if facts[node] != before { isChanging = true }
      }
    }
  }

  private func compute(_ node: Int) {
    switch circuit.nodes[node].kind {
    case .fact(let statement):
      let ways = circuit.nodes[node].instances.map { diagram(of: $0) }
      facts[node] = diagrams.or([input(statement)] + ways)
    case .pick(let choice, let term): facts[node] = pick(choice, term, circuit.nodes[node].candidates)
    case .number(let key): compute(node, key)
    }
  }

  // MARK: Inputs

  @_specialize(where Algebra == Diagrams)
  @_specialize(where Algebra == Masks)
  package func variable(_ toggle: Toggle) -> Worlds {
    if let known = variables[toggle] { return diagrams.variable(known) }
    if let shared {
      let number = shared.variable(toggle, circuit.world)
      variables[toggle] = number
      return diagrams.variable(number)
    }
    variables[toggle] = toggles.count
    toggles.append(toggle)
    return diagrams.variable(toggles.count - 1)
  }

  private func input(_ statement: Fact) -> Worlds {
    if declaredFacts.contains(statement) { return .always }
    switch circuit.world.facts[statement] {
    case nil: return .never
    case .fixed(let value)?: return value ? .always : .never
    case .free(let base)?:
      let changed = variable(.fact(statement))
      return base ? diagrams.not(changed) : changed
    }
  }

  /// The values that a number is given as.
  private func input(_ key: NumberKey) -> [ValueCase] {
    guard let values = circuit.world.numbers[key] else { return [ValueCase(value: .unknown, diagram: .always)] }
    let chosen = values.indices.dropFirst().map { variable(.number(key, $0)) }
    var cases: [ValueCase] = []
    for (index, value) in values.enumerated() {
      let others = chosen.enumerated().filter { $0.offset != index - 1 }.map { diagrams.not($0.element) }
      let isIt = diagrams.and(others + (index == 0 ? [] : [chosen[index - 1]]))
      cases.append(ValueCase(value: value, diagram: isIt))
    }
    if declared.insert(key).inserted { isWorld = diagrams.and(isWorld, diagrams.or(cases.map { $0.diagram })) }
    return cases
  }

  // MARK: Instances

  @_specialize(where Algebra == Diagrams)
  @_specialize(where Algebra == Masks)
  package func diagram(of instance: Circuit.Instance) -> Worlds {
    var result = Worlds.always
    for part in instance.parts {
      result = diagrams.and(result, diagram(of: part, instance))
      if result == .never { return result }
    }
    return result
  }

  package func diagram(of part: Circuit.Part, _ instance: Circuit.Instance) -> Worlds {
    switch part {
    case .constant(let value): return value ? .always : .never
    case .any(let nodes): return any(nodes)
    case .count(let values, let bound): return count(values.map { any($0) }, bound)
    case .compare(let literal, let reads):
      if mode == .support { return diagrams.and(reads.values.sorted().map { facts[$0] }) }
      return compare(circuit.program.clauses[instance.clause].body[literal], instance.binding, reads)
    }
  }

  private func any(_ nodes: [Int]) -> Worlds {
    nodes.count == 1 ? facts[nodes[0]] : diagrams.or(nodes.map { facts[$0] })
  }

  private func count(_ values: [Worlds], _ bound: CountTest.Bound) -> Worlds {
    switch bound {
    case .atLeast(let count): return diagrams.atLeast(count, of: values)
    case .every: return diagrams.and(values)
    case .exactly(let count) where mode == .support: return diagrams.atLeast(count, of: values)
    case .atMost where mode == .support, .notExactly where mode == .support, .notEvery where mode == .support:
      return .always
    case .atMost(let count): return diagrams.not(diagrams.atLeast(count + 1, of: values))
    case .exactly(let count), .notExactly(let count):
      let more = diagrams.not(diagrams.atLeast(count + 1, of: values))
      let exactly = diagrams.and(diagrams.atLeast(count, of: values), more)
      if case .exactly = bound { return exactly }
      return diagrams.not(exactly)
    case .notEvery: return diagrams.not(diagrams.and(values))
    }
  }

  private func compare(_ literal: Literal, _ binding: [TermID?], _ reads: [NumberKey: Int]) -> Worlds {
    guard case .compare(let left, let comparison, let right, let holds) = literal else { return .never }
    let keys = reads.keys.sorted { ($0.number, $0.subject) < ($1.number, $1.subject) }
    var result: [Worlds] = []
    forEachWorld(keys, reads) { values, diagram in
      let first = left.value(binding) { values[$0]?.decimal }
      let second = right.value(binding) { values[$0]?.decimal }
      var isTrue = false
      if let first, let second { isTrue = comparison.holds(first, second) }
      if isTrue == holds { result.append(diagram) }
    }
    return diagrams.or(result)
  }

  /// Every combination of values of some numbers, with the worlds in which they have them.
  private func forEachWorld(
    _ keys: [NumberKey], _ reads: [NumberKey: Int], _ body: ([NumberKey: NumberValue], Worlds) -> Void
  ) {
    var combinations: [(values: [NumberKey: NumberValue], diagram: Worlds)] = [([:], .always)]
    for key in keys {
      guard let node = reads[key] else { continue }
      var next: [(values: [NumberKey: NumberValue], diagram: Worlds)] = []
      for (values, diagram) in combinations {
        for entry in numbers[node] {
          let both = diagrams.and(diagram, entry.diagram)
          if both == .never { continue }
          var values = values
          values[key] = entry.value
          next.append((values, both))
        }
      }
      combinations = next
      if combinations.count > Self.mostValues { wasTooWide = true }
    }
    for (values, diagram) in combinations { body(values, diagram) }
  }

  // MARK: Choices

  private func pick(_ choice: ChoiceID, _ term: TermID, _ candidates: [(term: TermID, node: Int)]) -> Worlds {
    let plan = circuit.program.choices[choice.index]
    let own = candidates.first { $0.term == term }.map { facts[$0.node] } ?? .never
    let isFallback = plan.otherwise == term && mode == .meaning
    let none = isFallback ? diagrams.not(diagrams.or(candidates.map { facts[$0.node] })) : .never
    guard case .first = plan.policy, mode == .meaning else {
      let base = diagrams.or(own, none)
      return mode == .support && plan.otherwise == term && candidates.isEmpty ? .always : base
    }
    let earlier = ordered(candidates, plan.options).prefix { $0.term != term }
    return diagrams.or(diagrams.and(own, diagrams.not(diagrams.or(earlier.map { facts[$0.node] }))), none)
  }

  /// Options in their order, then other candidates in theirs.
  private func ordered(_ candidates: [(term: TermID, node: Int)], _ options: [TermID]) -> [(term: TermID, node: Int)] {
    var result: [(term: TermID, node: Int)] = []
    for option in options where !result.contains(where: { $0.term == option }) {
      if let candidate = candidates.first(where: { $0.term == option }) { result.append(candidate) }
    }
    for candidate in candidates where !result.contains(where: { $0.term == candidate.term }) {
      result.append(candidate)
    }
    return result
  }

  // MARK: Numbers

  private func compute(_ node: Int, _ key: NumberKey) {
    if mode == .support {
      facts[node] = support(key, circuit.nodes[node].instances)
      return
    }
    var state = Distribution(input(key), diagrams)
    var groups = AdditionGroups()
    for instance in circuit.nodes[node].instances {
      switch circuit.program.clauses[instance.clause].head {
      case .fact: continue
      case .set(_, _, let value): state.set(values(of: value, instance), where: diagram(of: instance))
      case .add: groups.add(instance, circuit.program)
      }
    }
    if circuit.isAdded(key.number), key.subject == .self { state.startAtZero() }
    for group in groups.list {
      guard case .add(_, _, let value) = circuit.program.clauses[group[0].clause].head else { continue }
      let condition = diagrams.or(group.map { diagram(of: $0) })
      state.add(values(of: value, group[0]), where: condition)
      if state.cases.count > Self.mostValues { wasTooWide = true }
      if isExhausted { return }
    }
    numbers[node] = state.cases
  }

  private func values(of expression: Expression, _ instance: Circuit.Instance) -> [ValueCase] {
    let keys = instance.reads.keys.sorted { ($0.number, $0.subject) < ($1.number, $1.subject) }
    var cases: [ValueCase] = []
    forEachWorld(keys, instance.reads) { values, diagram in
      let value = expression.value(instance.binding) { values[$0]?.decimal }
      cases.append(ValueCase(value: value.map { .known($0) } ?? .unknown, diagram: diagram))
    }
    return cases
  }

  /// Where a number keeps the parts that it has in the actual run.
  private func support(_ key: NumberKey, _ instances: [Circuit.Instance]) -> Worlds {
    var given: Worlds?
    if let values = circuit.world.numbers[key] {
      given = values.count > 1 ? diagrams.not(variable(.number(key, 1))) : .always
    }
    var groups = AdditionGroups()
    var settings: [Worlds] = given.map { [$0] } ?? []
    for instance in instances {
      let reads = diagrams.and(instance.reads.values.sorted().map { facts[$0] })
      let holds = diagrams.and(diagram(of: instance), reads)
      if case .set = circuit.program.clauses[instance.clause].head {
        settings.append(holds)
      } else {
        groups.add(instance, circuit.program)
      }
    }
    if groups.list.isEmpty { return settings.isEmpty ? .always : diagrams.or(settings) }
    let parts = groups.list.map { group in
      diagrams.and(
        diagrams.or(group.map { diagram(of: $0) }), diagrams.and(group[0].reads.values.sorted().map { facts[$0] }))
    }
    return diagrams.and(parts + (given.map { [$0] } ?? []))
  }

  // MARK: Results

  /// Where a fact holds.
  package func diagram(_ statement: Fact) -> Worlds {
    guard let node = circuit.node(statement), node < facts.count else { return .never }
    return facts[node]
  }
}

/// Instances that add once together: those of a rule's conclusion with one binding of its named variables.
private struct AdditionGroups {
  private struct Key: Hashable {
    var rule: RuleID
    var conclusion: Int
    var binding: [TermID?]
  }

  private var indices: [Key: Int] = [:]
  private(set) var list: [[Circuit.Instance]] = []

  mutating func add(_ instance: Circuit.Instance, _ program: Program) {
    let clause = program.clauses[instance.clause]
    let key = Key(
      rule: clause.rule, conclusion: clause.conclusion,
      binding: Array(instance.binding.prefix(clause.namedVariableCount)))
    if let known = indices[key] {
      list[known].append(instance)
    } else {
      indices[key] = list.count
      list.append([instance])
    }
  }
}

/// The values of a number, and where it has them, while parts are put together.
private struct Distribution<Algebra: WorldAlgebra> {
  private(set) var cases: [NumberCase<Algebra.Worlds>] = []
  private let diagrams: Algebra

  init(_ cases: [NumberCase<Algebra.Worlds>], _ diagrams: Algebra) {
    self.diagrams = diagrams
    for entry in cases { append(entry.value, entry.diagram) }
  }

  private mutating func append(_ value: NumberValue, _ diagram: Algebra.Worlds) {
    if diagram == .never { return }
    if let index = cases.firstIndex(where: { $0.value == value }) {
      cases[index].diagram = diagrams.or(cases[index].diagram, diagram)
    } else {
      cases.append(NumberCase(value: value, diagram: diagram))
    }
  }

  mutating func startAtZero() {
    change { $0 == .unknown ? .known(.zero) : $0 }
  }

  private mutating func change(_ body: (NumberValue) -> NumberValue) {
    let before = cases
    cases = []
    for entry in before { append(body(entry.value), entry.diagram) }
  }

  /// Where the condition holds, the value comes to what is there.
  private mutating func join(
    _ values: [NumberCase<Algebra.Worlds>], where condition: Algebra.Worlds,
    _ body: (NumberValue, ExactDecimal) -> NumberValue
  ) {
    if condition == .never { return }
    let before = cases
    cases = []
    for entry in before {
      append(entry.value, diagrams.and(entry.diagram, diagrams.not(condition)))
      let changed = diagrams.and(entry.diagram, condition)
      if changed == .never { continue }
      for value in values {
        let result = value.value.decimal.map { body(entry.value, $0) } ?? entry.value
        append(result, diagrams.and(changed, value.diagram))
      }
    }
  }

  mutating func set(_ values: [NumberCase<Algebra.Worlds>], where condition: Algebra.Worlds) {
    join(values, where: condition) { old, new in
      switch old {
      case .unknown: return .known(new)
      case .known(let value): return value == new ? old : .contested
      case .contested: return .contested
      }
    }
  }

  mutating func add(_ values: [NumberCase<Algebra.Worlds>], where condition: Algebra.Worlds) {
    join(values, where: condition) { old, new in
      switch old {
      case .unknown: return .known(new)
      case .known(let value): return value.adding(new).map { .known($0) } ?? .contested
      case .contested: return .contested
      }
    }
  }
}
