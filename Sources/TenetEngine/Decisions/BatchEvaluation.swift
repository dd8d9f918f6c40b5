import TenetProgram

/// Evaluates many cases by one program: what can do without variables hundreds of cases at once, and only the rest of the
/// rules case by case. The runs are those of ``CompiledProgram/run(_:limits:)``.
///
/// One batch evaluation serves one thread.
public struct BatchEvaluation: ~Copyable {
  private let program: SlotProgram
  private var batch: SlicedBatch

  /// How many cases are worked on at once.
  public static var width: Int { SlicedBatch.width }

  /// Nil where too few rules can do without variables for it to be worth while.
  public init?(_ program: SlotProgram) {
    if program.clauseCount < 16 { return nil }
    self.program = program
    batch = SlicedBatch(program)
  }

  /// Evaluates at most ``width`` cases, and calls `body` with each and its run, in their order; without a run where the case
  /// has to be evaluated alone: it adds members to kinds, has unknown facts, or some arithmetic of it does not fit.
  public mutating func evaluate(_ cases: ArraySlice<Case>, limits: Limits = .none, _ body: (Case, Run?) -> Void) {
    precondition(cases.count <= BatchEvaluation.width, "as many cases as a batch is wide")
    batch.clear()
    var isTaken: [Bool] = []
    for (position, input) in cases.enumerated() {
      let slots = input.memberships.isEmpty && input.facts.unknown.count == 0 ? program.slots(of: input.facts) : nil
      if let slots { batch.give(slots, to: position) }
      isTaken.append(slots != nil)
    }
    batch.evaluate(count: cases.count)
    batch.collect()
    for (position, input) in cases.enumerated() {
      body(input, isTaken[position] ? program.run(input.facts, batch.conclusions(of: position), limits: limits) : nil)
    }
  }
}
