import TenetModel
import TenetSyntax
import TenetText

/// A run of all checks over one rule set: what they read, and what they found so far.
package final class Linting {
  package let set: RuleSet
  package var reader: ClauseReader
  package private(set) var speller: Speller
  let usage: Usage
  let options: LintOptions
  /// By rule of a set, whether some example makes it fire.
  let firedRules: (RuleSet) -> [Bool]
  /// Every profile of the rules, as functions of base facts; made where a check asks for it.
  private var space: ProfileSpace?
  /// What two checks ask for.
  private var pairs: RulePairs?
  private(set) var findings: [Finding] = []
  private(set) var undecided: [Diagnostic] = []
  private var current: Check?

  package init(_ loaded: Loaded, _ options: LintOptions, _ firedRules: @escaping (RuleSet) -> [Bool]) {
    set = loaded.set
    reader = loaded.reader
    speller = Speller(loaded.reader)
    usage = Usage(loaded.set)
    self.options = options
    self.firedRules = firedRules
  }

  func run(_ check: Check) {
    current = check
    check.run(self)
  }

  // MARK: Reporting

  /// Reports a finding of the check that runs.
  func report(
    _ message: String, at span: Span, label: String = "", others: [Diagnostic.Label] = [], help: String? = nil,
    fixes: [Diagnostic.Fix] = [], witness: Witness? = nil, rules: [RuleID] = [], change: RuleChange? = nil
  ) {
    guard let check = current,
      let severity = options.levels(of: set.sources[span.source.index].name).severity(of: check)
    else { return }
    let diagnostic = Diagnostic(
      check.name, severity, message, at: span, label: label, others: others, help: help, fixes: fixes,
      witness: witness?.lines ?? [])
    var finding = Finding(diagnostic, witness: witness?.input, rules: rules)
    finding.change = change
    findings.append(finding)
  }

  /// Says that the check that runs could not decide something.
  func giveUp(_ what: String, _ reason: String, at span: Span) {
    guard let check = current else { return }
    undecided.append(
      Diagnostic(check.name, .hint, "not decided \(what): \(reason)", at: span))
  }

  // MARK: Reading

  /// The rules as functions of base facts.
  package func withSpace(_ body: (Linting, inout ProfileSpace) -> Void) {
    if space == nil {
      space = ProfileSpace(set, &reader)
      speller = Speller(reader)
    }
    guard var space = self.space else { return }
    self.space = nil
    body(self, &space)
    self.space = space
  }

  /// Rules that say nothing beyond others.
  func pairs(_ space: inout ProfileSpace) -> RulePairs {
    let found = pairs ?? RulePairs(self, &space)
    pairs = found
    return found
  }

  func text(_ span: Span) -> String { set.sources[span.source.index].text(span.start, span.end) }

  /// The name of a rule for a message: `rule interface-habit`, or `the rule in line 4`.
  func name(_ rule: Rule) -> String {
    if let name = rule.name { return "`\(name)`" }
    return "the rule in line \(set.sources[rule.place.source.index].place(of: rule.place.start).line)"
  }

  func text(_ rule: Rule, _ condition: Condition) -> String {
    speller.text(condition, rule.clauses, Speller.Binding(names: rule.variables))
  }

  func text(_ rule: Rule, _ head: HornClause.Head) -> String {
    speller.text(head, Speller.Binding(names: rule.variables))
  }

  func tree(of span: Span) -> SyntaxTree { set.trees[span.source.index] }
}

/// A profile that shows a finding.
package struct Witness {
  package var lines: [String]
  package var input: Case
}

/// What a run of the checks is asked for.
public struct LintOptions: Sendable {
  /// Levels from the command line, which beat those of files.
  public var levels = Levels()
  /// For the name of a source, what the nearest `.tenetlint` says.
  public var fileLevels: [String: Levels] = [:]
  /// The only checks to run; empty for all.
  public var only: [String] = []
  /// Whether rules and conditions that say nothing are offered to be taken away, where that is proved to be safe.
  public var provesFixes = false

  public init() {}

  func levels(of source: String) -> Levels {
    fileLevels[source].map { levels.over($0) } ?? levels
  }
}
