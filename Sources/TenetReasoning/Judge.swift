import TenetEngine
import TenetModel
import TenetText

/// Judges cases by one rule set; compiles it once.
public final class Judge: Sendable {
  public let set: RuleSet
  public let compiled: CompiledProgram
  let outcomes: OutcomeTest
  /// Numbers that some rule sets or adds to.
  public let concludedNumbers: [NumberID]
  /// Relations of verbs that some clause concludes.
  package let concludedRelations: [RelationID]
  /// The conflicts in the order of the text. Those without a name that say the same are one: the first.
  public let conflicts: [RuleID]

  public convenience init(_ set: RuleSet) {
    self.init(set, program: set.program)
  }

  /// `program` may be another one of the same rule set, such as ``RuleSet/testProgram()``.
  public init(_ set: RuleSet, program: Program) {
    self.set = set
    compiled = CompiledProgram(program)
    outcomes = OutcomeTest(set)
    var isNumber = Array(repeating: false, count: program.numberCount)
    var isRelation = Array(repeating: false, count: program.roles.count)
    for clause in program.clauses {
      switch clause.head {
      case .fact(let atom): isRelation[atom.relation.index] = program.roles[atom.relation.index] == .verb
      case .set(let number, _, _), .add(let number, _, _): isNumber[number.index] = true
      }
    }
    conflicts = Judge.conflicts(set, program)
    concludedNumbers = isNumber.indices.filter { isNumber[$0] }.map { NumberID($0) }
    concludedRelations = isRelation.indices.filter { isRelation[$0] }.map { RelationID($0) }
  }

  private static func conflicts(_ set: RuleSet, _ program: Program) -> [RuleID] {
    var named: Set<Operand> = []
    return set.rules.indices.filter { index in
      let rule = set.rules[index]
      guard rule.isConflict else { return false }
      let faced = rule.hornClauses.lazy.map { program.clauses[$0] }.first { $0.conclusion >= 0 }
      guard rule.name == nil, case .fact(let head)? = faced?.head, let name = head.places.last else { return true }
      return named.insert(name).inserted
    }.map { RuleID($0) }
  }

  /// The compiled program for a case: another one only where the case adds members to kinds.
  ///
  /// Nil where those members make rules depend on each other in a circle through negation.
  public func program(for memberships: [(kind: KindID, term: TermID)]) -> CompiledProgram? {
    compiled.adding(memberships, to: set)
  }

  public struct Options: Sendable {
    public var withTraces = true
    /// Of facts only these, where traces are wanted; all of them where nil.
    public var tracedFacts: Set<Fact>?
    /// How many steps all traces of one judgement may have together; from there on each is its last step, with what that
    /// rests on by name.
    public var mostSteps = 300_000
    public var limits = Limits.none

    public init(withTraces: Bool = true, limits: Limits = .none) {
      self.withTraces = withTraces
      self.limits = limits
    }
  }

  /// Everything that the rules say about a case.
  public func judge(_ input: Case, _ options: Options = Options()) -> Judgement {
    judgement(of: evaluate(input, options), options)
  }

  /// A case evaluated, which is the work of the engine; its conclusions are not listed and explained yet.
  public struct Evaluated: Sendable {
    let title: String
    fileprivate let answer: Answer

    fileprivate enum Answer: Sendable {
      case run(Run)
      case judgement(Judgement)
    }

    init(_ run: Run, title: String) {
      self.title = title
      answer = .run(run)
    }

    fileprivate init(_ judgement: Judgement) {
      title = judgement.title
      answer = .judgement(judgement)
    }

    /// What the engine came to; nil where unknown facts or new members took more than one run.
    public var run: Run? {
      if case .run(let run) = answer { return run }
      return nil
    }

    /// How many facts were given, and how many derived that were not given.
    public var counts: (given: Int, derived: Int) {
      switch answer {
      case .run(let run): (run.givenCount, run.derivedCount)
      case .judgement(let judgement): (judgement.givenCount, judgement.derivedCount)
      }
    }

