import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// All changes of a profile that may matter for some goals, and what the goals come to under each of them.
///
/// Facts that some rule reads and none concludes may be added, given ones removed, a choice that no rule picks picked, and
/// numbers that are compared set to a threshold or the nearest value past it.
struct ChangeSpace {
  let inquiry: Inquiry
  let symbolic: SymbolicRun
  private(set) var bounds: [Bound] = []
  /// For each value that a number may be set to, the threshold that it is or that it is just past.
  private let thresholds: [NumberKey: [ExactDecimal: ExactDecimal]]

  /// - Parameters:
  ///   - locked: facts that stay as they are, given or not; numbers that stay.
  ///   - evaluates: whether functions of all changes are worked out at once; otherwise with ``evaluate()``.
  init(
    _ inquiry: Inquiry, _ goals: [Goal], locked: Set<Fact> = [], lockedNumbers: Set<NumberKey> = [],
    evaluates: Bool = true
  ) {
    self.inquiry = inquiry
    let program = inquiry.program
    let facts = inquiry.input.facts
    let relevance = inquiry.relevance(goals)
    let base = BaseFacts(program, inquiry.judge.set.vocabulary, inquiry.input, clauses: relevance.clauses)
    if base.isCut { bounds.append(.facts) }
    var world = World(facts, program.arities)
    world.picksOne = true
    var given = facts.facts
    for fact in facts.facts.statements(program.arities) where ChangeSpace.isRemovable(fact.statement, program) {
      world.facts[fact.statement] = .free(base: true)
    }
    let nowhere = Span(source: SourceID(UInt32(0)), start: 0, end: 0)
    for statement in base.statements where world.facts[statement] == nil && !locked.contains(statement) {
      world.facts[statement] = .free(base: false)
      given.append(statement.relation, statement.terms, at: nowhere)
    }
    for statement in locked {
      if let input = world.facts[statement] { world.facts[statement] = .fixed(input.base) }
    }
    let circuit = inquiry.circuit(goals, world, given)
    thresholds = ChangeSpace.setNumbers(circuit, inquiry, lockedNumbers, &bounds)
    symbolic = SymbolicRun(circuit, inquiry.diagrams())
    if evaluates { evaluate() }
  }

  mutating func evaluate() {
    symbolic.evaluate()
    bounds += inquiry.bounds(symbolic)
  }

  /// Members of kinds stay: places of verbs rely on them.
  private static func isRemovable(_ statement: Fact, _ program: Program) -> Bool {
    switch program.roles[statement.relation.index] {
    case .verb, .candidates, .picks: return true
    case .kind, .auxiliary: return false
    }
  }

  /// Gives numbers that rules compare and none concludes the values at which something turns.
  private static func setNumbers(
    _ circuit: Circuit, _ inquiry: Inquiry, _ locked: Set<NumberKey>, _ bounds: inout [Bound]
  ) -> [NumberKey: [ExactDecimal: ExactDecimal]] {
    var given: [NumberKey: NumberValue] = [:]
    for (key, value) in inquiry.input.facts.givenNumbers { given[key] = value }
    let concluded = ConcludedNumbers(inquiry.program, inquiry.vocabulary)
    let free = circuit.numberKeys.filter {
      !locked.contains($0) && (given[$0] != nil || !concluded.contains($0.number, $0.subject))
    }
    let thresholds = Thresholds(circuit, free: free, given: given)
    if thresholds.isCut { bounds.append(.numbers) }
    var homes: [NumberKey: [ExactDecimal: ExactDecimal]] = [:]
    for key in free {
      let now = given[key] ?? .unknown
      let candidates = thresholds.candidates(key).filter { NumberValue.known($0.value) != now }
      for candidate in candidates { homes[key, default: [:]][candidate.value] = candidate.threshold }
      if !candidates.isEmpty { circuit.world.numbers[key] = [now] + candidates.map { .known($0.value) } }
    }
    return homes
  }

  /// What a variable stands for.
  func change(_ variable: Int) -> Change { change(of: symbolic.toggles[variable]) }

