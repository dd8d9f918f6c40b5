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
    var prover = report.map { WitnessProof($0, palette: palette, width: width, budget: LintText.mostWork) }
    for finding in output.ordered {
      var diagnostic = finding.diagnostic
      diagnostic.witness = finding.shownWitness
      renderer.append(diagnostic, to: &bytes)
      prover?.append(finding, indent: "      ", to: &bytes)
      bytes.append(10)
    }
    if let left = prover?.skippedCount, left > 0 { bytes.append(contentsOf: LintText.rest(left).utf8) }
    bytes.append(contentsOf: summary.utf8)
    return bytes
  }

  /// Nobody reads the proofs of ten thousand witnesses: some seconds of work are shown.
  private static var mostWork: Int { 5_000_000 }

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
