import TenetEngine
import TenetModel

/// The order of a line's facts in which proofs name them: first those that it gives, as it gives them, then the others by
/// height and terms.
struct LineOrder: ~Copyable {
  private let program: SlotProgram
  /// By fact, where it stands and how high; of another age than the line's where the line does not have it.
  private var places: [Int]
  private var levels: [Int]
  private var ages: [Int]
  private var age = 0
  private var next = 0
  /// By count, the facts it looks at and how many of them a proof names.
  private let counts: [(facts: [Int], premises: Int)]
  /// By count of a rule with variables, the facts it stands on, as far as they were wanted.
  private var checked: [Int: [Int]] = [:]
  /// The places of members among those that declarations list.
  private let members: [Fact: Int]

  init(_ program: SlotProgram, members: [Fact: Int]) {
    self.program = program
    self.members = members
    places = Array(repeating: 0, count: program.factCount)
    levels = places
    ages = places
    counts = (0..<program.countCount).map { program.counted($0) }
  }

  /// Takes a line: the facts that it gives, and its conclusions by height and terms.
  mutating func begin(_ given: ArraySlice<Int32>, _ concluded: [SlotConclusion], factCount: Int) {
    age += 1
    next = 0
    if !checked.isEmpty { checked.removeAll(keepingCapacity: true) }
    let more = factCount - ages.count
    if more > 0 {
      places += Array(repeating: 0, count: more)
      levels += Array(repeating: 0, count: more)
      ages += Array(repeating: 0, count: more)
    }
    for fact in given { add(Int(fact), level: 1) }
    for conclusion in concluded { add(conclusion.slot.index, level: conclusion.level) }
  }

  private mutating func add(_ fact: Int, level: Int) {
    if ages[fact] == age { return }
    (ages[fact], levels[fact], places[fact]) = (age, level, next)
    next += 1
  }

  /// The height of a fact that the line has.
  func level(of fact: Int) -> Int { ages[fact] == age ? levels[fact] : 1 }

  /// Whether the line has a fact, given or concluded.
  func has(_ fact: Int) -> Bool { ages[fact] == age }

  /// The facts that a count stands on, in their order.
  func counted(_ count: Int) -> [Int] {
    earliest(counts[count].premises, of: counts[count].facts.filter { has($0) })
  }

  /// The same of a count of a rule with variables, once it was taken.
  func counted(check: Int) -> [Int] { checked[check] ?? [] }

  /// Whether a count of a rule with variables was taken.
  func knows(check: Int) -> Bool { checked[check] != nil }

  /// Takes what a count of a rule with variables looks at.
  mutating func take(check: Int, _ count: RestCount) {
    let held = count.facts.compactMap { facts in earliest(1, of: facts.filter { has($0) }).first }
    checked[check] = earliest(count.premises, of: held)
  }

  private func earliest(_ count: Int, of facts: [Int]) -> [Int] {
    var sorted = facts
    sorted.sortFew { places[$0] < places[$1] }
    return Array(sorted.prefix(count))
  }

  private func level(of facts: [Int]) -> Int { facts.map { level(of: $0) }.max() ?? 1 }

  // MARK: Instances

  /// Whether an instance stands on facts below a height.
  func isBelow(_ level: Int, _ instance: ClauseInstance) -> Bool {
    instance.grounds.allSatisfy { ground in
      switch ground {
      case .fact(let fact): self.level(of: fact) < level
      case .count(let count): self.level(of: counted(count)) < level
      case .check(let check): self.level(of: counted(check: check)) < level
      case .member, .none, .open: true
      }
    }
  }

  /// Whether of two instances of one clause that hold the first is the one that a proof names: literal by literal that with
  /// the earlier fact, and where all are the same, that with the earlier terms. Nil where that is not known here.
  func precedes(_ left: ClauseInstance, _ right: ClauseInstance) -> Bool? {
    for (first, second) in zip(left.grounds, right.grounds) where first != second {
      switch (first, second) {
      case (.fact(let first), .fact(let second)): return places[first] < places[second]
      case (.member(let first), .member(let second)):
        guard let first = members[first], let second = members[second] else { return nil }
        return first < second
      case (.count(let first), .count(let second)):
        if let precedes = precedes(counted(first), counted(second)) { return precedes }
      case (.check(let first), .check(let second)):
        if let precedes = precedes(counted(check: first), counted(check: second)) { return precedes }
      default: return nil
      }
    }
    if left.grounds.contains(.open) { return nil }
    for case (let first?, let second?) in zip(left.binding, right.binding) where first != second {
      let known = program.compiled.program.termCount
      return first.index < known && second.index < known ? first < second : nil
    }
    return false
  }

  private func precedes(_ left: [Int], _ right: [Int]) -> Bool? {
    for (first, second) in zip(left, right) where first != second { return places[first] < places[second] }
    return left.count == right.count ? nil : left.count < right.count
  }
}
