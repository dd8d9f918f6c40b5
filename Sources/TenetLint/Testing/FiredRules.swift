import TenetEngine
import TenetModel
import TenetReasoning

/// Which rules some example makes fire.
///
/// Cost: a run of the engine for each example, hundreds at once where the rules allow that, and its facts once each.
struct FiredRules {
  private(set) var hasFired: [Bool]
  private let set: RuleSet
  private let clauses: ConcludingClauses

  init(_ set: RuleSet) {
    self.set = set
    hasFired = Array(repeating: false, count: set.rules.count)
    clauses = ConcludingClauses(set.program)
    addExamples()
  }

  private mutating func addExamples() {
    if set.examples.isEmpty { return }
    let judge = Judge(set)
    let cases = set.examples.map { example in
      var input = Case(example)
      // Unknown facts count as not given.
      input.facts.unknown = FactList()
      return input
    }
    guard var batch = BatchJudge(judge) else {
      for input in cases { if let run = judge.evaluate(input).run { add(run) } }
      return
    }
    for start in stride(from: 0, to: cases.count, by: BatchJudge.width) {
      batch.evaluate(cases[start..<min(cases.count, start + BatchJudge.width)], Judge.Options()) { _, evaluated in
        if let run = evaluated.run { add(run) }
      }
    }
  }

  private mutating func add(_ run: Run) {
    let questions = RunQuestions(run)
    for clause in clauses.of(run) {
      let rule = set.program.clauses[clause].rule.index
      if !hasFired[rule], questions.fires(clause: clause) { hasFired[rule] = true }
    }
  }
}
