import TenetEngine
import TenetModel
import TenetText

/// Evaluates programs by trying every binding of every clause: slow, and plain enough to be believed.
struct ReferenceEvaluator {
  struct Fact: Hashable {
    var relation: RelationID
    var terms: [TermID]
  }

  let program: Program
  let profile: ProfileFacts
  /// The height of the least proof of each fact.
  var levels: [Fact: Int] = [:]
  /// Given facts, by the order of their text.
  var given: [Fact: Int] = [:]
  var values: [[TermID: NumberValue]]

  init(_ program: Program, _ profile: ProfileFacts) {
    self.program = program
    self.profile = profile
    values = Array(repeating: [:], count: program.numberCount)
    for list in [program.facts, profile.facts] {
      var start = 0
      for relation in list.relations {
        let arity = program.arities[relation.index]
        let fact = Fact(relation: relation, terms: Array(list.terms[start..<start + arity]))
        start += arity
        if given[fact] == nil { given[fact] = given.count }
        levels[fact] = 1
      }
    }
    for number in profile.numbers { set(number.number, number.subject, number.value) }
    for step in program.schedule {
      switch step {
      case .derive(let clauses, _, _): derive(clauses)
      case .settleNumber(let number, _): settle(number)
      case .settleChoice(let choice, _): settle(program.choices[choice.index])
      }
    }
  }

  private mutating func set(_ number: NumberID, _ subject: TermID, _ value: ExactDecimal) {
    if let known = values[number.index][subject], known != .known(value) {
      values[number.index][subject] = .contested
    } else {
      values[number.index][subject] = .known(value)
    }
  }

  private mutating func derive(_ clauses: [Int]) {
    var changed = true
    while changed {
      changed = false
      for index in clauses {
        let clause = program.clauses[index]
        for binding in bindings(clause) {
          guard let height = height(clause.body, binding) else { continue }
          switch clause.head {
          case .fact(let atom):
            let fact = ground(atom, binding)
            if levels[fact].map({ $0 > height + 1 }) ?? true {
              levels[fact] = height + 1
              changed = true
            }
          case .set(let number, let subject, let value):
            if let value = self.value(value, binding) { set(number, term(subject, binding), value) }
          case .add: break
          }
        }
      }
    }
  }

  private mutating func settle(_ number: NumberID) {
    var seen: Set<[Int]> = []
    var sums: [TermID: ExactDecimal] = [:]
    var isAdded = false
    for clause in program.clauses {
      guard case .add(number, let subject, let value) = clause.head else { continue }
      isAdded = true
      for binding in bindings(clause) where height(clause.body, binding) != nil {
        let named = binding.prefix(clause.namedVariableCount).map { Int($0.raw) }
        if !seen.insert([Int(clause.rule.raw), clause.conclusion] + named).inserted { continue }
        if let value = self.value(value, binding) {
          let subject = term(subject, binding)
          sums[subject] = ExactDecimal(scaled: sums[subject, default: .zero].scaled + value.scaled)
        }
      }
    }
    if isAdded, values[number.index][.`self`] == nil { sums[.`self`] = sums[.`self`] ?? .zero }
    for (subject, sum) in sums {
      switch values[number.index][subject] {
      case .contested: break
      case .known(let start):
        values[number.index][subject] = .known(ExactDecimal(scaled: start.scaled + sum.scaled))
      default: values[number.index][subject] = .known(sum)
      }
    }
  }

  private mutating func settle(_ choice: ChoicePlan) {
    guard choice.candidates != choice.picks else { return }
    let candidates = levels.keys.filter { $0.relation == choice.candidates }.map { $0.terms[0] }
    var picks = candidates
    if case .first = choice.policy, !candidates.isEmpty {
      let order = choice.options.filter { candidates.contains($0) } + candidates.sorted()
      picks = [order[0]]
    }
    for pick in picks {
      levels[Fact(relation: choice.picks, terms: [pick])] =
        levels[Fact(relation: choice.candidates, terms: [pick])]
    }
    if candidates.isEmpty, let otherwise = choice.otherwise {
      levels[Fact(relation: choice.picks, terms: [otherwise])] = 1
    }
  }

  /// All assignments of terms to variables.
  func bindings(_ clause: HornClause) -> [[TermID]] {
    var result: [[TermID]] = [[]]
    for _ in 0..<clause.variableCount {
      result = result.flatMap { start in (0..<profile.termCount).map { start + [TermID($0)] } }
    }
    return result
  }

