import TenetEngine
import TenetLint
import TenetModel
import TenetReasoning
import TenetText

/// What mutation of the rules says about their examples.
public struct MutationReport: Sendable {
  /// A mutant that no example notices.
  public struct Survivor: Sendable {
    public var mutant: Mutant
    /// The facts of the smallest profile that would notice it; empty where none is known.
    public var profile: [String]
    public var witness: Case?
    /// What an example of that profile would expect: a fact that only the rule as written gives, or `not` one that only
    /// the mutant gives.
    public var expectation: String?

    mutating func show(_ profile: [String], _ input: Case, _ expectation: String?) {
      self.profile = profile
      witness = input
      self.expectation = expectation
    }
  }

  public var killed = 0
  /// Mutants that are not proved to come to the same in every profile.
  public var count = 0
  public var survivors: [Survivor] = []
  public var equivalentCount = 0
  /// Mutants that were not tried, since those before took as much work as there is.
  public var untriedCount = 0
  public var reader: ClauseReader
}

/// Changes each rule a little, and sees whether an example notices.
///
/// - Parameters:
///   - mostWork: how many clauses are compiled or run; three millions are some seconds.
///   - onStep: is told how many mutants are done, of how many.
public func mutate(
  _ loaded: Loaded, mostWork: Int = 3_000_000, onStep: (Int, Int) -> Void = { _, _ in }
) -> MutationReport {
  let linting = Linting(loaded, LintOptions()) { FiredRules($0).hasFired }
  var report: MutationReport?
  linting.withSpace { linting, space in
    var test = MutationTest(loaded, linting, space)
    test.run(&space, mostWork, onStep)
    report = test.report
  }
  return report ?? MutationReport(reader: loaded.reader)
}

/// Runs the mutants.
///
/// An example can notice a mutant only where its expectations rest on the changed clauses, and only what they rest on has to
/// run. Cost: for each mutant and example that rests on it, compiling and running that part of the rules; it stops after a
/// fixed amount of work, and says so.
private struct MutationTest {
  private let linting: Linting
  /// The rule set without the numbers of clauses, for programs that hold some of them.
  private let bare: RuleSet
  private let mutants: [Mutant]
  private let cones: Cones
  /// For each example that passes on the rules as written the clauses that its expectations rest on.
  private var rests: [(example: Int, clauses: [Int])] = []
  /// By clause the numbers of those examples that rest on it.
  private var examples: [[Int]]
  private var work = 0
  private var comparison: MutantComparison
  var report: MutationReport

  init(_ loaded: Loaded, _ linting: Linting, _ space: ProfileSpace) {
    self.linting = linting
    var bare = linting.set
    for index in bare.rules.indices { bare.rules[index].hornClauses = 0..<0 }
    self.bare = bare
    mutants = MutantMaker(linting, space).mutants()
    report = MutationReport(reader: linting.reader)
    comparison = MutantComparison(loaded)
    cones = Cones(linting.set.program, linting.set.program.clauses + linting.set.expectationClauses)
    examples = Array(repeating: [], count: cones.clauses.count)
    let runner = ExampleRunner(linting.set)
    for index in linting.set.examples.indices where runner.passes(index) { add(index) }
  }

  private mutating func add(_ index: Int) {
    let relations = linting.set.examples[index].expectations.map { $0.relation }
    let start = cones.clauses.indices.suffix(linting.set.expectationClauses.count).filter { index in
      if case .fact(let atom) = cones.clauses[index].head { return relations.contains(atom.relation) }
      return false
    }
    let clauses = cones.below(Array(start))
    for clause in clauses { examples[clause].append(rests.count) }
    rests.append((index, clauses))
  }

  mutating func run(_ space: inout ProfileSpace, _ mostWork: Int, _ onStep: (Int, Int) -> Void) {
    for (index, mutant) in mutants.enumerated() {
      onStep(index, mutants.count)
      if work > mostWork {
        report.untriedCount = mutants.count - index
        return
      }
      if isNoticed(mutant) {
        report.killed += 1
        report.count += 1
      } else {
        survive(mutant, &space)
      }
    }
  }

