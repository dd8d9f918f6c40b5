import TenetProgram
import TenetText

/// Counts and comparisons of ``RestRules``, with terms in place of their variables, decided for 512 profiles at once.
struct RestChecks: ~Copyable {
  /// A count of facts; see `CountTest`.
  private struct Count {
    var atom: Atom
    /// By what facts are looked up: a place with a term, or ``RestRules/Join/scan``.
    var key = RestRules.Join.scan
    var place: Int?
    var members: TermSet?
    var excluded: TermID?
    var test: SlotCount.Test
  }

  private let rules: RestRules
  /// By check, the profiles that meet it, of those of which it was asked.
  private(set) var columns = Vector<SIMD8<UInt64>>()
  private var asked = Vector<SIMD8<UInt64>>()
  /// By check, its comparison, or the complement of its count.
  private var kinds = Vector<Int32>()
  private var comparisons = Slots<SlotComparison>()
  private var counts: [Count] = []

  init(_ rules: RestRules) {
    self.rules = rules
  }

  /// Forgets the checks.
  mutating func removeAll() {
    columns.removeAll()
    asked.removeAll()
    kinds.removeAll()
    comparisons = Slots()
    counts.removeAll()
  }

  // MARK: Checks

  /// Takes the checks that are new, and forgets what the profiles before met.
  mutating func fit(_ grounder: borrowing RestGrounder) {
    while kinds.count < grounder.checks.count {
      let check = kinds.count
      let rule = rules.checks[Int(grounder.checks.tag(of: check))]
      var binding: [TermID?] = Array(repeating: nil, count: rules.variableCount)
      for (place, variable) in rule.variables.enumerated() {
        binding[variable] = TermID(grounder.checks.term(of: check, at: place))
      }
      add(rule.literal.bound(by: binding))
    }
    columns.removeAll()
    columns.resize(to: kinds.count, filling: .zero)
    asked.removeAll()
    asked.resize(to: kinds.count, filling: .zero)
  }

  private mutating func add(_ literal: Literal) {
    if let condition = SlotCondition(literal) {
      kinds.append(Int32(comparisons.count))
      comparisons.append(SlotComparison(condition))
    } else if case .count(let atom, let test) = literal {
      kinds.append(~Int32(counts.count))
      counts.append(count(atom, test))
    }
  }

  private func count(_ atom: Atom, _ test: CountTest) -> Count {
    let excluded = test.excluding.flatMap { $0.term([]) }
    let members = test.kind.map { self.members(of: $0) }
    var every = members?.count ?? 0
    if let excluded, let members, members.contains(excluded) { every -= 1 }
    var count = Count(
      atom: atom, place: test.place, members: members.map { TermSet($0) }, excluded: excluded,
      test: SlotCount.Test(test.bound, of: Int.max - 1, every: every))
    for (place, operand) in atom.places.enumerated() {
      if case .term = operand { count.key = place }
    }
    return count
  }

  /// What is of a kind; nothing but the rules says so.
  private func members(of kind: RelationID) -> [TermID] {
    let program = rules.program.compiled.program
    var members: [TermID] = []
    var start = 0
    for relation in program.facts.relations {
      if relation == kind, !members.contains(program.facts.terms[start]) { members.append(program.facts.terms[start]) }
      start += program.arities[relation.index]
    }
    return members
  }

  // MARK: Deciding

  /// Which of some profiles meet a check; what it looks at is finished.
  mutating func meeting(
    _ check: Int, _ profiles: SIMD8<UInt64>, _ facts: borrowing FactTable, _ links: borrowing FactLinks,
    _ holding: borrowing Vector<SIMD8<UInt64>>, _ numbers: inout NumberTables
  ) -> SIMD8<UInt64> {
    let new = profiles & ~asked[check]
    if new == .zero { return profiles & columns[check] }
    let kind = Int(kinds[check])
    if kind >= 0 {
      asked[check] |= new
      columns[check] |= numbers.meeting(comparisons[kind], new)
    } else {
      asked[check] = SIMD8(repeating: UInt64.max)
      columns[check] = passing(counts[~kind], facts, links, holding)
    }
    return profiles & columns[check]
  }

  private func passing(
    _ count: Count, _ facts: borrowing FactTable, _ links: borrowing FactLinks,
    _ holding: borrowing Vector<SIMD8<UInt64>>
  ) -> SIMD8<UInt64> {
    var counter = BitCounter()
    let found = fitting(count, facts, links)
    var next = 0
    while next < found.count {
      let value = found[next].value
      var column = SIMD8<UInt64>.zero
      while next < found.count, found[next].value == value {
        column |= holding[found[next].fact]
        next += 1
      }
      counter.add(column)
    }
    return counter.passing(count.test)
  }

  /// The height that a check adds to that of a clause; 1 for none.
  func level(
    _ check: Int, _ facts: borrowing FactTable, _ links: borrowing FactLinks, _ level: (Int) -> UInt32?
  ) -> UInt32 {
    if kinds[check] >= 0 { return 1 }
    let count = counts[Int(~kinds[check])]
    if count.test.premises == 0 { return 1 }
    var levels: [UInt32] = []
    var last = -1
    for (value, fact) in fitting(count, facts, links) {
      guard let level = level(fact) else { continue }
      if value != last { levels.append(level) } else { levels[levels.count - 1] = min(levels[levels.count - 1], level) }
      last = value
    }
    return levels.sorted()[count.test.premises - 1]
  }

  /// What a count looks at; nil for a comparison.
  func counted(_ check: Int, _ facts: borrowing FactTable, _ links: borrowing FactLinks) -> RestCount? {
    if kinds[check] >= 0 { return nil }
    let count = counts[Int(~kinds[check])]
    var groups: [[Int]] = []
    var last = -1
    for (value, fact) in fitting(count, facts, links) {
      if value != last { groups.append([]) }
      groups[groups.count - 1].append(fact)
      last = value
    }
    return RestCount(facts: groups, premises: count.test.premises)
  }

  /// The facts that a count looks at with the values that it counts, by these.
  private func fitting(
    _ count: Count, _ facts: borrowing FactTable, _ links: borrowing FactLinks
  ) -> [(value: Int, fact: Int)] {
    var result: [(value: Int, fact: Int)] = []
    let relation = count.atom.relation.raw
    var link: UInt32
    if count.key >= 0, case .term(let term) = count.atom.places[count.key] {
      link = links.first(relation, count.key, term.raw, facts)
    } else {
      link = links.first(relation)
    }
    while link != 0 {
      let fact = Int(link) - 1
      if let value = value(of: fact, count, facts) { result.append((value, fact)) }
      link = links.after(fact, count.key, facts)
    }
    return result.sorted { $0 < $1 }
  }

  /// The value by which a fact counts; nil where it does not.
  private func value(of fact: Int, _ count: Count, _ facts: borrowing FactTable) -> Int? {
    for (place, operand) in count.atom.places.enumerated() {
      if case .term(let term) = operand, facts.term(of: fact, at: place) != term { return nil }
    }
    // Where only that some fact fits is asked, all facts are one value.
    guard let place = count.place else { return 0 }
    let value = facts.term(of: fact, at: place)
    if value == count.excluded { return nil }
    if let members = count.members, !members.contains(value) { return nil }
    return value.index
  }
}
