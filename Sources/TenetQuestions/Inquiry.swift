import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// What questions about one case share: the rules, the case, and how far an answer may go.
public struct Inquiry: Sendable {
  public let judge: Judge
  public let input: Case
  public let limits: Limits
  public let speller: Speller
  /// How much work an answer may be, where there is no other bound: functions of so many nodes.
  public var mostNodes = 1_000_000
  /// The program for the case, compiled.
  let compiled: CompiledProgram
  var program: Program { compiled.program }

  /// Nil where the members that the case adds to kinds make a circle through negation.
  public init?(_ judge: Judge, _ input: Case, speller: Speller, limits: Limits = .none) {
    guard let compiled = judge.program(for: input.memberships) else { return nil }
    self.judge = judge
    self.input = input
    self.limits = limits
    self.speller = speller
    self.compiled = compiled
  }

  /// The vocabulary with the members that the case adds to kinds.
  var vocabulary: Vocabulary { judge.set.vocabulary.adding(input.memberships) }

  /// The case as it is, what is unknown not given.
  func run() -> Run { compiled.run(input.facts, limits: limits) }

  /// The limit that ended a run early.
  func bound(of run: Run) -> Bound? { run.stopped.map { $0 == .time ? .time : .evaluation($0) } }

  /// The same questions about another case of the same rules.
  public func about(_ other: Case) -> Inquiry? { Inquiry(judge, other, speller: speller, limits: limits) }
}

/// One thing that is otherwise in a profile.
public enum Change: Hashable, Sendable {
  case add(Fact)
  case remove(Fact)
  case set(NumberID, TermID, ExactDecimal)
  /// The number is not given any more.
  case drop(NumberID, TermID)
}

extension Inquiry {
  /// How a fact or a number is written.
  public func text(_ statement: Fact) -> String { speller.text(statement.relation, statement.terms) }

  public func text(_ change: Change) -> String {
    switch change {
    case .add(let statement): return text(statement)
    case .remove(let statement): return "not " + text(statement)
    case .set(let number, let subject, let value):
      return speller.name(number, of: .term(subject), .none) + " is " + speller.number(value, number)
    case .drop(let number, let subject): return "not " + speller.name(number, of: .term(subject), .none)
    }
  }

  /// A case with some changes.
  public func changed(_ changes: [Change]) -> Case {
    var changed = input
    let removed = Set(changes.compactMap { if case .remove(let fact) = $0 { return fact } else { return nil } })
    if !removed.isEmpty {
      var kept = FactList()
      for fact in input.facts.facts.statements(program.arities) where !removed.contains(fact.statement) {
        kept.append(fact.statement.relation, fact.statement.terms, at: fact.place)
      }
      changed.facts.facts = kept
    }
    let nowhere = Span(source: SourceID(UInt32.max), start: 0, end: 0)
    for change in changes {
      switch change {
      case .add(let fact): changed.facts.facts.append(fact.relation, fact.terms, at: nowhere)
      case .remove: continue
      case .drop(let number, let subject):
        changed.facts.numbers.removeAll { $0.number == number && $0.subject == subject }
      case .set(let number, let subject, let value):
        changed.facts.numbers.removeAll { $0.number == number && $0.subject == subject }
        changed.facts.numbers.append(.init(number, subject: subject, value: value, place: nowhere))
      }
    }
    return changed
  }

  /// Whether the goal holds in a finished run.
  public func holds(_ goal: Goal, in run: Run) -> Bool {
    switch goal {
    case .fact(let relation, let terms): return run.fact(relation, terms) != nil
    case .pick(let choice, let wanted):
      let picks = run.picks(of: choice).map { run.term(of: $0, at: 0) }
      guard let wanted else { return !picks.isEmpty }
      return picks.contains(wanted) || (speller.terms.isNothing(wanted) && picks.isEmpty)
    case .number(let number, let subject, let wanted):
      let value = run.value(of: number, subject: subject)
      return wanted.map { value == .known($0) } ?? (value.decimal != nil)
    case .conflict(let rule):
      let explainer = Explainer(run)
      return judge.set.rules[rule.index].hornClauses.contains { clause in
        program.clauses[clause].conclusion >= 0 && !explainer.solutions(of: clause, limit: 1).isEmpty
      }
    }
  }

  /// Whether the profile marks the fact as unknown.
  func isUnknown(_ fact: Fact) -> Bool { input.facts.unknown.contains(fact, program.arities) }
}

// MARK: Symbolic runs

extension Inquiry {
  /// Clauses, atoms and numbers that goals ask for.
  func relevance(_ goals: [Goal]) -> Relevance {
    var atoms: [Atom] = []
    var numbers: [NumberID] = []
    var clauses: [Int] = []
    for goal in goals {
      switch goal {
      case .fact(let relation, let terms): atoms.append(Atom(relation, terms.map { .term($0) }))
      case .pick(let choice, _): atoms.append(Atom(program.choices[choice.index].picks, [.any]))
      case .number(let number, _, _): numbers.append(number)
      case .conflict(let rule): clauses += judge.set.rules[rule.index].hornClauses
      }
    }
    return Relevance(program, atoms: atoms, numbers: numbers, clauses: clauses)
  }

  /// A circuit with the nodes that goals need.
  func circuit(_ goals: [Goal], _ world: World, _ given: FactList) -> Circuit {
    var evaluation = limits
    evaluation.derivedFacts = min(limits.derivedFacts ?? .max, 400_000)
    let relaxation = Relaxation(program, given: given, termCount: input.facts.termCount, limits: evaluation)
    let circuit = Circuit(relaxation, world)
    for goal in goals { circuit.prepare(goal, judge.set) }
    circuit.expand()
    return circuit
  }

  func diagrams() -> Diagrams { Diagrams(mostNodes: mostNodes, isOver: limits.isOver) }

  /// What kept a symbolic run from being exact.
  func bounds(_ run: SymbolicRun) -> [Bound] {
    guard run.isExhausted else { return [] }
    if run.diagrams.isLate { return [.time] }
    if let reason = run.circuit.relaxation.run.stopped {
      if reason == .time { return [.time] }
      let isOwn = reason == .memory || limits.derivedFacts != nil
      return [isOwn ? .evaluation(reason) : .facts]
    }
    return [.complexity]
  }
}

extension CircuitRun {
  /// Where the goal holds. The goal was prepared before the circuit was expanded.
  func diagram(_ goal: Goal, _ inquiry: Inquiry) -> Worlds { diagram(goal, inquiry.judge.set, inquiry.speller.terms) }
}
