import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// What some changes of a profile change in what follows.
public struct Consequences: Sendable {
  public var before: Judgement
  public var after: Judgement
  /// Conclusions that hold now and did not, and the other way round.
  public var gained: [JudgedFact] = []
  public var lost: [JudgedFact] = []
  public var gainedConflicts: [JudgedConflict] = []
  public var lostConflicts: [JudgedConflict] = []
  /// Pairs of what was and what is, where they differ.
  public var choices: [(before: JudgedChoice, after: JudgedChoice)] = []
  public var numbers: [NumberChange] = []
  /// For each lost conclusion the rule that gave it, with the conditions that do not hold any more; empty where it still
  /// applies. These and the next two only where reasons were asked for.
  public var lapses: [Trace] = []
  /// For each choice what is picked now and why, and what gave a pick and does not any more.
  public var choiceReasons: [Trace] = []
  /// For each number what adds to it or sets it now, and what did.
  public var numberReasons: [Trace] = []
  /// Limits that ended an evaluation: what is not known of one side is no difference then.
  public var bounds: [Bound] = []

  public struct NumberChange: Sendable {
    public var number: NumberID
    public var subject: TermID
    /// Unknown where unknown facts decide it.
    public var before: NumberValue
    public var after: NumberValue
  }
}

extension Inquiry {
  /// What follows for a changed case and did not follow before, and the other way round, each with its proof.
  public func whatIf(_ changed: Case) -> Consequences {
    var options = Judge.Options(withTraces: false, limits: limits)
    let (before, after) = (judge.judge(input, options), judge.judge(changed, options))
    // Reasons are asked for what changes only: all of them may be many times the work.
    options.withTraces = true
    options.tracedFacts = holding(input, before).symmetricDifference(holding(changed, after))
    var result = consequences(of: changed, judge.judge(input, options), judge.judge(changed, options))
    if result.bounds.isEmpty, let now = about(changed) { result.explain(now) }
    return result
  }

  /// What each way changes, without the reasons for it.
  ///
  /// Cost: one evaluation for each way.
  public func consequences(of ways: [Way]) -> [Consequences] {
    if ways.isEmpty { return [] }
    let options = Judge.Options(withTraces: false, limits: limits)
    let before = judge.judge(input, options)
    return ways.map { way in
      let changed = changed(way.changes)
      return consequences(of: changed, before, judge.judge(changed, options))
    }
  }

  private func consequences(of changed: Case, _ before: Judgement, _ after: Judgement) -> Consequences {
    var result = Consequences(before: before, after: after)
    let held = holding(input, before)
    let holds = holding(changed, after)
    if !before.isComplete || !after.isComplete {
      let bound = bound(of: run()) ?? bound(of: compiled.run(changed.facts, limits: limits))
      result.bounds = [bound ?? .complexity]
    }
    let (isBeforeKnown, isAfterKnown) = (result.before.isComplete, result.after.isComplete)
    result.gained = result.after.conclusions.filter {
      isBeforeKnown && $0.certainty == .certain && !held.contains($0.statement)
    }
    result.lost = result.before.conclusions.filter {
      isAfterKnown && $0.certainty == .certain && !holds.contains($0.statement)
    }
    guard isBeforeKnown, isAfterKnown else { return result }
    let faced = Set(result.before.conflicts.filter { $0.certainty == .certain }.map { $0.key })
    let faces = Set(result.after.conflicts.filter { $0.certainty == .certain }.map { $0.key })
    result.gainedConflicts = result.after.conflicts.filter { $0.certainty == .certain && !faced.contains($0.key) }
    result.lostConflicts = result.before.conflicts.filter { $0.certainty == .certain && !faces.contains($0.key) }
    for (before, after) in zip(result.before.choices, result.after.choices)
    where before.picked != after.picked || before.possible != after.possible {
      result.choices.append((before, after))
    }
    result.numbers = numberChanges(result.before, result.after)
    return result
  }

  /// What a case gives and what certainly follows.
  private func holding(_ input: Case, _ judgement: Judgement) -> Set<Fact> {
    var facts = Set(input.facts.facts.statements(program.arities).map { $0.statement })
    for fact in judgement.conclusions where fact.certainty == .certain { facts.insert(fact.statement) }
    return facts
  }

  func numberChanges(_ before: Judgement, _ after: Judgement) -> [Consequences.NumberChange] {
    let (first, second) = (before.numberValues, after.numberValues)
    let keys = Set(first.keys).union(second.keys).sorted { ($0.number, $0.subject) < ($1.number, $1.subject) }
    return keys.compactMap { key in
      let (was, now) = (first[key] ?? .unknown, second[key] ?? .unknown)
      if was == now { return nil }
      return Consequences.NumberChange(number: key.number, subject: key.subject, before: was, after: now)
    }
  }
}

extension Judgement {
  var numberValues: [NumberKey: NumberValue] {
    var values: [NumberKey: NumberValue] = [:]
    for number in numbers {
      values[NumberKey(number: number.number, subject: number.subject)] = number.value.map { .known($0) } ?? .unknown
    }
    for number in contested { values[NumberKey(number: number.number, subject: number.subject)] = .contested }
    return values
  }
}
