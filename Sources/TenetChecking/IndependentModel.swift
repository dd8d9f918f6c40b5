import TenetModel
import TenetText

/// What follows from a profile, computed once more in the plainest way: every rule over every fact until nothing is new.
///
/// It shares no code with the engine, so that one may check the other. Cost: the joins are nested loops with one index.
struct IndependentModel {
  struct Number: Hashable {
    var number: NumberID
    var subject: TermID
  }

  let program: Program
  private(set) var facts: Set<Fact> = []
  private var byRelation: [UInt32: [[TermID]]] = [:]
  private var byTerm: [Key: [[TermID]]] = [:]
  private(set) var numbers: [Number: ExactDecimal] = [:]
  private(set) var contested: Set<Number> = []

  private struct Key: Hashable {
    var relation: RelationID
    var place: Int
    var term: TermID
  }

  /// - Parameter supposed: unknown facts that are taken to hold.
  init(_ program: Program, _ profile: ProfileFacts, supposed: [Fact]) {
    self.program = program
    for list in [program.facts, profile.facts] {
      var start = 0
      for relation in list.relations {
        let arity = program.arities[relation.index]
        _ = insert(Fact(relation, Array(list.terms[start..<start + arity])))
        start += arity
      }
    }
    for statement in supposed { _ = insert(statement) }
    for given in profile.numbers { set(Number(number: given.number, subject: given.subject), given.value) }
    for step in program.schedule { run(step) }
  }

  private mutating func insert(_ fact: Fact) -> Bool {
    guard facts.insert(fact).inserted else { return false }
    byRelation[fact.relation.raw, default: []].append(fact.terms)
    for (place, term) in fact.terms.enumerated() {
      byTerm[Key(relation: fact.relation, place: place, term: term), default: []].append(fact.terms)
    }
    return true
  }

  private mutating func set(_ key: Number, _ value: ExactDecimal) {
    if let known = numbers[key], known != value { contested.insert(key) } else { numbers[key] = value }
  }

  func value(_ key: Number) -> ExactDecimal? { contested.contains(key) ? nil : numbers[key] }

  // MARK: Steps

  private mutating func run(_ step: Program.Step) {
    switch step {
    case .derive(let clauses, _, _):
      var isGrowing = true
      while isGrowing {
        isGrowing = false
        for clause in clauses where derive(clause) { isGrowing = true }
      }
    case .settleNumber(let number, _):
      let adds = program.clauses.contains { if case .add(number, _, _) = $0.head { return true } else { return false } }
      let key = Number(number: number, subject: .self)
      if adds, numbers[key] == nil { numbers[key] = .zero }
    case .settleChoice(let choice, _): settle(program.choices[choice.index])
    }
  }

  /// Whether something new follows.
  private mutating func derive(_ index: Int) -> Bool {
    let clause = program.clauses[index]
    let bindings = solutions(clause, Array(repeating: nil, count: clause.variableCount))
    switch clause.head {
    case .fact(let atom):
      var isNew = false
      for binding in bindings {
        if let fact = Self.ground(atom, binding), insert(fact) { isNew = true }
      }
      return isNew
    case .set(let number, let subject, let value):
      for binding in bindings {
        guard let who = Self.term(subject, binding), let value = self.value(of: value, binding) else { continue }
        set(Number(number: number, subject: who), value)
      }
    case .add(let number, let subject, let value): add(index, number, subject, value, bindings)
    }
    return false
  }

  /// Each binding of the named variables adds once, over all branches: those of earlier branches are passed over.
  private mutating func add(
    _ index: Int, _ number: NumberID, _ subject: Operand, _ value: Expression, _ bindings: [[TermID?]]
  ) {
    let clause = program.clauses[index]
    var seen: Set<[TermID?]> = []
    for (other, earlier) in program.clauses.enumerated().prefix(index)
    where earlier.rule == clause.rule && earlier.conclusion == clause.conclusion && other != index {
      for binding in solutions(earlier, Array(repeating: nil, count: earlier.variableCount)) {
        seen.insert(Array(binding.prefix(clause.namedVariableCount)))
      }
    }
    for binding in bindings where seen.insert(Array(binding.prefix(clause.namedVariableCount))).inserted {
      guard let who = Self.term(subject, binding), let part = self.value(of: value, binding) else { continue }
      let key = Number(number: number, subject: who)
      if let sum = (numbers[key] ?? .zero).adding(part) { numbers[key] = sum } else { contested.insert(key) }
    }
  }

  private mutating func settle(_ choice: ChoicePlan) {
    guard choice.picks != choice.candidates else { return }
    let candidates = (byRelation[choice.candidates.raw] ?? []).compactMap { $0.first }
    if candidates.isEmpty {
      if let otherwise = choice.otherwise { _ = insert(Fact(choice.picks, [otherwise])) }
      return
    }
    guard case .first = choice.policy else {
      for candidate in candidates { _ = insert(Fact(choice.picks, [candidate])) }
      return
    }
    if let first = choice.options.first(where: { candidates.contains($0) }) ?? candidates.min() {
      _ = insert(Fact(choice.picks, [first]))
    }
  }

