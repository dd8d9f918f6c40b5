import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// The smallest changes of a profile that reach a goal, or avoid it.
public struct Ways: Sendable {
  public var goal: Goal
  public var isNegated: Bool
  /// Cheapest first, then by text; no way is part of another.
  public var ways: [Way] = []
  /// Whether these are all.
  public var isComplete = true
  public var bounds: [Bound] = []
  /// Where they may not be all: those of up to so many changes are.
  public var upTo = 0
}

extension Inquiry {
  public struct HowOptions: Sendable {
    /// Facts that stay as they are.
    public var locked: [Goal] = []
    /// What changing a fact or a number costs, where it is not 1.
    public var costs: [(goal: Goal, cost: Int)] = []
    public var limit = Int.max

    public init(locked: [Goal] = [], costs: [(goal: Goal, cost: Int)] = [], limit: Int = .max) {
      self.locked = locked
      self.costs = costs
      self.limit = limit
    }
  }

  /// Every smallest set of changes after which the goal holds (negated: does not hold), each checked by an evaluation.
  public func how(_ goal: Goal, negated: Bool = false, _ options: HowOptions = HowOptions()) -> Ways {
    var answer = Ways(goal: goal, isNegated: negated)
    let base = run()
    if base.isComplete, holds(goal, in: base) != negated {
      answer.ways = [Way(changes: [], cost: 0)]
      return answer
    }
    let space = ChangeSpace(
      self, [goal], locked: Set(options.locked.compactMap { statement($0) }),
      lockedNumbers: Set(options.locked.compactMap { numberKey($0) }))
    find(&answer, in: space, options)
    return answer
  }

  /// Finds the ways in a space that was made for the goal.
  func find(_ answer: inout Ways, in space: ChangeSpace, _ options: HowOptions) {
    let (goal, negated) = (answer.goal, answer.isNegated)
    answer.bounds = space.bounds
    let function = space.symbolic.diagram(goal, self)
    let target = negated ? space.symbolic.diagrams.not(function) : function
    var found = space.ways(target, costs: costs(options), limit: options.limit)
    if found.ways.isEmpty, !found.isComplete, limits.isOver?() != true {
      let small = space.smallWays([goal], negated: negated, costs: costs(options))
      answer.upTo = small.upTo
      found.ways = Array((small.ways.first ?? []).prefix(options.limit))
      if answer.bounds.isEmpty { answer.bounds = [.complexity] }
    }
    answer.ways = found.ways.filter { isReached(goal, negated, $0) }
    if !found.isComplete, answer.bounds.isEmpty { answer.bounds = [options.limit == .max ? .complexity : .answers] }
    answer.isComplete = answer.bounds.isEmpty
  }

  /// Checks a way by evaluating the changed profile.
  private func isReached(_ goal: Goal, _ negated: Bool, _ way: Way) -> Bool {
    let run = compiled.run(changed(way.changes).facts, limits: Limits(derivedFacts: limits.derivedFacts))
    return holds(goal, in: run) != negated
  }

  func statement(_ goal: Goal) -> Fact? {
    switch goal {
    case .fact(let relation, let terms): return Fact(relation, terms)
    case .pick(let choice, let term?): return Fact(program.choices[choice.index].candidates, [term])
    default: return nil
    }
  }

  func numberKey(_ goal: Goal) -> NumberKey? {
    if case .number(let number, let subject, _) = goal { return NumberKey(number: number, subject: subject) }
    return nil
  }

  private func costs(_ options: HowOptions) -> [Change: Int] {
    var costs: [Change: Int] = [:]
    for (goal, cost) in options.costs {
      if let statement = statement(goal) {
        costs[.add(statement)] = cost
        costs[.remove(statement)] = cost
      } else if let key = numberKey(goal) {
        costs[.set(key.number, key.subject, .zero)] = cost
      }
    }
    return costs
  }
}
