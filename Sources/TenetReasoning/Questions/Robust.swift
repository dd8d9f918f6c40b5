import TenetEngine
import TenetModel
import TenetText

/// How much of a profile would have to be otherwise to overturn a conclusion.
public struct Robustness: Sendable {
  public var goal: Goal
  /// The size of the smallest sets of changes; nil where nothing overturns it.
  public var changes: Int?
  /// Every set of that size, by text.
  public var sets: [[Change]] = []
  public var bounds: [Bound] = []
}

extension Inquiry {
  /// How robust every conclusion is, or only the one that is asked for; in the order of a judgement.
  public func robust(_ goal: Goal? = nil) -> [Robustness] {
    let goals = goal.map { [$0] } ?? conclusionGoals()
    if goals.isEmpty { return [] }
    // Many conclusions at once may be too much where each by itself is not.
    if goals.count <= Inquiry.mostTogether {
      let space = ChangeSpace(self, goals)
      if goals.count == 1 || !space.symbolic.isExhausted { return goals.map { robustness($0, space) } }
    }
    // The bound is a count of work, not a clock, so that the same question has the same answer.
    var answers: [Robustness] = []
    var work = 0
    for goal in goals {
      guard work < Inquiry.mostWork else {
        answers.append(Robustness(goal: goal, bounds: [.complexity]))
        continue
      }
      let space = ChangeSpace(self, [goal])
      answers.append(robustness(goal, space))
      work += program.clauses.count + space.symbolic.diagrams.count
    }
    return answers
  }

  /// The number of conclusions that are looked at together.
  private static var mostTogether: Int { 300 }
  /// Clauses grounded and nodes made until conclusions one by one take too long.
  private static var mostWork: Int { 500_000 }

  private func robustness(_ goal: Goal, _ space: ChangeSpace) -> Robustness {
    var answer = Robustness(goal: goal, bounds: space.bounds)
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