  private func change(of toggle: Toggle) -> Change {
    switch toggle {
    case .fact(let statement):
      return symbolic.circuit.world.facts[statement]?.base == true ? .remove(statement) : .add(statement)
    case .number(let key, let index):
      let value = symbolic.circuit.world.numbers[key]?[index].decimal ?? .zero
      return .set(key.number, key.subject, value)
    }
  }

  /// Every smallest set of changes that makes a function true, by cost.
  func ways(
    _ function: Diagram, costs: [Change: Int] = [:], limit: Int = .max, onlyCheapest: Bool = false
  ) -> (ways: [Way], isComplete: Bool) {
    guard !symbolic.isExhausted else { return ([], false) }
    let sets = MinimalSets(symbolic.diagrams)
    let family = sets.family(of: symbolic.diagrams.and(function, symbolic.isWorld))
    if sets.isExhausted { return ([], false) }
    let changes = symbolic.toggles.indices.map { change($0) }
    let prices = changes.map { change in costs[change] ?? costs[change.anyValue] ?? 1 }
    let listing = sets.cheapest(
      family, costs: { prices[$0] }, limit: limit == .max ? .max : limit * 3, onlyCheapest: onlyCheapest)
    if sets.isExhausted { return ([], false) }
    let ways = listing.sets.map { Way(changes: $0.variables.map { changes[$0] }, cost: $0.cost) }
    let sorted = sorted(ways)
    let isCut = sorted.count > limit
    return (Array(sorted.prefix(limit)), listing.isComplete && !isCut)
  }

  /// The ways of one change and of two, where they can be tried, for each goal: exact up to `upTo` changes, however rules hang
  /// together.
  func smallWays(
    _ goals: [Goal], negated: Bool, costs: [Change: Int] = [:], onlyCheapest: Bool = false
  ) -> (ways: [[Way]], upTo: Int) {
    let small = SmallChanges(symbolic.circuit, mostWork: max(1_000_000, 6 * inquiry.mostNodes))
    guard small.isUsable else { return (goals.map { _ in [] }, 0) }
    let found = small.find(goals.count, onlyCheapest: onlyCheapest) {
      goals.map { goal in
        let reached = small.run.diagram(goal, inquiry)
        return negated ? small.run.diagrams.not(reached) : reached
      }
    }
    let changes = small.toggles.map { change(of: $0) }
    let prices = changes.map { change in costs[change] ?? costs[change.anyValue] ?? 1 }
    let ways = found.sets.map { sets in
      sorted(
        sets.map { set in Way(changes: set.map { changes[$0] }, cost: set.reduce(0) { $0 + prices[$1] }) })
    }
    return (ways, found.upTo)
  }

  /// Without those that go farther than they need to; by cost, then by text.
  private func sorted(_ ways: [Way]) -> [Way] {
    let ways = NearestValues(self, thresholds).nearest(ways)
    var sorted = ways.map { way -> (way: Way, text: String) in ordered(way) }
    sorted.sort { left, right in
      left.way.cost != right.way.cost ? left.way.cost < right.way.cost : left.text < right.text
    }
    return sorted.map { $0.way }
  }

  /// The way with its changes in order, and all of their text.
  private func ordered(_ way: Way) -> (Way, String) {
    let changes = inquiry.ordered(way.changes)
    return (
      Way(changes: changes.map { $0.change }, cost: way.cost), changes.map { $0.text }.joined(separator: "\n")
    )
  }
}

extension Inquiry {
  /// Additions before removals before numbers, each by text.
  func ordered(_ changes: [Change]) -> [(change: Change, text: String)] {
    let worded: [(change: Change, text: String)] = changes.map { ($0, text($0)) }
    return worded.sorted { ($0.change.rank, $0.text) < ($1.change.rank, $1.text) }
  }
}

extension Circuit {
  /// The numbers that the circuit reads.
  var numberKeys: [NumberKey] {
    nodes.compactMap { if case .number(let key) = $0.kind { return key } else { return nil } }
  }
}

