import TenetEngine
import TenetLint
import TenetModel
import TenetText

/// What the examples of a rule set reach.
///
/// A rule is covered when its whole condition, `unless` included, holds in some example; conflicts are rules too. A clause
/// of a condition, and an exception, is covered when it was seen to hold and seen not to. Unknown facts count as not given.
///
/// Cost: a run of the engine for each example, and what its facts may make hold; only comparisons and counts are asked of
/// every example.
public struct Coverage: Sendable {
  /// How often each rule fired: in how many examples.
  public private(set) var rules: [Int]
  /// For each rule, for each leaf of its condition, in how many examples it held and in how many not.
  public private(set) var conditions: [[(held: Int, failed: Int)]]
  /// For each rule with an exception, in how many examples that held and in how many not.
  public private(set) var exceptions: [(held: Int, failed: Int)?]

  /// Runs the examples with these indices.
  public init(_ set: RuleSet, examples: [Int]) {
    rules = Array(repeating: 0, count: set.rules.count)
    conditions = set.rules.map { $0.clauses.map { _ in (0, 0) } }
    exceptions = set.rules.map { $0.exception == nil ? nil : (0, 0) }
    let compiled = CompiledProgram(set.program)
    let clauses = ConcludingClauses(set.program)
    let leaves = LeafIndex(set)
    var count = 0
    for index in examples {
      let example = set.examples[index]
      guard let program = compiled.adding(example.memberships, to: set) else { continue }
      let run = program.run(example.facts)
      let questions = RunQuestions(run)
      count += 1
      addRules(clauses.of(run), questions, set)
      addConditions(leaves.holding(run, questions, set), set)
    }
    settle(count, set)
  }

  /// Counts the rules that fired.
  private mutating func addRules(_ clauses: [Int], _ questions: RunQuestions, _ set: RuleSet) {
    var fired: Set<Int> = []
    for clause in clauses {
      let rule = set.program.clauses[clause].rule.index
      if !fired.contains(rule), questions.fires(clause: clause) { fired.insert(rule) }
    }
    for rule in fired { rules[rule] += 1 }
  }

  /// Counts the leaves that hold, read without their `not`; of exceptions as `failed` the examples that differ from one in
  /// which no leaf holds.
  private mutating func addConditions(_ leaves: [(rule: Int, leaf: Int)], _ set: RuleSet) {
    var holding: [Int: [Int]] = [:]
    for (rule, leaf) in leaves {
      conditions[rule][leaf].held += 1
      if exceptions[rule] != nil { holding[rule, default: []].append(leaf) }
    }
    for (rule, leaves) in holding {
      guard let exception = set.rules[rule].exception else { continue }
      if exception.holds({ leaves.contains($0) }) != exception.holds({ _ in false }) { exceptions[rule]?.failed += 1 }
    }
  }

  /// Counts what did not hold in any of so many examples.
  private mutating func settle(_ count: Int, _ set: RuleSet) {
    for (index, rule) in set.rules.enumerated() {
      for leaf in rule.clauses.indices {
        conditions[index][leaf].failed = count - conditions[index][leaf].held
        // A range over a kind holds of its members, whatever the example: there is no other way to see.
        if case .member(.operand(.variable), _, negated: false) = rule.clauses[leaf].meaning {
          conditions[index][leaf].failed = count
        }
      }
      guard let exception = rule.exception, let differing = exceptions[index]?.failed else { continue }
      let held = exception.holds { _ in false } ? count - differing : differing
      exceptions[index] = (held, count - held)
    }
  }
}

extension Condition {
  /// Whether it holds where the leaves do as told.
  func holds(_ leaf: (Int) -> Bool) -> Bool {
    switch self {
    case .clause(let index): return leaf(index)
    case .not(let inner): return !inner.holds(leaf)
    case .and(let parts): return parts.allSatisfy { $0.holds(leaf) }
    case .or(let parts): return parts.contains { $0.holds(leaf) }
    }
  }
}
