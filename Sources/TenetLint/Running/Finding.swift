import TenetModel
import TenetText

/// One finding of a check.
public struct Finding: Sendable {
  public var diagnostic: Diagnostic
  /// The profile that shows it; its facts stand in the diagnostic too.
  public var witness: Case?
  /// The rules whose conclusions in the witness show it.
  public var rules: [RuleID]
  /// What would mend it, if that is proved to keep everything else.
  var change: RuleChange?

  public init(_ diagnostic: Diagnostic, witness: Case? = nil, rules: [RuleID] = []) {
    self.diagnostic = diagnostic
    self.witness = witness
    self.rules = rules
  }
}

/// What a run of the checks came to.
public struct LintReport: Sendable {
  /// In the order of sources and places.
  public var findings: [Finding]
  /// What no check could decide, and why; shown on request.
  public var undecided: [Diagnostic]
  /// Reads and spells the terms of witnesses.
  public var reader: ClauseReader
  public var set: RuleSet

  public init(findings: [Finding], undecided: [Diagnostic], reader: ClauseReader, set: RuleSet) {
    self.findings = findings
    self.undecided = undecided
    self.reader = reader
    self.set = set
  }

  public var hasErrors: Bool { findings.contains { $0.diagnostic.severity == .error } }
}
