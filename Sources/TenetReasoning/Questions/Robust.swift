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
    let space = ChangeSpace(self, goals)
    if goals.count > 1, space.symbolic.isExhausted {
      // Together they are too much: each by itself may not be.
      return goals.map { robustness($0, ChangeSpace(self, [$0])) }
    }
    return goals.map { robustness($0, space) }
  }

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