    /// False where a limit ended the evaluation early.
    public var isComplete: Bool {
      switch answer {
      case .run(let run): run.isComplete
      case .judgement(let judgement): judgement.isComplete
      }
    }
  }

  public func evaluate(_ input: Case, _ options: Options = Options()) -> Evaluated {
    guard let program = program(for: input.memberships) else {
      var judgement = Judgement(title: input.title)
      judgement.notes = [membershipCircle(input)]
      judgement.isComplete = false
      return Evaluated(judgement)
    }
    if input.facts.unknown.count > 0 { return Evaluated(judgeUnknown(input, program, options)) }
    return Evaluated(program.run(input.facts, limits: options.limits), title: input.title)
  }

  /// What an evaluated case comes to, each conclusion with the rule that gives it and, if wanted, its trace.
  public func judgement(of evaluated: Evaluated, _ options: Options = Options()) -> Judgement {
    switch evaluated.answer {
    case .run(let run): Assembly(self, run, title: evaluated.title, options).judgement()
    case .judgement(let judgement): judgement
    }
  }

  /// What the evaluation of a case found wrong: the same as ``Judgement/notes``, without the work of a judgement.
  public func notes(of evaluated: Evaluated) -> [Diagnostic] {
    switch evaluated.answer {
    case .run(let run): run.overflows.isEmpty ? [] : Assembly(self, run, title: evaluated.title, Options()).notes()
    case .judgement(let judgement): judgement.notes
    }
  }

  private func membershipCircle(_ input: Case) -> Diagnostic {
    let place = input.facts.facts.places.first ?? Span(source: SourceID(UInt32(0)), start: 0, end: 0)
    return Diagnostic(
      "circle-through-negation",
      "the members that `\(input.title)` adds to kinds make rules depend on each other in a circle through negation",
      at: place, help: "leave out one of its `is a` lines")
  }
}

/// Whether a fact, number or choice counts as a headline; everything does where no file says.
struct OutcomeTest: Sendable {
  private let relations: Set<RelationID>
  private let atoms: [Atom]
  private let numbers: Set<NumberID>
  private let choices: Set<ChoiceID>
  let isOpen: Bool
  /// As written.
  private let items: [Outcome]

  init(_ set: RuleSet) {
    items = set.outcomes
    var relations: Set<RelationID> = []
    var atoms: [Atom] = []
    var numbers: Set<NumberID> = []
    var choices: Set<ChoiceID> = []
    for outcome in set.outcomes {
      switch outcome {
      case .relation(let relation): relations.insert(relation)
      case .atom(let atom): atoms.append(atom)
      case .number(let number): numbers.insert(number)
      case .choice(let choice): choices.insert(choice)
      }
    }
    self.relations = relations
    self.atoms = atoms
    self.numbers = numbers
    self.choices = choices
    isOpen = set.outcomes.isEmpty
  }

  func holds(_ relation: RelationID, _ terms: [TermID]) -> Bool {
    if isOpen || relations.contains(relation) { return true }
    return atoms.contains { names($0, relation, terms) }
  }

  /// The place of the first item that names the fact; past all of them where none does.
  func rank(_ relation: RelationID, _ terms: [TermID]) -> Int {
    items.firstIndex { item in
      switch item {
      case .relation(let named): return named == relation
      case .atom(let atom): return names(atom, relation, terms)
      case .number, .choice: return false
      }
    } ?? items.count
  }

  func rank(_ choice: ChoiceID) -> Int { items.firstIndex(of: .choice(choice)) ?? items.count }

  /// A headline property is one whoever has it.
  private func names(_ atom: Atom, _ relation: RelationID, _ terms: [TermID]) -> Bool {
    atom.relation == relation && zip(atom.places, terms).dropFirst().allSatisfy { $0 == .term($1) }
  }

  func holds(_ number: NumberID) -> Bool { isOpen || numbers.contains(number) }
  func holds(_ choice: ChoiceID) -> Bool { isOpen || choices.contains(choice) }
}

