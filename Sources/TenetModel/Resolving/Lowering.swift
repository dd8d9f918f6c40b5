import TenetSyntax
import TenetText

/// A literal with the clause that it comes from.
struct LoweredLiteral {
  var literal: Literal
  var origin: Int
  /// It comes from a negated clause: its variables have to be bound elsewhere.
  var isNegated = false
}

/// One way for a condition to hold.
typealias Branch = [LoweredLiteral]

/// Turns conditions into Horn clauses: negation pushed to the clauses, `or` multiplied out, quantifiers into counts.
///
/// Negation may be pushed inwards because every variable under it is bound outside (what `_`, `someone` and quantifiers
/// range over stays inside one clause).
struct Lowering {
  /// More branches than this gain nobody anything.
  static var mostBranches: Int { 4096 }

  /// Slots of the rule so far: named variables first.
  var variableCount: Int
  let namedVariableCount: Int
  let clauses: [Clause]
  let rule: RuleID
  /// Auxiliary clauses made on the way.
  private(set) var auxiliaries: [HornClause] = []
  private(set) var isTooLarge = false

  init(_ clauses: [Clause], variableCount: Int, rule: RuleID) {
    self.clauses = clauses
    self.namedVariableCount = variableCount
    self.variableCount = variableCount
    self.rule = rule
  }

  /// The branches of a condition, or of its negation, in text order.
  mutating func lower(_ condition: Condition, holds: Bool, _ reader: inout ClauseReader) -> [Branch] {
    switch condition {
    case .clause(let index): return lower(clauses[index].meaning, index, holds: holds, &reader)
    case .not(let inner): return lower(inner, holds: !holds, &reader)
    case .and(let parts): return holds ? lowerAll(parts, holds, &reader) : lowerAny(parts, holds, &reader)
    case .or(let parts): return holds ? lowerAny(parts, holds, &reader) : lowerAll(parts, holds, &reader)
    }
  }

  private mutating func lowerAny(_ parts: [Condition], _ holds: Bool, _ reader: inout ClauseReader) -> [Branch] {
    var branches: [Branch] = []
    for part in parts { branches += lower(part, holds: holds, &reader) }
    return capped(branches)
  }

  private mutating func lowerAll(_ parts: [Condition], _ holds: Bool, _ reader: inout ClauseReader) -> [Branch] {
    var branches: [Branch] = [[]]
    for part in parts {
      let next = lower(part, holds: holds, &reader)
      if branches.count * next.count > Lowering.mostBranches {
        isTooLarge = true
        return branches
      }
      if next.count == 1 {
        for index in branches.indices { branches[index] += next[0] }
      } else {
        branches = branches.flatMap { branch in next.map { branch + $0 } }
      }
    }
    return branches
  }

  private mutating func capped(_ branches: [Branch]) -> [Branch] {
    if branches.count > Lowering.mostBranches { isTooLarge = true }
    return branches
  }

  private mutating func fresh() -> Operand {
    variableCount += 1
    return .variable(variableCount - 1)
  }

  // MARK: Clauses

  private mutating func lower(
    _ meaning: Clause.Meaning, _ origin: Int, holds: Bool, _ reader: inout ClauseReader
  ) -> [Branch] {
    let literals: [[Literal]]
    switch meaning {
    case .fact(let pattern):
      literals = holds ? positive(pattern, reader.vocabulary) : negative(pattern, &reader)
    case .compare(let left, let comparison, let right): literals = [[.compare(left, comparison, right, holds: holds)]]
    case .same(let left, let right, let negated): literals = [[.same(left, right, holds: holds != negated)]]
    case .member(let subject, let kind, let negated):
      let pattern = FactPattern(relation: reader.vocabulary.kinds[kind.index].relation, subject: subject, objects: [])
      literals = holds != negated ? positive(pattern, reader.vocabulary) : negative(pattern, &reader)
    case .choice(let choice, let option, let negated):
      literals = pick(choice, option, holds: holds != negated, reader)
    }
    return literals.map { $0.map { LoweredLiteral(literal: $0, origin: origin, isNegated: isAbsence(meaning, holds)) } }
  }

