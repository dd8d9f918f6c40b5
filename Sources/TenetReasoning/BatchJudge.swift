import TenetEngine
import TenetModel

/// Judges many cases by one rule set, see ``BatchEvaluation``. The judgements are those of ``Judge``.
///
/// One batch judge serves one thread.
public struct BatchJudge: ~Copyable {
  private let judge: Judge
  private var batch: BatchEvaluation

  /// How many cases are worked on at once.
  public static var width: Int { BatchEvaluation.width }

  /// Nil where too few rules can do without variables for it to be worth while.
  ///
  /// - Parameter program: the judge's own, by the vocabulary; made here where there is none yet.
  public init?(_ judge: Judge, _ program: SlotProgram? = nil) {
    guard let batch = BatchEvaluation(program ?? judge.compiled.slotProgram(judge.set.vocabulary.signature)) else {
      return nil
    }
    self.judge = judge
    self.batch = batch
  }

  /// Evaluates at most ``width`` cases, and calls `body` with each, in their order.
  public mutating func evaluate(
    _ cases: ArraySlice<Case>, _ options: Judge.Options, _ body: (Case, Judge.Evaluated) -> Void
  ) {
    let judge = judge
    batch.evaluate(cases, limits: options.limits) { input, run in
      body(input, run.map { Judge.Evaluated($0, title: input.title) } ?? judge.evaluate(input, options))
    }
  }
}
