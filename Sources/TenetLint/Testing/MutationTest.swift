import TenetEngine
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
  }

  public var killed = 0
  /// Mutants that are not proved to come to the same in every profile.
  public var count = 0
  public var survivors: [Survivor] = []
  public var equivalentCount = 0
  public var reader: ClauseReader
}

/// Changes each rule a little, and sees whether an example notices.
public func mutate(_ loaded: Loaded) -> MutationReport {
  var linting = Linting(loaded, LintOptions())
  var report: MutationReport?
  linting.withSpace { linting, space in
    var test = MutationTest(linting, space)
    test.run(&space)
    report = test.report
  }
  return report ?? MutationReport(reader: loaded.reader)
}

private struct MutationTest {
  private let linting: Linting
  private let mutants: [Mutant]
  /// Examples that pass on the rules as written.
  private var examples: [Int] = []
  var report: MutationReport

  init(_ linting: Linting, _ space: ProfileSpace) {
    self.linting = linting
    mutants = MutantMaker(linting, space).mutants()
    report = MutationReport(reader: linting.reader)
    let runner = ExampleRunner(linting.set)
    examples = linting.set.examples.indices.filter { runner.passes($0) }
  }

  mutating func run(_ space: inout ProfileSpace) {
    var last = 0
    for mutant in mutants {
      // What killed the mutant before is likely to kill the next one of the same rule.
      let order = examples[last...] + examples[..<last]
      if let killer = killer(mutant, order) {
        last = examples.firstIndex(of: killer) ?? 0
        report.killed += 1
        report.count += 1
        continue
      }
      survive(mutant, &space)
    }
  }

  /// The first example that fails on the mutant; rules that cannot be put in order are noticed by everyone.
  private func killer(_ mutant: Mutant, _ order: ArraySlice<Int>) -> Int? {
    guard let program = linting.set.testProgram(clauses: mutant.clauses(linting.set.program)) else {
      return order.first
    }
    let runner = ExampleRunner(linting.set, program: program)
    return order.first { !runner.passes($0) }
  }

  private mutating func survive(_ mutant: Mutant, _ space: inout ProfileSpace) {
    let difference = space.difference(mutant)
    if difference == DecisionDiagram.no {
      report.equivalentCount += 1
      return
    }
    report.count += 1
    var survivor = MutationReport.Survivor(mutant: mutant, profile: [], witness: nil, expectation: nil)
    if let witness = space.witness(difference, linting.speller, linting.reader) {
      survivor.profile = witness.lines
      survivor.witness = witness.input
      survivor.expectation = expectation(mutant, witness.input)
    }
    report.survivors.append(survivor)
  }

  /// A fact that tells the rules as written from the mutant.
  private func expectation(_ mutant: Mutant, _ input: Case) -> String? {
    guard let program = linting.set.testProgram(clauses: mutant.clauses(linting.set.program)) else { return nil }
    let written = facts(linting.set.testProgram(), input)
    let changed = facts(program, input)
    if let fact = written.first(where: { !changed.contains($0) }) { return fact }
    return changed.first { !written.contains($0) }.map { "not \($0)" }
  }

  private func facts(_ program: Program, _ input: Case) -> [String] {
    let judgement = Judge(linting.set, program: program).judge(input, .init(withTraces: false))
    var texts: [String] = []
    for fact in judgement.conclusions {
      texts.append(linting.speller.text(fact.statement.relation, fact.statement.terms))
    }
    for choice in judgement.choices {
      let name = linting.set.vocabulary.choices[choice.choice.index].name
      texts += choice.picked.map { "\(name) is \(linting.speller.term($0))" }
    }
    for number in judgement.numbers {
      guard let value = number.value else { continue }
      let name = linting.speller.name(number.number, of: .term(number.subject), .none)
      texts.append("\(name) is \(linting.speller.number(value, number.number))")
    }
    return texts
  }
}

extension ProfileSpace {
  /// Where a mutant comes to something else than the rules as written.
  mutating func difference(_ mutant: Mutant) -> Node {
    if mutant.heads.isEmpty { return difference(mutant.bodies) }
    var gone: [Int: [Literal]?] = [:]
    var node = DecisionDiagram.no
    for (index, head) in mutant.heads.sorted(by: { $0.key < $1.key }) {
      gone.updateValue(nil, forKey: index)
      guard case .fact(let atom) = head else { return DecisionDiagram.open }
      let tuple = atom.places.compactMap { BindingTable.value($0, []) }
      // The new conclusion, where nothing else gives it.
      let missing = diagram.not(relations[atom.relation.index].node(tuple))
      node = diagram.or(node, diagram.and(truth(results[index].table), missing))
    }
    if node > 0 { return node }
    return diagram.or(node, difference(gone))
  }
}
