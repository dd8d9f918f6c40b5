import TenetModel
import TenetText

let doubleNegative = Check(
  .style, "double-negative", "a negation stands under a negation",
  why: "A reader has to turn the sentence round twice; the positive says the same.",
  wrong: "not (not owns interface) → sticky\n",
  right: "owns interface → sticky\n",
  found: [
    "a → b unless not c\n", "kind layer: x\nverb owns (layer)\nnot owns no layer → sticky\n",
    "not no one owns interface → taken\n",
  ],
  passed: ["not owns interface → loose\n", "a → b unless c\n", "not (a or not b) → c\n"]
) { linting in
  for rule in linting.set.rules {
    report(rule.condition, rule, isDenied: false, linting)
  }
}

private func report(_ condition: Condition, _ rule: Rule, isDenied: Bool, _ linting: Linting) {
  switch condition {
  case .clause(let index):
    let clause = rule.clauses[index]
    if isDenied, denies(clause) {
      linting.report(
        "`not` stands before a clause that denies already: `\(linting.text(rule, condition))`", at: clause.place,
        help: "say it without either of the two")
    }
  case .not(let inner):
    if isDenied, let first = inner.leaves.first {
      let help = "write `\(linting.text(rule, inner))`"
      linting.report(
        "two negations cancel each other", at: rule.clauses[first].place, help: help,
        fixes: RuleEdits(linting.set).removal(ofNegationsAround: inner, of: rule))
    }
    report(inner, rule, isDenied: true, linting)
  case .and(let parts), .or(let parts):
    for part in parts { report(part, rule, isDenied: false, linting) }
  }
}

private func denies(_ clause: Clause) -> Bool {
  switch clause.meaning {
  case .fact(let pattern):
    if pattern.subject == .noOne || pattern.subject == .noOneElse { return true }
    if let quantified = pattern.quantifier, case .noneOf = quantified.quantifier { return true }
    return false
  case .compare(_, let comparison, _): return comparison == .unequal
  case .same(_, _, let negated), .member(_, _, let negated), .choice(_, _, let negated): return negated
  }
}
