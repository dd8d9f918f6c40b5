import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// How much of a profile would have to be otherwise to overturn a conclusion.
public struct Robustness: Sendable {
  public var goal: Goal
  /// The size of the smallest sets of changes; nil where nothing overturns it.
  public var changes: Int?
  /// Every set of that size, by text.
  public var sets: [[Change]] = []
  /// Where the answer was not found out: so few changes do not overturn it.
  public var beyond = 0
  public var bounds: [Bound] = []
}

extension Inquiry {
  /// How robust every conclusion is, or only the one that is asked for; in the order of a judgement.
  ///
  /// What one change or two overturn is found by trying all of them, the rest with functions of all changes, one conclusion
  /// after the other where together they are too much. The bound on that is a count of work, not a clock, so that the same
  /// question has the same answer.
  public func robust(_ goal: Goal? = nil) -> [Robustness] {
    let goals = goal.map { [$0] } ?? conclusionGoals()
    if goals.isEmpty { return [] }
    var space = ChangeSpace(self, goals, evaluates: false)
    var small = (ways: [[Way]](), upTo: 0)
    if space.bounds.isEmpty { small = space.smallWays(goals, negated: true, onlyCheapest: true) }
    var answers = goals.map { Robustness(goal: $0) }
    for (index, ways) in small.ways.enumerated() where !ways.isEmpty {
      answers[index].changes = ways[0].changes.count
      answers[index].sets = ways.map { $0.changes }
    }
    let open = answers.indices.filter { answers[$0].changes == nil }
    if open.isEmpty { return answers }
    if goals.count == 1 || program.clauses.count <= Inquiry.fewClauses {
      space.evaluate()
      if goals.count == 1 || !space.symbolic.isExhausted {
        for index in open { answers[index] = robustness(goals[index], space, beyond: small.upTo) }
        return answers
      }
    }
    var work = 0
    for index in open {
      let isLate = limits.isOver?() == true
      guard work < Inquiry.mostWork, !isLate else {
        answers[index].beyond = small.upTo
        answers[index].bounds = [isLate ? .time : .complexity]
        continue
      }
      let own = ChangeSpace(self, [goals[index]])
      answers[index] = robustness(goals[index], own, beyond: small.upTo)
      work += program.clauses.count + own.symbolic.diagrams.count
    }
    return answers
  }

  /// Up to so many clauses all conclusions are looked at together.
  private static var fewClauses: Int { 1_500 }
  /// Clauses grounded and nodes made until conclusions one by one take too long.
  private static var mostWork: Int { 100_000 }

  private func robustness(_ goal: Goal, _ space: ChangeSpace, beyond: Int) -> Robustness {
    var answer = Robustness(goal: goal, beyond: beyond, bounds: space.bounds)
    let diagrams = space.symbolic.diagrams
    let fails = diagrams.not(space.symbolic.diagram(goal, self))
    let found = space.ways(fails, onlyCheapest: true)
    answer.changes = found.ways.first?.cost
    answer.sets = found.ways.map { $0.changes }
    if !found.isComplete, answer.bounds.isEmpty { answer.bounds = [.complexity] }
    return answer
  }

  /// The facts that rules conclude in the case.
  func conclusionGoals() -> [Goal] {
    let run = run()
    let assembly = Assembly(judge, run, title: input.title, Judge.Options(withTraces: false))
    return assembly.derivedFacts().map { .fact($0.fact.relation, run.terms(of: $0.fact)) }
  }
}
