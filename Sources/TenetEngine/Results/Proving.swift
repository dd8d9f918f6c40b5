import TenetProgram
import TenetText

extension Explainer {
  /// The least proof of a fact; see ``Proof``.
  ///
  /// Cost: for each distinct fact of the proof, the search for its last step. Proofs of any height are fine; of more than
  /// `limit` facts, those nearest to the proved one are, and what else is derived is left as ``Proof/Ground/cut``.
  public func proof(of fact: FactRef, limit: Int = .max) -> Proof {
    var proof = Proof()
    var numbers: [UInt64: Int] = [:]
    var facts: [FactRef] = []
    func number(_ fact: FactRef) -> Int {
      if let known = numbers[fact.key] { return known }
      numbers[fact.key] = facts.count
      facts.append(fact)
      return facts.count - 1
    }
    _ = number(fact)
    while proof.nodes.count < facts.count {
      let next = facts[proof.nodes.count]
      let isCut = proof.nodes.count >= limit && run.givenSource(of: next) == nil
      let ground = isCut ? .cut : ground(of: next, number)
      proof.nodes.append(Proof.Node(fact: next, height: run.level(of: next), ground: ground))
    }
    return proof
  }

  private func ground(of fact: FactRef, _ number: (FactRef) -> Int) -> Proof.Ground {
    if let source = run.givenSource(of: fact) { return .given(source) }
    for (index, choice) in run.program.choices.enumerated()
    where choice.picks == fact.relation && choice.picks != choice.candidates {
      let candidate = run.fact(choice.candidates, run.terms(of: fact))
      return candidate.map { .picked(ChoiceID(index), candidate: number($0)) } ?? .otherwise(ChoiceID(index))
    }
    guard let instance = leastInstance(of: fact) else {
      preconditionFailure("a derived fact has an instance whose premises are below its level")
    }
    return .derived(derivation(instance, number))
  }

  /// The premises of a solution, each fact numbered by `number`.
  private func derivation(_ solution: Solution, _ number: (FactRef) -> Int) -> Proof.Derivation {
    let clause = run.program.clauses[solution.clause]
    var premises: [Proof.Premise] = []
    for (literal, condition) in clause.body.enumerated() {
      switch condition {
      case .match: premises.append(solution.facts[literal].map { .fact(number($0)) } ?? .bound)
      case .bind: premises.append(.bound)
      case .count(_, let test):
        if test.hasPremises {
          premises.append(.facts(premiseFacts(solution, literal).map(number), andNoMore: test.isExact))
        } else {
          premises.append(.absent)
        }
      case .compare(let left, _, let right, _):
        premises.append(.test(readings(of: left, solution.binding) + readings(of: right, solution.binding)))
      case .same: premises.append(.test([]))
      }
    }
    return Proof.Derivation(clause: solution.clause, binding: solution.binding, premises: premises)
  }

  /// The facts that a count of the solution stands on, in the order of facts.
  public func premiseFacts(_ solution: Solution, _ literal: Int) -> [FactRef] {
    guard let plan = plan(solution.clause, literal: -1, solution.binding) else { return [] }
    return premises(solution, literal, plan)
  }

  // MARK: Numbers

  /// What a number of a subject came from: what was given, then by clause what was set or added.
  public func contributions(to number: NumberID, subject: TermID) -> [Contribution] {
    var result: [Contribution] = []
    for (index, given) in run.profile.numbers.enumerated() where given.number == number && given.subject == subject {
      result.append(Contribution(source: .given(index), value: given.value))
    }
    var seen: Set<Addition> = []
    for (index, clause) in run.program.clauses.enumerated() {
      switch clause.head {
      case .set(number, let operand, let value):
        for solution in solutions(of: index, setting: operand, to: subject) {
          guard seen.insert(Addition(solution, clause)).inserted else { continue }
          result.append(Contribution(source: .set(solution), value: self.value(of: value, solution.binding)))
        }
      case .add(number, let operand, let value):
        for solution in solutions(of: index, setting: operand, to: subject) {
          guard seen.insert(Addition(solution, clause)).inserted else { continue }
          result.append(Contribution(source: .added(solution), value: self.value(of: value, solution.binding)))
        }
      default: continue
      }
    }
    return result
  }

  /// What counts once: a rule's conclusion with a binding of its named variables.
  private struct Addition: Hashable {
    var rule: RuleID
    var conclusion: Int
    var binding: [TermID?]

    init(_ solution: Solution, _ clause: HornClause) {
      rule = clause.rule
      conclusion = clause.conclusion
      binding = Array(solution.binding.prefix(clause.namedVariableCount))
    }
  }

  private func solutions(of clause: Int, setting operand: Operand, to subject: TermID) -> [Solution] {
    switch operand {
    case .term(let term): return term == subject ? solutions(of: clause) : []
    case .variable(let variable):
      var binding: [TermID?] = Array(repeating: nil, count: run.program.clauses[clause].variableCount)
      binding[variable] = subject
      return solutions(of: clause, binding: binding)
    case .any: return []
    }
  }

  /// What an expression comes to under a binding; nil where it is unknown or does not fit.
  public func value(of expression: Expression, _ binding: [TermID?]) -> ExactDecimal? {
    var subjects: [UInt32] = []
    let code = ExpressionCode(expression) { number, operand in
      let domain = run.compiled.classes.subjects[number.index]
      subjects.append(operand.term(binding).map { run.storage.domains.local($0.raw, domain) } ?? Relation.none)
      return UInt32(subjects.count - 1)
    }
    return code.value(Vector(subjects), run.storage.numbers).value
  }
}

extension CountTest {
  fileprivate var isExact: Bool {
    if case .exactly = bound { return true }
    return false
  }
}

extension Run {
  /// The least proof of a fact; see ``Explainer`` for more than one question.
  public func proof(of fact: FactRef) -> Proof { Explainer(self).proof(of: fact) }
}
