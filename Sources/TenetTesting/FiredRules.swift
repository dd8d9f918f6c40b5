import TenetEngine
import TenetModel

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
    let program = CompiledProgram(set.program)
    let cases = set.examples.map { example in
      var input = Case(example)
      // Unknown facts count as not given.
      input.facts.unknown = FactList()
      return input
    }
    guard var batch = BatchEvaluation(program.slotProgram(set.vocabulary.signature)) else {
      for input in cases { add(input, program) }
      return
    }
    for start in stride(from: 0, to: cases.count, by: BatchEvaluation.width) {
      batch.evaluate(cases[start..<min(cases.count, start + BatchEvaluation.width)]) { input, run in
        if let run { add(run) } else { add(input, program) }
      }
    }
  }

  private mutating func add(_ input: Case, _ program: CompiledProgram) {
    if let run = program.adding(input.memberships, to: set)?.run(input.facts) { add(run) }
  }

  private mutating func add(_ run: Run) {
    let questions = RunQuestions(run)
    for clause in clauses.of(run) {
      let rule = set.program.clauses[clause].rule.index
      if !hasFired[rule], questions.fires(clause: clause) { hasFired[rule] = true }
    }
  }
}
