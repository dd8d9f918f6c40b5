import TenetLint
import TenetModel
import TenetText

/// The witness of each finding as a file that can be judged: it imports the rules, and shows its trace as comments.
public struct WitnessPages {
  private let report: LintReport
  private let sources: [Source]
  private var proof: WitnessProof
  /// The lines that import the rules.
  private let imports: String

  /// About some seconds of work for all traces, whatever the machine; what comes after it is without.
  public static let mostWork = 20_000_000

  /// - Parameter path: for the name of a source, how the files import it.
  public init(_ report: LintReport, mostWork: Int = mostWork, path: (String) -> String) {
    self.report = report
    sources = report.set.sources
    proof = WitnessProof(report, palette: Palette(isColored: false), width: 100, budget: mostWork)
    imports = WitnessPages.ruleSources(report).map { "import \(Speller.quoted(path($0.name)))\n" }.joined()
  }

  /// How many pages are without their trace, since those before them took all the work.
  public var untracedCount: Int { proof.skippedCount }

  /// The pages with their names, each name once, in the order of the findings.
  public mutating func pages() -> [(name: String, text: String)] {
    var used: Set<String> = []
    var pages: [(name: String, text: String)] = []
    for finding in report.findings where finding.witness != nil {
      let name = name(finding.diagnostic, &used)
      pages.append((name, text(finding, name)))
    }
    return pages
  }

  /// The check, the file and the line; a number behind it where that is taken.
  private func name(_ diagnostic: Diagnostic, _ used: inout Set<String>) -> String {
    let source = sources[diagnostic.span.source.index]
    var file = source.name.split(separator: "/").last.map { String($0) } ?? source.name
    if file.hasSuffix(".tenet") { file.removeLast(".tenet".count) }
    let base = "\(diagnostic.code)-\(file)-\(source.place(of: diagnostic.span.start).line)"
    var name = base
    var count = 1
    while used.contains(name) {
      count += 1
      name = "\(base)-\(count)"
    }
    used.insert(name)
    return name
  }

  private mutating func text(_ finding: Finding, _ name: String) -> String {
    let diagnostic = finding.diagnostic
    let source = sources[diagnostic.span.source.index]
    var text = "# \(diagnostic.code): \(diagnostic.message)\n"
    text += "# \(source.name):\(source.place(of: diagnostic.span.start).line)\n\n"
    text += imports
    text += "\nprofile \(Speller.quoted(name))\n"
    for line in diagnostic.witness { text += "  \(line)\n" }
    var trace: [UInt8] = []
    let skipped = proof.skippedCount
    proof.append(finding, indent: "", to: &trace)
    if proof.skippedCount > skipped {
      text += "\n# Without its trace, since others took long: `tenet eval` shows it.\n"
    }
    if !trace.isEmpty {
      text += "\n"
      for line in String(decoding: trace, as: UTF8.self).split(separator: "\n") { text += "# \(line)\n" }
    }
    return text
  }

  /// The texts that hold rules or declarations, not those of profiles.
  private static func ruleSources(_ report: LintReport) -> [Source] {
    report.set.trees.filter { tree in
      tree.statements.contains { statement in
        switch statement.kind {
        case .rule, .verb, .kind, .number, .choice, .outcome: return true
        default: return false
        }
      }
    }.map { report.set.sources[$0.source.index] }
  }
}