  /// Whether an example fails on the mutant; rules that cannot be put in order are noticed by everyone.
  private mutating func isNoticed(_ mutant: Mutant) -> Bool {
    let changed = mutant.changed.sorted()
    let clauses = mutant.clauses(linting.set.program) + linting.set.expectationClauses
    let readers = mutant.heads.sorted { $0.key < $1.key }.flatMap { cones.clauses(reading: $0.value) }
    if !rests.isEmpty, mayCircle(changed, readers), linting.set.testProgram(taking: clauses) == nil { return true }
    var seen: Set<Int> = []
    for clause in changed + readers {
      for number in examples[clause] where seen.insert(number).inserted {
        // A new conclusion brings what it rests on.
        let cone = mutant.heads.isEmpty ? rests[number].clauses : cones.below(rests[number].clauses + changed)
        guard let program = linting.set.testProgram(taking: cone.map { clauses[$0] }) else { return true }
        work += 2 * cone.count + 20
        if !ExampleRunner(bare, program: program).passes(rests[number].example) { return true }
      }
    }
    return false
  }

  /// Whether a changed clause depends on itself, or on what now reads it.
  private func mayCircle(_ changed: [Int], _ readers: [Int]) -> Bool {
    if changed.contains(where: { cones.isCircular($0) }) { return true }
    return !readers.isEmpty && cones.below(changed).contains { readers.contains($0) }
  }

  private mutating func survive(_ mutant: Mutant, _ space: inout ProfileSpace) {
    let difference = space.difference(mutant)
    work += 20
    if difference == DecisionDiagram.no {
      report.equivalentCount += 1
      return
    }
    var survivor = MutationReport.Survivor(mutant: mutant, profile: [], witness: nil, expectation: nil)
    if let witness = space.witness(difference, linting.speller, linting.reader) {
      survivor.show(witness.lines, witness.input, expectation(mutant, witness.input, linting.speller))
    }
    if survivor.expectation == nil {
      switch comparison.answer(mutant) {
      case .same:
        report.equivalentCount += 1
        return
      case .different(let lines, let input):
        survivor.show(lines, input, expectation(mutant, input, comparison.speller))
      case nil: break
      }
    }
    report.count += 1
    report.survivors.append(survivor)
  }

  /// A fact that tells the rules as written from the mutant.
  private mutating func expectation(_ mutant: Mutant, _ input: Case, _ speller: Speller) -> String? {
    let changed = mutant.changed.sorted()
    let readers = mutant.heads.sorted { $0.key < $1.key }.flatMap { cones.clauses(reading: $0.value) }
    let cone = cones.below(cones.above(changed + readers)).filter { $0 < linting.set.program.clauses.count }
    work += 4 * cone.count
    let clauses = mutant.clauses(linting.set.program)
    guard let program = linting.set.testProgram(taking: cone.map { clauses[$0] }),
      let original = linting.set.testProgram(taking: cone.map { cones.clauses[$0] })
    else { return nil }
    let written = facts(original, input, speller)
    let now = facts(program, input, speller)
    if let fact = written.first(where: { !now.contains($0) }) { return fact }
    return now.first { !written.contains($0) }.map { "not \($0)" }
  }

  private func facts(_ program: Program, _ input: Case, _ speller: Speller) -> [String] {
    let judgement = Judge(bare, program: program).judge(input, .init(withTraces: false))
    var texts: [String] = []
    for fact in judgement.conclusions {
      texts.append(speller.text(fact.statement.relation, fact.statement.terms))
    }
    for choice in judgement.choices {
      let name = linting.set.vocabulary.choices[choice.choice.index].name
      texts += choice.picked.map { "\(name) is \(speller.term($0))" }
    }
    for number in judgement.numbers {
      guard let value = number.value else { continue }
      let name = speller.name(number.number, of: .term(number.subject), .none)
      texts.append("\(name) is \(speller.number(value, number.number))")
    }
    return texts
  }
}