  // MARK: Solutions

  /// Every way to fulfil the clause that agrees with a partial binding.
  func solutions(_ clause: HornClause, _ partial: [TermID?]) -> [[TermID?]] {
    var bindings = [partial]
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom):
        var next: [[TermID?]] = []
        for binding in bindings {
          for terms in candidates(atom, binding) {
            if let more = Self.unify(atom, terms, binding) { next.append(more) }
          }
        }
        bindings = Array(Set(next))
      default: continue
      }
      if bindings.isEmpty { return [] }
    }
    return bindings.filter { binding in
      clause.body.allSatisfy { holds($0, binding) }
    }
  }

  /// Whether a literal that binds nothing holds.
  func holds(_ literal: Literal, _ binding: [TermID?]) -> Bool {
    switch literal {
    case .match, .bind: return true
    case .count(let atom, let test): return holds(test, values(atom, test, binding))
    case .compare(let left, let comparison, let right, let holds):
      guard let first = value(of: left, binding), let second = value(of: right, binding) else { return !holds }
      return Self.compare(first, comparison, second) == holds
    case .same(let left, let right, let holds):
      return (Self.term(left, binding) == Self.term(right, binding)) == holds
    }
  }

  private func candidates(_ atom: Atom, _ binding: [TermID?]) -> [[TermID]] {
    for (place, operand) in atom.places.enumerated() {
      if let term = Self.term(operand, binding) {
        return byTerm[Key(relation: atom.relation, place: place, term: term)] ?? []
      }
    }
    return byRelation[atom.relation.raw] ?? []
  }

  static func unify(_ atom: Atom, _ terms: [TermID], _ binding: [TermID?]) -> [TermID?]? {
    var binding = binding
    for (operand, term) in zip(atom.places, terms) {
      switch operand {
      case .term(let constant): if constant != term { return nil }
      case .variable(let slot):
        if let known = binding[slot], known != term { return nil }
        binding[slot] = term
      case .any: continue
      }
    }
    return binding
  }

  static func term(_ operand: Operand, _ binding: [TermID?]) -> TermID? {
    switch operand {
    case .term(let term): return term
    case .variable(let slot): return binding[slot]
    case .any: return nil
    }
  }

  static func ground(_ atom: Atom, _ binding: [TermID?]) -> Fact? {
    let terms = atom.places.compactMap { term($0, binding) }
    return terms.count == atom.places.count ? Fact(atom.relation, terms) : nil
  }

  // MARK: Counts

  /// The facts that fit and count.
  func values(_ atom: Atom, _ test: CountTest, _ binding: [TermID?]) -> Set<TermID> {
    var values: Set<TermID> = []
    for terms in candidates(atom, binding) where Self.unify(atom, terms, binding) != nil {
      guard let place = test.place else {
        values.insert(.self)
        continue
      }
      let term = terms[place]
      if let excluded = test.excluding, Self.term(excluded, binding) == term { continue }
      if let kind = test.kind, !facts.contains(Fact(kind, [term])) { continue }
      values.insert(term)
    }
    return values
  }

  private func holds(_ test: CountTest, _ values: Set<TermID>) -> Bool {
    switch test.bound {
    case .atLeast(let count): return values.count >= count
    case .atMost(let count): return values.count <= count
    case .exactly(let count): return values.count == count
    case .notExactly(let count): return values.count != count
    case .every: return values.count == memberCount(test)
    case .notEvery: return values.count != memberCount(test)
    }
  }

  private func memberCount(_ test: CountTest) -> Int { test.kind.map { (byRelation[$0.raw] ?? []).count } ?? 0 }

  // MARK: Numbers

  func value(of expression: Expression, _ binding: [TermID?]) -> ExactDecimal? {
    switch expression {
    case .literal(let value): return value
    case .number(let number, let subject):
      return Self.term(subject, binding).flatMap { value(Number(number: number, subject: $0)) }
    case .negate(let inner): return value(of: inner, binding)?.negated
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
      .divide(let left, let right):
      guard let first = value(of: left, binding), let second = value(of: right, binding) else { return nil }
      switch expression {
      case .add: return first.adding(second)
      case .subtract: return first.subtracting(second)
      case .multiply: return first.multiplied(by: second)
      default:
        if case .value(let quotient) = first.divided(by: second) { return quotient }
        return nil
      }
    }
  }

  private static func compare(_ left: ExactDecimal, _ comparison: TenetModel.Comparison, _ right: ExactDecimal) -> Bool
  {
    switch comparison {
    case .less: return left < right
    case .atMost: return left <= right
    case .equal: return left == right
    case .unequal: return left != right
    case .atLeast: return left >= right
    case .greater: return left > right
    }
  }
}
