import TenetProgram
import TenetText

/// The clauses of the steps that a ``SlotProgram`` leaves over, laid out for putting terms in place of their variables.
final class RestRules: Sendable {
  /// A place of an atom, as a join comes to it.
  struct Place: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
      case term
      /// A variable that has a value.
      case bound
      /// A variable that gets its value here.
      case free
      case any
    }

    var kind: Kind
    /// The term or the variable.
    var value: UInt32
  }

  /// A relation, and where its places stand in ``places``.
  struct Pattern: BitwiseCopyable {
    var relation: UInt32
    var start: UInt32
    var end: UInt32
  }

  /// The next literal of a join.
  struct Join: BitwiseCopyable {
    var pattern: Pattern
    /// Its number among the positive ones of the clause.
    var literal: Int
    /// The place by whose term facts are looked up; see ``scan`` and ``whole``.
    var key: Int
    /// No place has a value: all facts of the relation are to be tried.
    static var scan: Int { -1 }
    /// Every place has a value.
    static var whole: Int { -2 }
  }

  /// The joins that follow from a new fact: the first takes the fact, the others what fits beside it.
  struct Plan: BitwiseCopyable {
    var clause: Int
    var start: Int
    var end: Int
  }

  struct Clause: Sendable {
    /// Its index in the program.
    var index: Int32
    /// Its place among the steps that are left over.
    var step: Int
    var head: Pattern
    /// Whether it does something to a number; see ``Effect``.
    var isEffect: Bool
    /// By positive literal, whether the height is taken from it.
    var isPremise: [Bool] = []
    var negatives: [Pattern] = []
    var tests: [(left: Operand, right: Operand, holds: Bool)] = []
    /// Numbers of ``checks``.
    var checks: [Int] = []
  }

  /// A literal that is decided for each profile: a count or a comparison.
  struct Check: Sendable {
    var literal: Literal
    var variables: [Int]
  }

  /// What a conclusion does to a number. It holds as a fact does, of a relation behind those of the program, whose terms are
  /// the values of the rule's named variables: so it counts once for each of these, over all branches.
  struct Effect: Sendable {
    var rule: RuleID
    var conclusion: Int
    var number: NumberID
    var subject: Operand
    var isAdded: Bool
    var value: ExpressionCode
    /// Of the numbers in the value.
    var subjects: [Operand] = []
  }

  /// What a step that is left over does.
  enum Step: Sendable {
    case derive(isRecursive: Bool)
    /// One clause sets a number or adds to it.
    case affect
    case settle(NumberID)
    case choose(ChoicePlan)
  }

  let program: SlotProgram
  let steps: [Step]
  let clauses: [Clause]
  /// By relation behind those of the program.
  let effects: [Effect]
  let checks: [Check]
  let places: [Place]
  let joins: [Join]
  let plans: [Plan]
  /// By relation, the plans that a new fact of it starts.
  let plansOfRelation: [[Int]]
  /// Clauses without positive literals.
  let baseless: [Int]
  /// The most variables, and the most positive literals, of a clause.
  let variableCount: Int
  let literalCount: Int

  /// False where some clause has what cannot be replaced: very long bodies, huge expressions, picks that no choice lists. Then
  /// there are no clauses.
  let isComplete: Bool

  init(_ program: SlotProgram) {
    var layout = RestLayout(program)
    var isComplete = true
    var steps: [Step] = []
    for (step, number) in program.rest.enumerated() {
      let first = layout.clauses.count
      for clause in program.compiled.steps[number].clauses { isComplete = layout.take(clause, step) && isComplete }
      switch program.compiled.steps[number] {
      case .once:
        let isEffect = first < layout.clauses.count && layout.clauses[first].isEffect
        steps.append(isEffect ? .affect : .derive(isRecursive: false))
      case .recursive: steps.append(.derive(isRecursive: true))
      case .settleNumber(let number): steps.append(.settle(number))
      case .settleChoice(let choice): steps.append(.choose(program.compiled.program.choices[choice.index]))
      }
    }
    if !isComplete { layout = RestLayout(program) }
    self.isComplete = isComplete
    self.program = program
    self.steps = steps
    clauses = layout.clauses
    effects = layout.effects
    checks = layout.checks
    places = layout.places
    joins = layout.joins
    plans = layout.plans
    plansOfRelation = layout.plansOfRelation
    baseless = layout.baseless
    variableCount = layout.variableCount
    literalCount = layout.literalCount
  }

  /// The effect that a fact stands for; nil where it is one of the program's relations.
  func effect(_ relation: RelationID) -> Effect? {
    let place = relation.index - program.compiled.program.arities.count
    return place < 0 ? nil : effects[place]
  }
}

/// Lays clauses out; see ``RestRules``.
private struct RestLayout {
  let program: Program
  var clauses: [RestRules.Clause] = []
  var effects: [RestRules.Effect] = []
  var checks: [RestRules.Check] = []
  var places: [RestRules.Place] = []
  var joins: [RestRules.Join] = []
  var plans: [RestRules.Plan] = []
  var plansOfRelation: [[Int]]
  var baseless: [Int] = []
  var variableCount = 0
  var literalCount = 0

  /// Longer joins are left to the general engine.
  private static var mostLiterals: Int { 64 }

  init(_ program: SlotProgram) {
    self.program = program.compiled.program
    plansOfRelation = Array(repeating: [], count: self.program.arities.count)
  }

