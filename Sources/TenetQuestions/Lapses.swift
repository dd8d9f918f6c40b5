import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// Why what a rule gave is not there any more: which of its conditions still hold, and which do not.
struct LapseSearch {
  private let inquiry: Inquiry
  private let explainer: Explainer
  private let heads: Heads
  private var program: Program { inquiry.program }

  /// - Parameter inquiry: about the case as it is now.
  init(_ inquiry: Inquiry) {
    self.inquiry = inquiry
    explainer = Explainer(inquiry.run())
    heads = Heads(inquiry.program)
  }

  /// What the step says no longer, then each condition of its rule; empty where the rule still applies, or where no rule gave it.
  func trace(of step: Trace.Kind) -> Trace {
    var trace = Trace()
    let (clause, binding): (Int, [TermID?])
    switch step {
    case .derived(_, let index, let values), .contribution(let index, let values, _, _):
      (clause, binding) = (index, values)
    default: return trace
    }
    trace.steps.append(Trace.Step(depth: 0, kind: .short(.lapsed(clause: clause, binding: binding))))
    let horn = program.clauses[clause]
    var isBroken = false
    for leaf in horn.origins.uniqued().sorted() {
      let failing = horn.body.indices.first { literal in
        horn.origins[literal] == leaf
          && !explainer.outcome(of: literal, in: clause, binding: binding, limit: 1).holds
      }
      var condition = Shortfall.met(clause: clause, leaf: leaf, binding: binding)
      if let failing {
        isBroken = true
        let (reason, readings) = ground(horn.body[failing], failing, clause, binding)
        condition = .unmet(clause: clause, leaf: leaf, binding: binding, reason, readings)
      }
      trace.steps.append(Trace.Step(depth: 1, kind: .short(condition)))
    }
    return isBroken ? trace : Trace()
  }

  private func ground(
    _ literal: Literal, _ index: Int, _ clause: Int, _ binding: [TermID?]
  ) -> (Shortfall.Reason, [NumberReading]) {
    switch literal {
    case .match(let atom), .bind(let atom):
      guard let fact = atom.ground(binding) else { return (.other, []) }
      if inquiry.isUnknown(fact) { return (.unknown, []) }
      if case .picks = program.roles[fact.relation.index] { return (.notConcluded, []) }
      return (heads.clauses(fact).isEmpty ? .notGiven : .notConcluded, [])
    case .count(_, let test):
      switch test.bound {
      case .atMost, .notExactly, .notEvery: return (.denied, [])
      case .exactly(let count):
        return (explainer.outcome(of: index, in: clause, binding: binding).facts.count > count ? .denied : .other, [])
      case .atLeast, .every: return (.other, [])
      }
    case .compare(let left, _, let right, _):
      return (.other, explainer.readings(of: left, binding) + explainer.readings(of: right, binding))
    case .same: return (.other, [])
    }
  }
}

extension Consequences {
  /// Says of everything that is otherwise why it is: of what is lost, of picks that come and go, and of numbers.
  ///
  /// Cost: one evaluation, and then in proportion to what is otherwise.
  mutating func explain(_ changed: Inquiry) {
    let search = LapseSearch(changed)
    lapses = lost.map { fact in fact.trace.steps.first.map { search.trace(of: $0.kind) } ?? Trace() }
    choiceReasons = choices.map { before, after in
      let gone = before.traces.compactMap { $0.steps.first }.map { search.trace(of: $0.kind) }
      let held = Set(before.picked)
      let come = after.traces.filter { trace in
        // A pick for want of others says itself why.
        guard case .derived(let statement, _, _)? = trace.steps.first?.kind else { return true }
        return statement.terms.first.map { !held.contains($0) } ?? true
      }
      return Trace(joining: come + gone)
    }
    let (first, second) = (before.numberTraces, after.numberTraces)
    numberReasons = numbers.map { change in
      let key = NumberKey(number: change.number, subject: change.subject)
      let (was, now) = (first[key]?.parts ?? [], second[key]?.parts ?? [])
      let come = now.filter { part in !was.contains { $0.isSamePart(as: part) } }
      let gone = was.filter { part in !now.contains { $0.isSamePart(as: part, withValue: false) } }
      return Trace(joining: come + gone.compactMap { $0.steps.first }.map { search.trace(of: $0.kind) })
    }
  }
}

extension Judgement {
  fileprivate var numberTraces: [NumberKey: Trace] {
    var traces: [NumberKey: Trace] = [:]
    for number in numbers { traces[NumberKey(number: number.number, subject: number.subject)] = number.trace }
    for number in contested { traces[NumberKey(number: number.number, subject: number.subject)] = number.trace }
    return traces
  }
}

extension Trace {
  /// What the root stands on, each with all below it.
  fileprivate var parts: [Trace] {
    var parts: [Trace] = []
    for step in steps.dropFirst() {
      if step.depth == 1 { parts.append(Trace()) }
      guard !parts.isEmpty else { continue }
      parts[parts.count - 1].steps.append(Step(depth: step.depth - 1, kind: step.kind))
    }
    return parts
  }

  /// Whether both start with what the same rule gives a number for the same terms, or with the same given number.
  fileprivate func isSamePart(as other: Trace, withValue: Bool = true) -> Bool {
    switch (steps.first?.kind, other.steps.first?.kind) {
    case (.contribution(let clause, let binding, let value, _)?, .contribution(let another, let terms, let amount, _)?):
      return clause == another && binding == terms && (!withValue || value == amount)
    case (.givenNumber(_, _, let value, _)?, .givenNumber(_, _, let amount, _)?): return value == amount
    case (.derived(let fact, _, _)?, .derived(let statement, _, _)?): return fact == statement
    default: return false
    }
  }
}