  /// Whether a clause says that nobody fits it.
  private func isAbsence(_ meaning: Clause.Meaning, _ holds: Bool) -> Bool {
    guard !holds, case .fact(let pattern) = meaning else { return false }
    return pattern.subject == .someone || pattern.subject == .someoneElse
  }

  /// A choice is nothing without a pick, and also where `nothing` itself is listed and picked.
  private func pick(_ choice: ChoiceID, _ option: Operand, holds: Bool, _ reader: ClauseReader) -> [[Literal]] {
    let picks = reader.vocabulary.choices[choice.index].picks
    let isPicked = Literal.match(Atom(picks, [option]))
    let isNotPicked = Literal.count(Atom(picks, [option]), CountTest(place: nil, bound: .atMost(0)))
    guard case .term(let term) = option, reader.isNothing(term) else { return [[holds ? isPicked : isNotPicked]] }
    let isListed = reader.vocabulary.choices[choice.index].options.contains(term)
    let bound: CountTest.Bound = holds ? .atMost(0) : .atLeast(1)
    let others = Literal.count(Atom(picks, [.any]), CountTest(place: 0, excluding: option, bound: bound))
    if !isListed { return [[others]] }
    return holds ? [[isPicked], [others]] : [[others, isNotPicked]]
  }

  // MARK: Facts that hold

  private mutating func positive(_ pattern: FactPattern, _ vocabulary: Vocabulary) -> [[Literal]] {
    if pattern.subject == .noOne || pattern.subject == .noOneElse {
      return [[absence(of: pattern)]]
    }
    guard let quantified = pattern.quantifier else {
      let (subject, tests) = subject(of: pattern)
      return [[.match(Atom(pattern.relation, [subject] + pattern.objects))] + tests]
    }
    return positive(pattern, quantified, vocabulary)
  }

  /// The operand of the subject, and what it must not be.
  private mutating func subject(of pattern: FactPattern) -> (Operand, [Literal]) {
    switch pattern.subject {
    case .operand(let operand): return (operand, [])
    case .someone, .noOne: return (.any, [])
    case .someoneElse, .noOneElse:
      let variable = fresh()
      return (variable, [.same(variable, .term(.self), holds: false)])
    }
  }

  /// No fact fits, whoever the subject (for `else`: but self).
  private func absence(of pattern: FactPattern) -> Literal {
    let atom = Atom(pattern.relation, [.any] + pattern.objects)
    if pattern.subject == .noOneElse || pattern.subject == .someoneElse {
      return .count(atom, CountTest(place: 0, excluding: .term(.self), bound: .atMost(0)))
    }
    return .count(atom, CountTest(place: nil, bound: .atMost(0)))
  }

  private mutating func positive(
    _ pattern: FactPattern, _ quantified: FactPattern.Quantified, _ vocabulary: Vocabulary
  ) -> [[Literal]] {
    let place = quantified.place + 1
    // Under a count the subject has to be one and the same, so `someone` becomes a variable.
    var (subject, tests) = subject(of: pattern)
    var atom = Atom(pattern.relation, [subject] + pattern.objects)
    if case .anyOf(let kind) = quantified.quantifier {
      return [
        [.match(filled(&atom, place, kind, vocabulary))] + membership(atom.places[place], kind, vocabulary) + tests
      ]
    }
    if pattern.subject == .someone {
      subject = fresh()
      atom.places[0] = subject
    }
    switch quantified.quantifier {
    case .only:
      var others = atom
      others.places[place] = .any
      let kind = closedKind(vocabulary.relations[pattern.relation.index].kinds[place], vocabulary)
      let test = CountTest(place: place, kind: kind, excluding: atom.places[place], bound: .atMost(0))
      return [[.match(atom)] + tests + [.count(others, test)]]
    case .atLeast(let count, let kind) where count > 0:
      let test = countTest(place, kind, .atLeast(count), vocabulary)
      return [binders(atom, place, kind, vocabulary) + tests + [.count(atom, test)]]
    default:
      let test = countTest(place, quantified.quantifier, vocabulary)
      if pattern.subject == .someone || pattern.subject == .someoneElse {
        return ranges(of: subject, atom, vocabulary).map { range in
          let (literals, value) = range
          var bound = atom
          if let value { bound.places[0] = value }
          let distinct = value == .term(.self) && !tests.isEmpty
          return distinct ? [] : literals + (value == nil ? tests : []) + [.count(bound, test)]
        }.filter { !$0.isEmpty }
      }
      return [[.count(atom, test)]]
    }
  }