extension Judge {
  /// Conclusions in the order in which `outcome` lines name them; those of one item stay in their order.
  public func inOutcomeOrder(_ facts: [JudgedFact]) -> [JudgedFact] {
    ordered(facts, by: facts.map { outcomes.rank($0.statement.relation, $0.statement.terms) })
  }

  /// Choices in the order in which `outcome` lines name them.
  public func inOutcomeOrder(_ choices: [JudgedChoice]) -> [JudgedChoice] {
    ordered(choices, by: choices.map { outcomes.rank($0.choice) })
  }

  private func ordered<Item>(_ items: [Item], by ranks: [Int]) -> [Item] {
    items.indices.sorted { ranks[$0] != ranks[$1] ? ranks[$0] < ranks[$1] : $0 < $1 }.map { items[$0] }
  }

  public func isOutcome(_ fact: Fact) -> Bool { outcomes.holds(fact.relation, fact.terms) }
  public func isOutcome(_ number: NumberID) -> Bool { outcomes.holds(number) }
  public func isOutcome(_ choice: ChoiceID) -> Bool { outcomes.holds(choice) }
}

/// Reads a judgement off one finished run.
///
/// A class, since what it holds is large and its closures would copy it.
package final class Assembly {
  let judge: Judge
  let run: Run
  let title: String
  let options: Judge.Options
  let tracer: Tracer

  package init(
    _ judge: Judge, _ run: Run, title: String, _ options: Judge.Options, unknown: Set<Fact> = [],
    steps: Int? = nil
  ) {
    self.judge = judge
    self.run = run
    self.title = title
    self.options = options
    tracer = Tracer(run, unknown: unknown, steps: steps ?? options.mostSteps)
  }

  func judgement() -> Judgement {
    var judgement = Judgement(title: title)
    for (fact, clause) in derivedFacts() { judgement.conclusions.append(conclusion(fact, clause)) }
    judgement.conflicts = conflicts()
    judgement.choices = judge.set.vocabulary.choices.indices.map { choice(ChoiceID($0)) }
    // That nothing is picked is known only in the end.
    if !run.isComplete { judgement.choices.removeAll { $0.picked.isEmpty } }
    for number in judge.concludedNumbers { read(number, &judgement) }
    readGiven(&judgement)
    judgement.notes = notes()
    judgement.givenCount = run.givenCount
    judgement.derivedCount = run.derivedCount
    judgement.isComplete = run.isComplete
    return judgement
  }

  // MARK: Facts

  /// Derived facts with the clause of their least proof, in the order of a report.
  package func derivedFacts(where isWanted: (FactRef) -> Bool = { _ in true }) -> [(fact: FactRef, clause: Int)] {
    var found: [(fact: FactRef, clause: Int)] = []
    for relation in judge.concludedRelations {
      for fact in run.derivedFacts(of: relation) where isWanted(fact) {
        if let clause = tracer.explainer.leastClause(of: fact) { found.append((fact, clause)) }
      }
    }
    let strata = run.compiled.strata
    return found.sorted { left, right in
      if strata[left.clause] != strata[right.clause] { return strata[left.clause] < strata[right.clause] }
      if left.clause != right.clause { return left.clause < right.clause }
      return run.precedes(left.fact, right.fact)
    }
  }

  func conclusion(_ fact: FactRef, _ clause: Int) -> JudgedFact {
    let statement = Fact(fact.relation, run.terms(of: fact))
    return JudgedFact(
      statement: statement, certainty: .certain, isOutcome: judge.outcomes.holds(statement.relation, statement.terms),
      rule: run.program.clauses[clause].rule, stratum: run.compiled.strata[clause],
      trace: isTraced(statement) ? tracer.trace(of: fact) : Trace())
  }

  private func isTraced(_ statement: Fact) -> Bool {
    options.withTraces && options.tracedFacts?.contains(statement) != false
  }

  // MARK: Conflicts

  /// Every conflict that holds, in the order of the text; of one conflict by subject.
  ///
  /// - Parameter isTraced: whether the proofs of a conflict are wanted.
  func conflicts(isTraced: (JudgedConflict.Key) -> Bool = { _ in true }) -> [JudgedConflict] {
    var found: [JudgedConflict] = []
    for id in judge.conflicts {
      let rule = judge.set.rules[id.index]
      var seen: Set<TermID> = []
      for clause in rule.hornClauses where run.program.clauses[clause].conclusion >= 0 {
        for solution in tracer.explainer.solutions(of: clause) {
          guard case .fact(let head) = run.program.clauses[clause].head,
            let subject = value(head.places[0], solution.binding), let name = value(head.places[1], solution.binding),
            seen.insert(subject).inserted
          else { continue }
          var conflict = JudgedConflict(
            rule: id, subject: subject, name: name, binding: solution.binding, certainty: .certain,
            traces: [])
          if options.withTraces, isTraced(conflict.key) {
            conflict.traces = rule.sides.indices.map { tracer.trace(ofSide: $0, of: rule, solution) }
          }
          found.append(conflict)
        }
      }
    }
    return found
  }

  private func value(_ operand: Operand, _ binding: [TermID?]) -> TermID? {
    switch operand {
    case .term(let term): return term
    case .variable(let slot): return slot < binding.count ? binding[slot] : nil
    case .any: return nil
    }
  }

  // MARK: Choices and numbers

  func choice(_ choice: ChoiceID) -> JudgedChoice {
    let picks = run.picks(of: choice)
    let terms = picks.map { run.term(of: $0, at: 0) }
    return JudgedChoice(
      choice: choice, picked: terms, isContested: run.isContested(choice),
      possible: terms.isEmpty ? [nil] : terms, traces: options.withTraces ? picks.map { tracer.trace(of: $0) } : [])
  }

  func read(_ number: NumberID, _ judgement: inout Judgement) {
    var subjects = run.subjects(of: number)
    if !subjects.contains(.self) { subjects.insert(.self, at: 0) }
    for subject in subjects {
      switch run.value(of: number, subject: subject) {
      case .known(let value):
        judgement.numbers.append(
          JudgedNumber(
            number: number, subject: subject, value: value, possible: [value], trace: trace(of: number, subject)))
      case .contested:
        let values = tracer.explainer.contributions(to: number, subject: subject).compactMap { $0.value }
        judgement.contested.append(
          ContestedNumber(
            number: number, subject: subject, values: Set(values).sorted(), trace: trace(of: number, subject)))
      case .unknown: break
      }
    }
  }

  /// Numbers that no rule concludes and the profile gives two values: the profile contests them by itself.
  func readGiven(_ judgement: inout Judgement) {
    let given = run.profile.numbers
    for (index, number) in given.enumerated() where !judge.concludedNumbers.contains(number.number) {
      let isFirst = !given[..<index].contains { $0.number == number.number && $0.subject == number.subject }
      guard isFirst, case .contested = run.value(of: number.number, subject: number.subject) else { continue }
      let values = given.filter { $0.number == number.number && $0.subject == number.subject }.map { $0.value }
      judgement.contested.append(
        ContestedNumber(
          number: number.number, subject: number.subject, values: Set(values).sorted(),
          trace: trace(of: number.number, number.subject)))
    }
  }

  private func trace(of number: NumberID, _ subject: TermID) -> Trace {
    options.withTraces ? tracer.trace(of: number, subject: subject) : Trace()
  }

  // MARK: Notes

  func notes() -> [Diagnostic] {
    var notes: [Diagnostic] = []
    for overflow in run.overflows {
      switch overflow {
      case .clause(let clause):
        let rule = judge.set.rules[run.program.clauses[clause].rule.index]
        notes.append(Assembly.overflow(at: rule.place))
      case .sum(let number, _):
        notes.append(Assembly.overflow(at: judge.set.vocabulary.numbers[number.index].place))
      }
    }
    return notes
  }

  static func overflow(at place: Span) -> Diagnostic {
    Diagnostic(
      "number-does-not-fit", "a calculation here has a result with more than 18 digits before or after the point",
      at: place, help: "keep values smaller, or divide: a quotient is rounded at the 18th digit after the point")
  }
}
