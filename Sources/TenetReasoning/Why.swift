import TenetEngine
import TenetModel
import TenetText

/// Why something holds.
public struct Explanation: Sendable {
  public var goal: Goal
  public var certainty: Certainty
  /// The picks of a choice, the value of a number.
  public var picks: [TermID] = []
  public var value: NumberValue?
  /// One for each pick of a choice and each side of a conflict, else one.
  public var traces: [Trace]

  /// Adds what holds in a further completion; what differs from completion to completion is only possible.
  fileprivate mutating func add(_ other: Explanation) {
    if value != other.value { certainty = .possible }
    guard picks != other.picks else { return }
    certainty = .possible
    for (pick, trace) in zip(other.picks, other.traces) where !picks.contains(pick) {
      picks.append(pick)
      traces.append(trace)
    }
  }
}

extension Judge {
  /// Why the goal holds in a case, or nil where it does not. With unknown facts it may hold in some completion only.
  ///
  /// Cost: an evaluation, and then in proportion to the proof.
  public func why(_ goal: Goal, _ input: Case, limits: Limits = .none) -> Explanation? {
    guard let program = program(for: input.memberships) else { return nil }
    let completions = completions(of: input.facts)
    var found: Explanation?
    var count = 0
    for mask in completions.masks {
      let run = program.run(completions.facts(mask), limits: limits)
      guard let explanation = why(goal, run, unknown: completions.statements) else { continue }
      count += 1
      guard found?.add(explanation) == nil else { continue }
      found = explanation
    }
    if count < completions.masks.count { found?.certainty = .possible }
    return found
  }

  /// Why the goal holds in a finished run.
  ///
  /// `unknown` are given facts of the run that the case marks as unknown.
  public func why(_ goal: Goal, _ run: Run, unknown: Set<Fact> = []) -> Explanation? {
    let tracer = Tracer(run, unknown: unknown)
    switch goal {
    case .fact(let relation, let terms):
      guard let fact = run.fact(relation, terms) else { return nil }
      return Explanation(goal: goal, certainty: .certain, traces: [tracer.trace(of: fact)])
    case .pick(let choice, let wanted):
      let picks = run.picks(of: choice).filter { wanted == nil || run.term(of: $0, at: 0) == wanted }
      guard !picks.isEmpty else { return nil }
      return Explanation(
        goal: goal, certainty: .certain, picks: picks.map { run.term(of: $0, at: 0) },
        traces: picks.map { tracer.trace(of: $0) })
    case .number(let number, let subject, let wanted):
      let value = run.value(of: number, subject: subject)
      guard value != .unknown, wanted == nil || value == wanted.map({ .known($0) }) else { return nil }
      return Explanation(
        goal: goal, certainty: .certain, value: value, traces: [tracer.trace(of: number, subject: subject)])
    case .conflict(let rule):
      let conflicts = Assembly(self, run, title: "", Options(), unknown: unknown).conflicts()
      guard let conflict = conflicts.first(where: { $0.rule == rule }) else { return nil }
      return Explanation(goal: goal, certainty: .certain, traces: conflict.traces)
    }
  }
}
