import TenetModel
import TenetText

let exceptionNeverApplies = Check(
  .meaning, "exception-never-applies", "wherever the condition of a rule holds, its exception does not",
  why: "An exception that excludes nothing is noise, or excludes something else than was meant.",
  wrong: "number n\nn > 5 → big unless n < 3\n",
  right: "number n\nn > 5 → big unless n > 9\n",
  found: ["a and not b → c unless b\n", "a and not a → d\ne1 → c unless d\n"],
  passed: ["a → c unless b\n", "a and b → d\na → c unless d\n"]
) { linting in
  linting.withSpace { linting, space in
    for (index, rule) in linting.set.rules.enumerated() {
      guard let exception = rule.exception, let difference = space.exceptionDifference(rule) else { continue }
      if difference.node < 0 || difference.node == DecisionDiagram.no && difference.without < 0 {
        linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace)
      }
      guard difference.node == DecisionDiagram.no, difference.without > 0 else { continue }
      linting.report(
        "the exception `\(linting.text(rule, exception))` never applies", at: linting.place(of: exception, in: rule),
        help: "where the rest of the condition holds, it does not",
        witness: space.witness(difference.without, linting.speller, linting.reader), rules: linting.ids(of: rule),
        change: RuleChange(rule: index, what: .withoutException))
    }
  }
}

extension Linting {
  /// From the first to the last clause of a part of a rule's condition.
  func place(of condition: Condition, in rule: Rule) -> Span {
    let places = condition.leaves.map { rule.clauses[$0].place }
    return places.dropFirst().reduce(places.first ?? rule.place) { $0.union($1) }
  }
}