  /// Puts a fresh variable into the quantified place.
  private mutating func filled(_ atom: inout Atom, _ place: Int, _ kind: KindID, _ vocabulary: Vocabulary) -> Atom {
    if vocabulary.kinds[kind.index].isDeclared { atom.places[place] = fresh() }
    return atom
  }

  private func membership(_ operand: Operand, _ kind: KindID, _ vocabulary: Vocabulary) -> [Literal] {
    guard vocabulary.kinds[kind.index].isDeclared else { return [] }
    return [.bind(Atom(vocabulary.kinds[kind.index].relation, [operand]))]
  }

  /// Literals that bind the variables beside `at least N`.
  private mutating func binders(_ atom: Atom, _ place: Int, _ kind: KindID, _ vocabulary: Vocabulary) -> [Literal] {
    let hasVariable = atom.places.contains { if case .variable = $0 { return true } else { return false } }
    guard hasVariable else { return [] }
    var bound = atom
    guard vocabulary.kinds[kind.index].isDeclared else { return [.bind(bound)] }
    bound.places[place] = fresh()
    return [.bind(bound), .bind(Atom(vocabulary.kinds[kind.index].relation, [bound.places[place]]))]
  }

  /// Whom `someone` may be where the clause itself finds nobody: the subjects of the verb, the members of its subject's
  /// kind, and self.
  private func ranges(of subject: Operand, _ atom: Atom, _ vocabulary: Vocabulary) -> [([Literal], Operand?)] {
    let anything = Atom(atom.relation, [subject] + Array(repeating: .any, count: atom.places.count - 1))
    var ranges: [([Literal], Operand?)] = [([.bind(anything)], nil)]
    if let kind = closedKind(vocabulary.relations[atom.relation.index].kinds[0], vocabulary) {
      ranges.append(([.bind(Atom(kind, [subject]))], nil))
    }
    ranges.append(([], .term(.self)))
    return ranges
  }

  // MARK: Counts

  private func closedKind(_ kind: KindID?, _ vocabulary: Vocabulary) -> RelationID? {
    guard let kind, vocabulary.kinds[kind.index].isDeclared else { return nil }
    return vocabulary.kinds[kind.index].relation
  }

  private func countTest(
    _ place: Int, _ kind: KindID, _ bound: CountTest.Bound, _ vocabulary: Vocabulary
  ) -> CountTest {
    // `every` measures against the members of the kind even where the kind is open.
    let relation = vocabulary.kinds[kind.index].relation
    let isOpen = !vocabulary.kinds[kind.index].isDeclared && bound != .every && bound != .notEvery
    return CountTest(place: place, kind: isOpen ? nil : relation, bound: bound)
  }

  private func countTest(_ place: Int, _ quantifier: FactPattern.Quantifier, _ vocabulary: Vocabulary) -> CountTest {
    switch quantifier {
    case .anyOf(let kind): return countTest(place, kind, .atLeast(1), vocabulary)
    case .noneOf(let kind): return countTest(place, kind, .atMost(0), vocabulary)
    case .every(let kind): return countTest(place, kind, .every, vocabulary)
    case .atLeast(let count, let kind): return countTest(place, kind, .atLeast(count), vocabulary)
    case .atMost(let count, let kind): return countTest(place, kind, .atMost(count), vocabulary)
    case .exactly(let count, let kind): return countTest(place, kind, .exactly(count), vocabulary)
    case .only: return CountTest(place: place, bound: .atLeast(1))
    }
  }

  private func opposite(_ bound: CountTest.Bound) -> CountTest.Bound {
    switch bound {
    case .atLeast(let count): return .atMost(count - 1)
    case .atMost(let count): return .atLeast(count + 1)
    case .exactly(let count): return .notExactly(count)
    case .notExactly(let count): return .exactly(count)
    case .every: return .notEvery
    case .notEvery: return .every
    }
  }

  // MARK: Facts that do not hold