  /// The greatest height of the cheapest premises, or nil where a literal does not hold.
  func height(_ body: [Literal], _ binding: [TermID]) -> Int? {
    var height = 1
    for literal in body {
      switch literal {
      case .match(let atom):
        guard let least = fitting(atom, binding).map({ levels[$0] ?? 0 }).min() else { return nil }
        height = max(height, least)
      case .bind(let atom): if fitting(atom, binding).isEmpty { return nil }
      case .count(let atom, let test):
        guard let facts = premises(atom, test, binding) else { return nil }
        for fact in facts { height = max(height, levels[fact] ?? 0) }
      case .compare(let left, let comparison, let right, let holds):
        var found = false
        if let low = value(left, binding), let high = value(right, binding) { found = compare(low, comparison, high) }
        if found != holds { return nil }
      case .same(let left, let right, let holds):
        if (term(left, binding) == term(right, binding)) != holds { return nil }
      }
    }
    return height
  }

  func fitting(_ atom: Atom, _ binding: [TermID]) -> [Fact] {
    levels.keys.filter { fact in
      fact.relation == atom.relation
        && zip(atom.places, fact.terms).allSatisfy { $0 == .any || term($0, binding) == $1 }
    }.sorted(by: precedes)
  }

  /// The facts that a count stands on, in the order of facts; nil where it does not hold.
  func premises(_ atom: Atom, _ test: CountTest, _ binding: [TermID]) -> [Fact]? {
    let facts = fitting(atom, binding)
    guard let place = test.place else {
      if case .atMost(let limit) = test.bound { return min(1, facts.count) <= limit ? [] : nil }
      return nil
    }
    let excluded = test.excluding.map { term($0, binding) }
    var members: Set<TermID> = []
    for fact in levels.keys where fact.relation == test.kind && fact.terms[0] != excluded {
      members.insert(fact.terms[0])
    }
    var best: [Fact] = []
    for fact in facts {
      let value = fact.terms[place]
      if value == excluded || (test.kind != nil && !members.contains(value)) { continue }
      if !best.contains(where: { $0.terms[place] == value }) { best.append(fact) }
    }
    switch test.bound {
    case .atLeast(let limit): return best.count >= limit ? Array(best.prefix(limit)) : nil
    case .atMost(let limit): return best.count <= limit ? [] : nil
    case .exactly(let limit): return best.count == limit ? best : nil
    case .notExactly(let limit): return best.count != limit ? [] : nil
    case .every: return best.count >= members.count ? best : nil
    case .notEvery: return best.count < members.count ? [] : nil
    }
  }

  func precedes(_ left: Fact, _ right: Fact) -> Bool {
    if let first = given[left] { return given[right].map { first < $0 } ?? true }
    if given[right] != nil { return false }
    let (low, high) = (levels[left] ?? 0, levels[right] ?? 0)
    if low != high { return low < high }
    if left.relation != right.relation { return left.relation < right.relation }
    return left.terms.lexicographicallyPrecedes(right.terms)
  }

  func term(_ operand: Operand, _ binding: [TermID]) -> TermID {
    switch operand {
    case .term(let term): term
    case .variable(let variable): binding[variable]
    case .any: preconditionFailure("any has no term")
    }
  }

  func ground(_ atom: Atom, _ binding: [TermID]) -> Fact {
    Fact(relation: atom.relation, terms: atom.places.map { term($0, binding) })
  }

  func value(_ expression: Expression, _ binding: [TermID]) -> ExactDecimal? {
    switch expression {
    case .literal(let value): return value
    case .number(let number, let subject): return values[number.index][term(subject, binding)]?.decimal
    case .negate(let inner): return value(inner, binding).map { ExactDecimal(scaled: -$0.scaled) }
    case .add(let left, let right):
      guard let low = value(left, binding), let high = value(right, binding) else { return nil }
      return ExactDecimal(scaled: low.scaled + high.scaled)
    case .subtract(let left, let right):
      guard let low = value(left, binding), let high = value(right, binding) else { return nil }
      return ExactDecimal(scaled: low.scaled - high.scaled)
    default: return nil
    }
  }

  private func compare(_ left: ExactDecimal, _ comparison: Comparison, _ right: ExactDecimal) -> Bool {
    switch comparison {
    case .less: left < right
    case .atMost: left <= right
    case .equal: left == right
    case .unequal: left != right
    case .atLeast: left >= right
    case .greater: left > right
    }
  }
}
