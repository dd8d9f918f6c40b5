import TenetLint
import TenetModel
import TenetReasoning

/// What the rules conclude in the witness of a finding, as trees.
public struct WitnessProof: Sendable {
  private let report: LintReport
  private let judge: Judge
  private let wording: Wording
  private let tree: TreeText
  /// The work that may still be done; see ``cost(_:)``.
  private var budget: Int
  /// The last proof: findings of one rule often have one witness.
  private var last: (witness: [String], rules: [RuleID], proof: [UInt8])?
  /// How many witnesses were left out since the budget was spent.
  public private(set) var skippedCount = 0

  /// Compiles the rules once.
  ///
  /// - Parameter budget: after about so many rules tried and facts derived no further witness is judged.
  public init(_ report: LintReport, palette: Palette, width: Int, budget: Int = .max) {
    self.report = report
    self.budget = budget
    judge = Judge(report.set)
    wording = Wording(report.set, program: report.set.program, reader: report.reader)
    tree = TreeText(wording: wording, palette: palette, width: width)
  }

  /// Appends the traces of what the finding's rules conclude in its witness, or of what is contested there; nothing where
  /// there is none.
  public mutating func append(_ finding: Finding, indent: String, to output: inout [UInt8]) {
    guard let witness = finding.witness else { return }
    if let last, last.rules == finding.rules, last.witness == finding.diagnostic.witness {
      output += last.proof
      return
    }
    guard budget > 0 else {
      skippedCount += 1
      return
    }
    let proof = proof(finding, witness, indent)
    output += proof
    last = (finding.diagnostic.witness, finding.rules, proof)
  }

  private mutating func proof(_ finding: Finding, _ witness: Case, _ indent: String) -> [UInt8] {
    let evaluated = judge.evaluate(witness)
    budget -= cost(evaluated)
    // What is explained is only known once the conclusions are listed.
    let plain = judge.judgement(of: evaluated, Judge.Options(withTraces: false))
    var options = Judge.Options()
    options.tracedFacts = Set(plain.conclusions.filter { concludes(finding.rules, $0) }.map { $0.statement })
    let judgement = judge.judgement(of: evaluated, options)
    var output: [UInt8] = []
    for fact in judgement.conclusions where concludes(finding.rules, fact) {
      tree.append(fact.trace, from: 0, indent: indent, to: &output)
    }
    if finding.rules.isEmpty {
      for choice in judgement.choices where choice.isContested {
        for trace in choice.traces { tree.append(trace, from: 0, indent: indent, to: &output) }
      }
      for number in judgement.contested { tree.append(number.trace, from: 0, indent: indent, to: &output) }
    }
    for conflict in judgement.conflicts where finding.rules.contains(conflict.rule) {
      for trace in conflict.traces { tree.append(trace, from: 0, indent: indent, to: &output) }
    }
    return output
  }

  /// Every rule is looked at; a derived fact, which is listed and part of proofs, counts for twenty.
  private func cost(_ evaluated: Judge.Evaluated) -> Int {
    report.set.program.clauses.count + 20 * (evaluated.counts.given + evaluated.counts.derived)
  }

  /// Whether the fact is what one of the rules concludes; its least proof may be by another rule.
  private func concludes(_ rules: [RuleID], _ fact: JudgedFact) -> Bool {
    if rules.contains(fact.rule) { return true }
    return rules.contains { rule in
      guard rule.index < report.set.rules.count else { return false }
      return report.set.rules[rule.index].conclusions.contains { conclusion in
        guard case .fact(let atom) = conclusion.head, atom.relation == fact.statement.relation else { return false }
        return zip(atom.places, fact.statement.terms).allSatisfy { operand, term in
          if case .term(let own) = operand { return own == term } else { return true }
        }
      }
    }
  }
}