  private mutating func negative(_ pattern: FactPattern, _ reader: inout ClauseReader) -> [[Literal]] {
    switch pattern.subject {
    case .noOne, .noOneElse:
      var someone = pattern
      someone.subject = pattern.subject == .noOne ? .someone : .someoneElse
      return positive(someone, reader.vocabulary)
    case .someone, .someoneElse:
      if let quantified = pattern.quantifier { return absence(ofAll: pattern, quantified, &reader) }
      return [[absence(of: pattern)]]
    case .operand(let subject):
      return negative(pattern, subject, reader.vocabulary)
    }
  }

  private mutating func negative(
    _ pattern: FactPattern, _ subject: Operand, _ vocabulary: Vocabulary
  ) -> [[Literal]] {
    let atom = Atom(pattern.relation, [subject] + pattern.objects)
    guard let quantified = pattern.quantifier else {
      return [[.count(atom, CountTest(place: nil, bound: .atMost(0)))]]
    }
    let place = quantified.place + 1
    guard quantified.quantifier == .only else {
      var test = countTest(place, quantified.quantifier, vocabulary)
      test.bound = opposite(test.bound)
      return [[.count(atom, test)]]
    }
    var others = atom
    others.places[place] = .any
    let kind = closedKind(vocabulary.relations[pattern.relation.index].kinds[place], vocabulary)
    let more = CountTest(place: place, kind: kind, excluding: atom.places[place], bound: .atLeast(1))
    return [[.count(atom, CountTest(place: nil, bound: .atMost(0)))], [.count(others, more)]]
  }

  /// Nobody fits a quantified clause: an auxiliary relation says for which variables somebody does.
  ///
  /// Where the quantifier binds no variables, the relation holds only those that some fact of the verb has; whether anybody
  /// fits for others depends on whether having none is enough.
  private mutating func absence(
    ofAll pattern: FactPattern, _ quantified: FactPattern.Quantified, _ reader: inout ClauseReader
  ) -> [[Literal]] {
    var places: [Operand] = [.term(.self)]
    for case .variable(let slot) in pattern.objects where !places.contains(.variable(slot)) {
      places.append(.variable(slot))
    }
    let isOpen = places.count > 1 && !quantified.quantifier.binds
    let someFact = Literal.bind(Atom(pattern.relation, [.any] + pattern.objects))
    let relation = reader.addAuxiliary(arity: places.count)
    for (branch, literals) in positive(pattern, reader.vocabulary).enumerated() {
      conclude(Atom(relation, places), from: (isOpen ? [someFact] : []) + literals, branch)
    }
    let absent = Literal.count(Atom(relation, places), CountTest(place: nil, bound: .atMost(0)))
    guard isOpen else { return [[absent]] }
    var branches: [[Literal]]
    switch quantified.quantifier {
    case .exactly(let count, _) where count > 0: return [[absent]]
    case .every(let kind):
      branches = [[absent, .bind(Atom(reader.vocabulary.kinds[kind.index].relation, [.any]))]]
    default: branches = [[absent, someFact]]
    }
    if pattern.subject == .someoneElse { branches.append([absent, nobodyElse(pattern, &reader)]) }
    return branches
  }

  /// There is nobody else whom a clause could be about.
  private mutating func nobodyElse(_ pattern: FactPattern, _ reader: inout ClauseReader) -> Literal {
    let subject = fresh()
    let relation = reader.addAuxiliary(arity: 1)
    let head = Atom(relation, [.term(.self)])
    let ranges = ranges(of: subject, Atom(pattern.relation, [subject] + pattern.objects), reader.vocabulary)
    for (branch, range) in ranges.enumerated() where range.1 == nil {
      conclude(head, from: range.0 + [.same(subject, .term(.self), holds: false)], branch)
    }
    return .count(head, CountTest(place: nil, bound: .atMost(0)))
  }

  private mutating func conclude(_ head: Atom, from body: [Literal], _ branch: Int) {
    auxiliaries.append(
      HornClause(
        rule: rule, conclusion: -1, branch: branch, head: .fact(head), body: body, namedVariableCount: variableCount,
        variableCount: variableCount, origins: Array(repeating: 0, count: body.count)))
  }
}

extension FactPattern.Quantifier {
  /// Whether it binds the variables beside it.
  fileprivate var binds: Bool {
    switch self {
    case .anyOf, .only: true
    case .atLeast(let count, _): count > 0
    case .noneOf, .every, .atMost, .exactly: false
    }
  }
}
