import TenetModel
import TenetSyntax
import TenetText

/// The comments that allow findings: `# tenet: allow CHECK because …` above a statement.
struct Suppressions {
  private struct Entry {
    var place: Span
    var checks: [String]
    var hasReason: Bool
    /// The statement below.
    var reach: Span?
    var isUsed: [Bool]
  }

  private let set: RuleSet
  private var entries: [Entry] = []

  init(_ set: RuleSet) {
    self.set = set
    for tree in set.trees {
      for (index, token) in tree.tokens.enumerated() where token.kind == .comment {
        read(token, index, tree)
      }
    }
  }

  private mutating func read(_ token: Token, _ index: Int, _ tree: SyntaxTree) {
    let source = set.sources[tree.source.index]
    let comment = source.text(token.start, token.end)
    let content = trimmed(String(comment.drop { $0 == "#" }))
    guard content.hasPrefix("tenet:") else { return }
    let words = content.dropFirst("tenet:".count).split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "," })
      .map(String.init)
    guard words.first == "allow" else { return }
    let because = words.firstIndex(of: "because")
    let checks = Array(words[1..<(because ?? words.count)])
    let reach = tree.statements.first { Int($0.extent.end) > index && !$0.extent.isEmpty }.map { statement in
      Span(
        source: tree.source, start: tree.tokens[Int(statement.extent.start)].start,
        end: tree.tokens[Int(statement.extent.end) - 1].end)
    }
    entries.append(
      Entry(
        place: Span(source: tree.source, start: token.start, end: token.end), checks: checks,
        hasReason: because.map { $0 + 1 < words.count } ?? false, reach: reach,
        isUsed: checks.map { _ in false }))
  }

  /// Whether a comment allows the finding.
  mutating func cover(_ finding: Diagnostic) -> Bool {
    var isCovered = false
    for index in entries.indices {
      let entry = entries[index]
      guard entry.hasReason, let reach = entry.reach, reach.source == finding.span.source,
        finding.span.start >= reach.start, finding.span.start < reach.end,
        let check = entry.checks.firstIndex(of: finding.code)
      else { continue }
      entries[index].isUsed[check] = true
      isCovered = true
    }
    return isCovered
  }

  /// What is wrong with the comments themselves.
  func complaints(_ ran: [String], _ check: Check, _ options: LintOptions) -> [Finding] {
    var findings: [Finding] = []
    for entry in entries {
      let levels = options.levels(of: set.sources[entry.place.source.index].name)
      guard let severity = levels.severity(of: check) else { continue }
      for (message, help) in complaints(entry, ran, levels) {
        findings.append(Finding(Diagnostic(check.name, severity, message, at: entry.place, help: help)))
      }
    }
    return findings
  }

  private func complaints(_ entry: Entry, _ ran: [String], _ levels: Levels) -> [(String, String)] {
    let form = "write `# tenet: allow CHECK because …` above the statement"
    if entry.checks.isEmpty { return [("this comment names no check to allow", form)] }
    var found: [(String, String)] = []
    for (index, name) in entry.checks.enumerated() {
      guard let check = allChecks.first(where: { $0.name == name }) else {
        let near = nearest(to: name, in: allChecks.map { $0.name })
        found.append(("there is no check `\(name)` to allow", near.map { "did you mean `\($0)`?" } ?? form))
        continue
      }
      if !entry.hasReason {
        found.append(("this comment does not say why it allows `\(name)`", "go on with `because` and the reason"))
      } else if !entry.isUsed[index], ran.contains(name), levels.severity(of: check) != nil {
        found.append(("nothing here needs to be allowed `\(name)`", "take the comment away"))
      }
    }
    return found
  }
}
