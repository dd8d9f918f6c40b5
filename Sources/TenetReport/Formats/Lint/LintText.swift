import TenetLint
import TenetModel
import TenetReasoning
import TenetText

/// Writes findings for people: the source line, the help, the witness and what the rules say of it.
public struct LintText: Sendable {
  private let output: LintOutput
  private let report: LintReport?
  private let palette: Palette
  private let width: Int
  private let renderer: DiagnosticRenderer

  /// - Parameter report: spells and judges the witnesses; nil where nothing could be resolved.
  public init(_ output: LintOutput, report: LintReport?, palette: Palette, width: Int) {
    self.output = output
    self.report = report
    self.palette = palette
    self.width = width
    renderer = DiagnosticRenderer(sources: output.sources, palette: palette, width: width)
  }

  public func text() -> [UInt8] {
    var bytes: [UInt8] = []
    let prover = report.map { WitnessProof($0, palette: palette, width: width) }
    for finding in output.ordered {
      renderer.append(finding.diagnostic, to: &bytes)
      prover?.append(finding, indent: "      ", to: &bytes)
      bytes.append(10)
    }
    bytes.append(contentsOf: summary.utf8)
    return bytes
  }

  private var summary: String {
    if output.findings.isEmpty { return "no findings\n" }
    let counts = [Severity.error, .warning, .hint].compactMap { severity in
      let count = output.findings.filter { $0.diagnostic.severity == severity }.count
      return count == 0 ? nil : "\(count) \(severity.rawValue)" + (count == 1 ? "" : "s")
    }
    return counts.joined(separator: ", ") + "\n"
  }
}

/// What the rules conclude in the witness of a finding, as trees.
public struct WitnessProof: Sendable {
  private let report: LintReport
  private let judge: Judge
  private let wording: Wording
  private let tree: TreeText

  /// Compiles the rules once.
  public init(_ report: LintReport, palette: Palette, width: Int) {
    self.report = report
    judge = Judge(report.set)
    wording = Wording(report.set, program: report.set.program, reader: report.reader)
    tree = TreeText(wording: wording, palette: palette, width: width)
  }

  /// Appends the traces of what the finding's rules conclude in its witness, or of what is contested there; nothing where
  /// there is none.
  public func append(_ finding: Finding, indent: String, to output: inout [UInt8]) {
    guard let witness = finding.witness else { return }
    let judgement = judge.judge(witness)
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