extension Change {
  /// Additions, then removals, then numbers.
  var rank: Int {
    switch self {
    case .add: return 0
    case .remove: return 1
    case .set, .drop: return 2
    }
  }

  /// A number by itself: its cost is one, whatever the value.
  var anyValue: Change {
    if case .set(let number, let subject, _) = self { return .set(number, subject, .zero) }
    return self
  }
}

/// Some changes that together reach something.
public struct Way: Hashable, Sendable {
  /// Additions, then removals, then numbers, each by text.
  public var changes: [Change]
  public var cost: Int
}

/// Leaves out ways that set a number farther than another way needs to.
private struct NearestValues {
  /// The values that each number may take, rising, and what it is now.
  private var values: [NumberKey: [ExactDecimal]] = [:]
  private var now: [NumberKey: ExactDecimal] = [:]
  private let thresholds: [NumberKey: [ExactDecimal: ExactDecimal]]

  init(_ space: ChangeSpace, _ thresholds: [NumberKey: [ExactDecimal: ExactDecimal]]) {
    self.thresholds = thresholds
    for key in space.symbolic.circuit.numberKeys {
      guard let all = space.symbolic.circuit.world.numbers[key], let first = all.first else { continue }
      values[key] = all.dropFirst().compactMap { $0.decimal }
      now[key] = first.decimal
    }
  }

  func nearest(_ ways: [Way]) -> [Way] {
    guard !values.isEmpty else { return ways }
    var present: Set<Set<Change>> = []
    var touched: Set<Set<Change>> = []
    for way in ways {
      present.insert(Set(way.changes))
      touched.insert(Set(way.changes.map { $0.anyValue }))
    }
    return ways.filter { way in
      if nudges(way, touched) { return false }
      return !way.changes.contains { change in isFarther(change, Set(way.changes), present) }
    }
  }

  /// Whether a way sets one number beside its value now so that another has to go a little less far: that says nothing.
  private func nudges(_ way: Way, _ touched: Set<Set<Change>>) -> Bool {
    let whole = Set(way.changes.map { $0.anyValue })
    return way.changes.contains { change in
      guard case .set(let number, let subject, let value) = change else { return false }
      let key = NumberKey(number: number, subject: subject)
      guard let now = now[key], thresholds[key]?[value] == now else { return false }
      return touched.contains(whole.subtracting([change.anyValue])) || isAlone(change, in: way, touched)
    }
  }

  /// Whether some other way changes the number of a change and nothing else that the way does not.
  private func isAlone(_ change: Change, in way: Way, _ touched: Set<Set<Change>>) -> Bool {
    way.changes.count > 1 && touched.contains([change.anyValue])
  }

  /// Whether the same way also works with the number nearer to what it is, or nearer to the start of a run of values.
  private func isFarther(_ change: Change, _ way: Set<Change>, _ present: Set<Set<Change>>) -> Bool {
    guard case .set(let number, let subject, let value) = change else { return false }
    let key = NumberKey(number: number, subject: subject)
    let works = { (other: ExactDecimal) -> Bool in
      var changed = way
      changed.remove(change)
      changed.insert(.set(number, subject, other))
      return present.contains(changed)
    }
    // A threshold is better than a value beside it, even if quotients round in favour of that.
    let all = (values[key] ?? []).filter { other in
      guard let threshold = thresholds[key]?[other], threshold != other else { return true }
      return !works(threshold)
    }
    if !all.contains(value) { return true }
    if let now = now[key] {
      return all.contains { other in
        ((now < other && other < value) || (value < other && other < now)) && works(other)
      }
    }
    guard let index = all.firstIndex(of: value) else { return false }
    var start = index
    while start > 0, works(all[start - 1]) { start -= 1 }
    var end = index
    while end + 1 < all.count, works(all[end + 1]) { end += 1 }
    // A run that is open below is represented by its upper end, any other by its lower one.
    return start == 0 && end + 1 < all.count ? index != end : index != start
  }
}
