import TenetProgram

/// One loop or test of a clause's plan, to be shown.
public struct ShownPlanStep: Sendable {
  /// What it does: `scan`, `look up 1 place`, `test`.
  public var action: String
  /// The literal of the clause that it runs; nil for what is no literal.
  public var literal: Int?
}

extension CompiledProgram {
  /// How a clause is run when it is run as a whole, the outermost loop first; nothing where it can never hold.
  public func planSteps(of clause: Int) -> [ShownPlanStep] {
    guard let plan = plans[clause] else { return [ShownPlanStep(action: "never", literal: nil)] }
    var shown: [ShownPlanStep] = []
    for index in 0..<plan.steps.count {
      let step = plan.steps[index]
      shown.append(ShownPlanStep(action: step.action, literal: Int(step.literal)))
    }
    if plan.tail != nil {
      shown.append(ShownPlanStep(action: "take all values of the last place at once", literal: nil))
    }
    return shown
  }
}

extension PlanStep {
  fileprivate var action: String {
    switch kind {
    case .scan, .gridRows: "scan"
    case .delta, .deltaRows: "scan what is new"
    case .lookup: "look up by \(keyCount) \(keyCount == 1 ? "place" : "places")"
    case .member: "look up the fact"
    case .count: "count"
    case .compare, .same, .differ: "test"
    }
  }
}
