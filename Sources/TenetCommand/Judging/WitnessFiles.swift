import Glibc
import Tenet

/// Writes the witness of each finding as a file that can be judged: it imports the rules, and shows its trace as comments.
struct WitnessFiles {
  private let report: LintReport
  private let folder: String
  private let sources: [Source]
  private var proof: WitnessProof
  /// The lines that import the rules.
  private let imports: String

  init(_ report: LintReport, _ folder: String, _ sources: [Source]) {
    self.report = report
    self.folder = folder
    self.sources = sources
    proof = WitnessProof(report, palette: Palette(isColored: false), width: 100, budget: WitnessFiles.mostWork)
    imports = WitnessFiles.ruleSources(report, sources).map { source in
      "import \(Speller.quoted(absolutePath(source.name)))\n"
    }.joined()
  }

  /// Some seconds of work for all traces, whatever the machine; files beyond it are without.
  private static var mostWork: Int { 20_000_000 }

  /// How many files were written without their trace, since those before it took all the work.
  var untracedCount: Int { proof.skippedCount }

  mutating func write() throws(CommandFailure) {
    try makeFolder(folder)
    var used: Set<String> = []
    for finding in report.findings where finding.witness != nil {
      let name = fileName(finding.diagnostic, &used)
      try writeFile("\(folder)/\(name).tenet", Array(text(finding, name).utf8))
    }
  }

  private func fileName(_ diagnostic: Diagnostic, _ used: inout Set<String>) -> String {
    let source = sources[diagnostic.span.source.index]
    var file = splitPath(source.name).name
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
  private static func ruleSources(_ report: LintReport, _ sources: [Source]) -> [Source] {
    report.set.trees.filter { tree in
      tree.statements.contains { statement in
        switch statement.kind {
        case .rule, .verb, .kind, .number, .choice, .outcome: return true
        default: return false
        }
      }
    }.map { sources[$0.source.index] }
  }
}

/// Makes a folder and those above it.
func makeFolder(_ path: String) throws(CommandFailure) {
  if kind(of: path) == .folder { return }
  let parent = splitPath(path).folder
  if parent != path, kind(of: parent) == .missing { try makeFolder(parent) }
  if unsafe mkdir(path, 0o777) != 0, errno != EEXIST {
    throw CommandFailure("cannot make the folder `\(path)`: \(reason(errno))")
  }
}

/// The folder that relative paths start from.
func workingFolder() -> String { absolutePath(".") }

/// A path from the root, links followed; as given where there is no such file.
func absolutePath(_ path: String) -> String {
  guard let real = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(real) }
  return unsafe String(cString: real)
}
