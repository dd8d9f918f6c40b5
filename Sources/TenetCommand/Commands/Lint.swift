import Tenet

let lintCommand = CommandSpec(
  command: .lint, group: .write,
  summary: "what is wrong or weak in rules, each finding with its proof",
  details: """
    A line `# tenet: allow CHECK because …` above a statement lets a finding stand. A file `.tenetlint` in the folder of
    a rule file, or above it, sets levels in lines of the form `CHECK = error|warning|hint|off`.
    """,
  arguments: [.files],
  options: [
    .format(["text", "json", "sarif", "github"]),
    Option(
      name: "severity", value: "CHECK=LEVEL", summary: "error, warning, hint or off for one check; may be repeated",
      repeats: true),
    Option(name: "check", value: "CHECK", summary: "only this check; may be repeated", repeats: true),
    Option(name: "baseline", value: "FILE", summary: "leave out what stands in the JSON of an earlier run"),
    Option(name: "witness", value: "DIR", summary: "write the profile of each finding that has one to a file in DIR"),
    Option(name: "fix", summary: "apply the fixes that keep every conclusion of every profile"),
    Option(name: "dry-run", summary: "with --fix: show the changes, write nothing"),
    Option(name: "verbose", short: "v", summary: "say also what could not be decided, and why"),
    .output, .quiet,
  ],
  examples: [
    ("tenet lint Rules", "every finding in every rule file of a folder"),
    ("tenet lint rules.tenet --severity missing-name=off", "all but the findings of one check"),
    ("tenet lint rules.tenet --fix --dry-run", "what safe fixes would change"),
  ]
) { (invocation, console) throws(CommandFailure) in
  var run = try LintRun(invocation)
  return try run.run(&console)
}

/// One run of `tenet lint`.
private struct LintRun {
  private let invocation: Invocation
  private var options = LintOptions()
  private var texts: [InputText] = []
  private var baseline: Baseline?

  init(_ invocation: Invocation) throws(CommandFailure) {
    self.invocation = invocation
    options.provesFixes = invocation.has("fix")
    for setting in invocation.values("severity") {
      if let problem = options.levels.take(setting) { throw CommandFailure(problem) }
    }
    for name in invocation.values("check") {
      guard allChecks.contains(where: { $0.name == name }) else { throw Self.unknownCheck(name) }
      options.only.append(name)
    }
    if let path = invocation.value("baseline") {
      guard let read = Baseline(try readFile(path), identity: absolutePath) else {
        throw CommandFailure("`\(path)` is no baseline", help: "make one with `tenet lint FILES --format json -o FILE`")
      }
      baseline = read
    }
    for path in try expandFolders(invocation.list(0)) {
      let bytes = path == "-" ? try readStandardInput() : try readFile(path)
      texts.append(InputText(path: path == "-" ? "<stdin>.ndjson" : path, bytes: bytes))
    }
  }

  private static func unknownCheck(_ name: String) -> CommandFailure {
    let near = nearest(to: name, in: allChecks.map { $0.name })
    return CommandFailure("there is no check `\(name)`", help: near.map { "did you mean `\($0)`?" })
  }

  mutating func run(_ console: inout Console) throws(CommandFailure) -> ExitStatus {
    let loaded = Workspace.load(texts, read: readImport, identity: absolutePath)
    let sources = loaded.value.set.sources
    guard loaded.isFit else {
      try show(loaded.diagnostics.map { Finding($0) }, sources, nil, &console)
      return .wrongInput
    }
    try readLevels(sources)
    var report = lint(loaded.value.loaded, options)
    report.findings = Self.told(loaded.diagnostics, beside: report.findings) + report.findings
    if invocation.has("fix") { return try fix(report, sources, &console) }
    return try finish(report, sources, &console)
  }

  private mutating func finish(_ found: LintReport, _ sources: [Source], _ console: inout Console)
    throws(CommandFailure)
    -> ExitStatus
  {
    var report = found
    if var known = baseline {
      let files = sources.map { absolutePath($0.name) }
      report.findings = report.findings.filter { finding in
        !known.take(finding.diagnostic, file: files[finding.diagnostic.span.source.index])
      }
    }
    if let folder = invocation.value("witness") {
      var pages = WitnessPages(report, path: absolutePath)
      try makeFolder(folder)
      for page in pages.pages() { try writeFile("\(folder)/\(page.name).tenet", Array(page.text.utf8)) }
      let count = pages.untracedCount
      if count > 0 {
        console.warn(
          "\(count) of the witness files \(count == 1 ? "is" : "are") without a trace, since those before took long",
          help: "`tenet eval FILE` shows it")
      }
    }
    if invocation.has("verbose") { console.report(report.undecided, in: sources) }
    try show(report.findings, sources, report, &console)
    return report.hasErrors ? .findings : .fine
  }

