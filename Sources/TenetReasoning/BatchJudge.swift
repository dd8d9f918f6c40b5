import TenetEngine
import TenetModel

/// Judges many cases by one rule set: what can do without variables hundreds of cases at once, and only the rest of the rules
/// case by case. The judgements are those of ``Judge``.
///
/// One batch judge serves one thread.
public struct BatchJudge: ~Copyable {
  private let judge: Judge
  private let program: SlotProgram
  private var batch: SlicedBatch

  /// How many cases are worked on at once.
  public static var width: Int { SlicedBatch.width }

  /// Nil where too few rules can do without variables for it to be worth while.
  ///
  /// - Parameter program: the judge's own, by the vocabulary; made here where there is none yet.
  public init?(_ judge: Judge, _ program: SlotProgram? = nil) {
    let program = program ?? judge.compiled.slotProgram(judge.set.vocabulary)
    if program.clauseCount < 16 { return nil }
    self.judge = judge
    self.program = program
    batch = SlicedBatch(program)
  }

  /// Evaluates at most ``width`` cases, and calls `body` with each, in their order.
  public mutating func evaluate(
    _ cases: ArraySlice<Case>, _ options: Judge.Options, _ body: (Case, Judge.Evaluated) -> Void
  ) {
    precondition(cases.count <= BatchJudge.width, "as many cases as a batch is wide")
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
      if isTaken[position] {
        let run = program.run(input.facts, batch.conclusions(of: position), limits: options.limits)
        body(input, Judge.Evaluated(run, title: input.title))
      } else {
        body(input, judge.evaluate(input, options))
      }
    }
  }
}
