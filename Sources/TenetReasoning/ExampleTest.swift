import TenetEngine
import TenetModel
import TenetText

/// How one example went.
public struct ExampleResult: Sendable {
  /// The index of the example in its rule set.
  public var example: Int
  public var failures: [Failure] = []
  /// What went wrong while evaluating it.
  public var notes: [Diagnostic] = []

  public var hasPassed: Bool { failures.isEmpty && !notes.contains { $0.severity == .error } }

  /// An expectation that does not hold.
  public struct Failure: Sendable {
    /// The index in the example.
    public var expectation: Int
    /// What its clauses came to instead, as far as one can point at it.
    public var findings: [Finding]
    /// Whether it holds in some completion of the unknown facts.
    public var isPossible: Bool
  }

  /// What one clause of an expectation came to.
  public enum Finding: Sendable {
    /// A fact that holds, though it should not.
    case holds(Trace)
    /// A fact that nothing gives, though something should.
    case absent(Fact)
    case number(NumberID, TermID, NumberValue, Trace)
    case picks(ChoiceID, [TermID], [Trace])
  }
}

/// Runs the examples of a rule set.
public struct ExampleRunner: Sendable {
  private let judge: Judge
  private let set: RuleSet

  public init(_ set: RuleSet) {
    self.set = set
    judge = Judge(set, program: set.testProgram())
  }

  /// Runs the examples on other rules: a program from ``RuleSet/testProgram(clauses:)``.
  public init(_ set: RuleSet, program: Program) {
    self.set = set
    judge = Judge(set, program: program)
  }

  /// Whether an example passes; cheaper than ``run(_:)``, which says why.
  public func passes(_ index: Int) -> Bool {
    let example = set.examples[index]
    guard let program = judge.program(for: example.memberships) else { return false }
    let completions = judge.completions(of: example.facts)
    return completions.masks.allSatisfy { mask in
      let run = program.run(completions.facts(mask))
      return example.expectations.allSatisfy { run.count(of: $0.relation) > 0 }
    }
  }

  /// Runs one example. An expectation holds where it holds in every completion of the unknown facts.
  public func run(_ index: Int) -> ExampleResult {
    let example = set.examples[index]
    var result = ExampleResult(example: index)
    guard let program = judge.program(for: example.memberships) else {
      result.notes = judge.judge(Case(example)).notes
      return result
    }
    let completions = judge.completions(of: example.facts)
    var failed = Array(repeating: 0, count: example.expectations.count)
    for mask in completions.masks {
      let run = program.run(completions.facts(mask))
      for (number, expectation) in example.expectations.enumerated() where run.count(of: expectation.relation) == 0 {
        failed[number] += 1
        guard failed[number] == 1 else { continue }
        let findings = findings(expectation, Tracer(run, unknown: completions.statements))
        result.failures.append(ExampleResult.Failure(expectation: number, findings: findings, isPossible: false))
      }
    }
    for index in result.failures.indices {
      result.failures[index].isPossible = failed[result.failures[index].expectation] < completions.masks.count
    }
    result.failures.sort { $0.expectation < $1.expectation }
    return result
  }

  private func findings(_ expectation: ExampleCase.Expectation, _ tracer: Tracer) -> [ExampleResult.Finding] {
    var findings: [ExampleResult.Finding] = []
    append(expectation.condition, wanted: true, expectation.clauses, tracer, &findings)
    return findings
  }

  /// Goes down to the clauses, an odd number of `not` on the way turning round what was wanted.
  private func append(
    _ condition: Condition, wanted: Bool, _ clauses: [Clause], _ tracer: Tracer,
    _ findings: inout [ExampleResult.Finding]
  ) {
    switch condition {
    case .clause(let index): append(clauses[index], wanted: wanted, tracer, &findings)
    case .not(let inner): append(inner, wanted: !wanted, clauses, tracer, &findings)
    case .and(let parts), .or(let parts):
      for part in parts { append(part, wanted: wanted, clauses, tracer, &findings) }
    }
  }

  private func append(
    _ clause: Clause, wanted: Bool, _ tracer: Tracer, _ findings: inout [ExampleResult.Finding]
  ) {
    let run = tracer.run
    switch clause.meaning {
    case .fact(let pattern):
      guard let statement = statement(pattern) else { return }
      let fact = run.fact(statement.relation, statement.terms)
      if let fact, !wanted { findings.append(.holds(tracer.trace(of: fact))) }
      if fact == nil, wanted { findings.append(.absent(statement)) }
    case .compare(let left, _, let right):
      for (number, subject) in numbers(in: left) + numbers(in: right) {
        let value = run.value(of: number, subject: subject)
        findings.append(.number(number, subject, value, tracer.trace(of: number, subject: subject)))
      }
    case .choice(let choice, _, _):
      let picks = run.picks(of: choice)
      findings.append(
        .picks(choice, picks.map { run.term(of: $0, at: 0) }, picks.map { tracer.trace(of: $0) }))
    case .same, .member: break
    }
  }

  /// The fact that a clause without variables and quantifiers says.
  private func statement(_ pattern: FactPattern) -> Fact? {
    guard pattern.quantifier == nil, case .operand(let subject) = pattern.subject else { return nil }
    var terms: [TermID] = []
    for operand in [subject] + pattern.objects {
      guard case .term(let term) = operand else { return nil }
      terms.append(term)
    }
    return Fact(pattern.relation, terms)
  }

  private func numbers(in expression: Expression) -> [(NumberID, TermID)] {
    expression.numbers.compactMap { number, subject in
      if case .term(let term) = subject { return (number, term) }
      return nil
    }
  }
}
