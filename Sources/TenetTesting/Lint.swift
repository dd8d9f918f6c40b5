import TenetLint
import TenetModel

/// Runs every check over a rule set; see ``TenetLint/lint(_:_:firedRules:)``. What the examples make fire is evaluated here.
public func lint(_ loaded: Loaded, _ options: LintOptions = LintOptions()) -> LintReport {
  lint(loaded, options) { FiredRules($0).hasFired }
}
