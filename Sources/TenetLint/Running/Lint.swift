import TenetModel
import TenetSyntax
import TenetText

/// Runs every check over a rule set.
///
/// Findings that the text allows (`# tenet: allow CHECK because …`) are left out. A rule set with errors should not be
/// linted: its findings would be about what could not be read.
///
/// - Parameter firedRules: by rule, whether some example makes it fire; asked for at most once. No check evaluates rules.
public func lint(
  _ loaded: Loaded, _ options: LintOptions, firedRules: @escaping (RuleSet) -> [Bool]
) -> LintReport {
  let linting = Linting(loaded, options, firedRules)
  let checks = options.only.isEmpty ? allChecks : allChecks.filter { options.only.contains($0.name) }
  for check in checks { linting.run(check) }
  var suppressions = Suppressions(loaded.set)
  var findings = linting.findings.filter { !suppressions.cover($0.diagnostic) }
  if options.provesFixes { proveFixes(of: &findings, linting) }
  if let check = checks.first(where: { $0.name == "unused-suppression" }) {
    let ran = checks.map { $0.name }
    findings += suppressions.complaints(ran, check, options)
  }
  return LintReport(
    findings: sorted(findings), undecided: linting.undecided, reader: linting.reader, set: linting.set)
}

/// Gives findings the fixes that keep every conclusion of every profile, all of them together.
private func proveFixes(of findings: inout [Finding], _ linting: Linting) {
  let changed = findings.indices.filter { findings[$0].change != nil }
  if changed.isEmpty { return }
  let edits = RuleEdits(linting.set, keeping: WordSpellings(linting.set))
  var proposals: [(finding: Int, change: RuleChange, fix: Diagnostic.Fix)] = []
  var places: Set<Span> = []
  for index in changed {
    // One change may mend several findings.
    guard let change = findings[index].change, let fix = edits.fix(change), places.insert(fix.span).inserted
    else { continue }
    proposals.append((index, change, fix))
  }
  if proposals.isEmpty { return }
  let proof = FixProof(linting.set, linting.reader, proposals.map { $0.change })
  for index in proof.accepted { findings[proposals[index].finding].diagnostic.fixes = [proposals[index].fix] }
}

/// In the order of sources and places; of one place in the order of the checks.
private func sorted(_ findings: [Finding]) -> [Finding] {
  findings.enumerated().sorted { left, right in
    let (a, b) = (left.element.diagnostic.span, right.element.diagnostic.span)
    return (a.source.raw, a.start, left.offset) < (b.source.raw, b.start, right.offset)
  }.map { $0.element }
}