  mutating func take(_ index: Int, _ step: Int) -> Bool {
    let horn = program.clauses[index]
    guard let head = head(of: horn) else { return false }
    var positives: [Atom] = []
    var clause = RestRules.Clause(index: Int32(index), step: step, head: head, isEffect: horn.head.number != nil)
    for literal in horn.body {
      switch literal {
      case .match(let atom), .bind(let atom):
        positives.append(atom)
        if case .match = literal { clause.isPremise.append(true) } else { clause.isPremise.append(false) }
      case .same(let left, let right, let holds): clause.tests.append((left, right, holds))
      case .count(let atom, _) where !literal.isChecked:
        clause.negatives.append(pattern(atom, allBound: true))
      case .count, .compare:
        guard literal.isSmall else { return false }
        clause.checks.append(checks.count)
        checks.append(RestRules.Check(literal: literal, variables: literal.variables.sorted()))
      }
    }
    if positives.count > Self.mostLiterals { return false }
    variableCount = max(variableCount, horn.variableCount)
    literalCount = max(literalCount, positives.count)
    if positives.isEmpty { baseless.append(clauses.count) }
    for literal in positives.indices { plan(literal, positives) }
    clauses.append(clause)
    return true
  }

  // MARK: Heads

  private mutating func head(of horn: HornClause) -> RestRules.Pattern? {
    guard case .fact(let atom) = horn.head else { return effect(of: horn) }
    if case .candidates(let choice) = program.roles[atom.relation.index] {
      guard case .term(let term) = atom.places[0], program.choices[choice.index].terms.contains(term) else {
        return nil
      }
    }
    return pattern(atom, allBound: true)
  }

  /// The fact that stands for what a clause does to a number; nil where that needs a hidden variable.
  private mutating func effect(of horn: HornClause) -> RestRules.Pattern? {
    let bound = Set(horn.body.flatMap { ($0.matched ?? $0.read)?.places.compactMap(\.index) ?? [] })
    let named = (0..<horn.namedVariableCount).filter(bound.contains)
    guard let told = RestRules.Effect(horn) else { return nil }
    for case .variable(let variable) in told.subjects + [told.subject] where !named.contains(variable) { return nil }
    let number = effects.firstIndex { $0.rule == told.rule && $0.conclusion == told.conclusion } ?? effects.count
    if number == effects.count { effects.append(told) }
    let none = Operand.term(TermID(Relation.none))
    let terms = (0..<horn.namedVariableCount).map { named.contains($0) ? .variable($0) : none }
    return pattern(Atom(RelationID(UInt32(program.arities.count + number)), terms), allBound: true)
  }

  // MARK: Joins

  /// Joins that start with one literal and go on with that of which the most is known.
  private mutating func plan(_ first: Int, _ positives: [Atom]) {
    var bound: Set<Int> = []
    var waiting = Array(positives.indices)
    var next = first
    let start = joins.count
    while true {
      waiting.removeAll { $0 == next }
      let key = key(positives[next], bound)
      joins.append(RestRules.Join(pattern: pattern(positives[next], &bound), literal: next, key: key))
      let known = { (literal: Int) in positives[literal].places.count { $0.isKnown(bound) } }
      guard let best = waiting.max(by: { (known($0), -$0) < (known($1), -$1) }) else { break }
      next = best
    }
    plansOfRelation[positives[first].relation.index].append(plans.count)
    plans.append(RestRules.Plan(clause: clauses.count, start: start, end: joins.count))
  }

  private func key(_ atom: Atom, _ bound: Set<Int>) -> Int {
    if atom.places.allSatisfy({ $0.isKnown(bound) }) { return RestRules.Join.whole }
    var key = RestRules.Join.scan
    for (place, operand) in atom.places.enumerated() where operand.isKnown(bound) {
      if case .variable = operand { return place }
      // What is said of someone tells facts apart better than of whom.
      key = place
    }
    return key
  }

  /// An atom whose variables are bound by then; those in `bound` are, and all others come to be.
  private mutating func pattern(_ atom: Atom, _ bound: inout Set<Int>) -> RestRules.Pattern {
    let start = places.count
    for operand in atom.places {
      switch operand {
      case .term(let term): places.append(RestRules.Place(kind: .term, value: term.raw))
      case .variable(let variable):
        let isNew = bound.insert(variable).inserted
        places.append(RestRules.Place(kind: isNew ? .free : .bound, value: UInt32(variable)))
      case .any: places.append(RestRules.Place(kind: .any, value: 0))
      }
    }
    return RestRules.Pattern(relation: atom.relation.raw, start: UInt32(start), end: UInt32(places.count))
  }

  private mutating func pattern(_ atom: Atom, allBound: Bool) -> RestRules.Pattern {
    var bound = Set(atom.places.compactMap(\.index))
    return pattern(atom, &bound)
  }
}

extension RestRules.Effect {
  /// Nil where the clause concludes a fact.
  fileprivate init?(_ horn: HornClause) {
    let parts: (NumberID, Operand, Expression)
    switch horn.head {
    case .fact: return nil
    case .set(let number, let subject, let value): (parts, isAdded) = ((number, subject, value), false)
    case .add(let number, let subject, let value): (parts, isAdded) = ((number, subject, value), true)
    }
    (rule, conclusion) = (horn.rule, horn.conclusion)
    (number, subject) = (parts.0, parts.1)
    var subjects: [Operand] = []
    value = ExpressionCode(parts.2) { _, subject in
      subjects.append(subject)
      return UInt32(subjects.count - 1)
    }
    self.subjects = subjects
  }
}

extension Operand {
  fileprivate func isKnown(_ bound: Set<Int>) -> Bool {
    switch self {
    case .term: true
    case .variable(let variable): bound.contains(variable)
    case .any: false
    }
  }
}

extension Literal {
  /// Its expressions have few enough parts to walk them by recursion.
  fileprivate var isSmall: Bool {
    guard case .compare(let left, _, let right, _) = self else { return true }
    return left.isSmall && right.isSmall
  }
}
