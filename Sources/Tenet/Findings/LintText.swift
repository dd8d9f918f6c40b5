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

  /// - Parameter mostWork: how much of judging witnesses is done for their proofs: nobody reads those of ten thousand.
  public func text(mostWork: Int = 5_000_000) -> [UInt8] {
    var bytes: [UInt8] = []
    var prover = report.map { WitnessProof($0, palette: palette, width: width, budget: mostWork) }
    let findings = output.ordered
    let repeated = Repeated(findings, output.sources)
    for (index, finding) in findings.enumerated() where !repeated.isListed[index] {
      var diagnostic = finding.diagnostic
      if let lines = repeated.lines[index] {
        diagnostic.help = (diagnostic.help.map { $0 + "; " } ?? "") + "the same goes for \(LintText.text(lines))"
      }
      diagnostic.witness = finding.shownWitness
      renderer.append(diagnostic, to: &bytes)
      prover?.append(finding, indent: "      ", to: &bytes)
      bytes.append(10)
    }
    if let left = prover?.skippedCount, left > 0 { bytes.append(contentsOf: LintText.rest(left).utf8) }
    bytes.append(contentsOf: summary.utf8)
    return bytes
  }

  /// `line 3`, `lines 3, 5 and 9`; of many the first ones.
  private static func text(_ lines: [Int]) -> String {
    let shown = lines.prefix(lines.count > 12 ? 10 : 12).map { "\($0)" }
    if lines.count > shown.count {
      return "lines \(shown.joined(separator: ", ")) and \(lines.count - shown.count) more"
    }
    guard let last = shown.last, shown.count > 1 else { return "line \(shown.first ?? "")" }
    return "lines \(shown.dropLast().joined(separator: ", ")) and \(last)"
  }

  private static func rest(_ count: Int) -> String {
    count == 1
      ? "the proof of 1 further witness is not shown; `--witness DIR` writes it as a file for `tenet eval`\n\n"
      : "the proofs of \(count) further witnesses are not shown; `--witness DIR` writes them as files for `tenet eval`\n\n"
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

/// Which hints say of further rules of a file what an earlier one says: they are listed by their lines there.
private struct Repeated {
  private(set) var isListed: [Bool] = []
  /// By the number of the earlier finding.
  private(set) var lines: [Int: [Int]] = [:]

  init(_ findings: [Finding], _ sources: [Source]) {
    var checks: [String: Int] = [:]
    for check in allChecks where check.isSaidOnce { checks[check.name] = checks.count }
    var first: [Int: Int] = [:]
    for (index, finding) in findings.enumerated() {
      isListed.append(false)
      let span = finding.diagnostic.span
      guard finding.diagnostic.severity == .hint, let check = checks[finding.diagnostic.code] else { continue }
      let key = span.source.index * checks.count + check
      guard let earlier = first[key] else {
        first[key] = index
        continue
      }
      isListed[index] = true
      lines[earlier, default: []].append(sources[span.source.index].place(of: span.start).line)
    }
  }
}