  private func show(
    _ findings: [Finding], _ sources: [Source], _ report: LintReport?, _ console: inout Console
  ) throws(CommandFailure) {
    let sink = try ResultSink(invocation)
    let output = LintOutput(findings: findings, sources: sources)
    let bytes: [UInt8]
    switch invocation.value("format") ?? "text" {
    case "json": bytes = output.json()
    case "sarif": bytes = output.sarif(version: version)
    case "github": bytes = output.github()
    default:
      bytes = LintText(output, report: report, palette: sink.palette(console), width: sink.width(console)).text()
    }
    if !invocation.has("quiet") { try sink.write(bytes, &console) }
    try sink.finish()
  }

  // MARK: Levels

  /// For each source the nearest `.tenetlint`: in its folder, else above it.
  private mutating func readLevels(_ sources: [Source]) throws(CommandFailure) {
    var known: [String: Levels] = [:]
    for source in sources {
      guard let path = nearestFile(".tenetlint", above: source.name) else { continue }
      if known[path] == nil {
        let (levels, problems) = Levels.read(String(decoding: try readFile(path), as: UTF8.self))
        if let first = problems.first { throw CommandFailure("\(path):\(first.line): \(first.message)") }
        known[path] = levels
      }
      options.fileLevels[source.name] = known[path]
    }
  }

  // MARK: Fixes

  /// Lints what the fixes make of the files until nothing more changes, and then writes the files or shows the changes.
  private mutating func fix(
    _ report: LintReport, _ originals: [Source], _ console: inout Console
  ) throws(CommandFailure) -> ExitStatus {
    var report = report
    var sources = originals
    var fixed: [String: [UInt8]] = [:]
    for _ in 0..<1000 {
      var isDone = true
      for (index, source) in sources.enumerated() {
        guard let bytes = Fixing.fixed(source, id: SourceID(index), report.findings) else { continue }
        fixed[source.name] = bytes
        isDone = false
      }
      if isDone {
        let changes = originals.compactMap { source in fixed[source.name].map { (source, $0) } }
        if invocation.has("dry-run") {
          try show(changes, &console)
          return report.hasErrors ? .findings : .fine
        }
        for (source, bytes) in changes { try writeFile(source.name, bytes) }
        return try finish(report, sources, &console)
      }
      for index in texts.indices { texts[index].bytes = fixed[texts[index].path] ?? texts[index].bytes }
      let loaded = Workspace.load(
        texts, read: { [fixed] path in fixed[path].map { .success($0) } ?? readImport(path) }, identity: absolutePath)
      sources = loaded.value.set.sources
      report = lint(loaded.value.loaded, options)
      report.findings = Self.told(loaded.diagnostics, beside: report.findings) + report.findings
    }
    throw CommandFailure("the fixes do not come to an end")
  }

  private func show(_ changes: [(source: Source, bytes: [UInt8])], _ console: inout Console) throws(CommandFailure) {
    let sink = try ResultSink(invocation)
    for (source, bytes) in changes where !invocation.has("quiet") {
      try sink.write(unifiedDiff(source.bytes, bytes, name: source.name), &console)
    }
    try sink.finish()
  }

  /// Diagnostics of loading as findings, without slips that a check tells of too: it offers the fix.
  private static func told(_ diagnostics: [Diagnostic], beside findings: [Finding]) -> [Finding] {
    let slips = findings.filter { $0.diagnostic.code == "misspelt-term" }.map { $0.diagnostic.span }
    return diagnostics.filter { told in
      guard ["misspelt-verb", "unread-fact"].contains(told.code) else { return true }
      return !slips.contains { $0.source == told.span.source && $0.start < told.span.end && told.span.start < $0.end }
    }.map { Finding($0) }
  }
}

/// The path of the nearest file of a name in the folder of a path or above it.
func nearestFile(_ name: String, above path: String) -> String? {
  // Relative paths are followed to the root too, so that a file above the working folder counts.
  var folder = absolutePath(splitPath(path).folder)
  while true {
    let candidate = (folder == "/" ? "" : folder) + "/" + name
    if kind(of: candidate) == .file { return candidate }
    if folder == "/" || folder.isEmpty { return nil }
    folder = splitPath(folder).folder
  }
}
