import TenetModel
import TenetText

let exceptionAlwaysApplies = Check(
  .meaning, "exception-always-applies", "wherever the condition of a rule holds, its exception holds too",
  why: "The exception takes every case away, so the rule never fires.",
  wrong: "number n\nn > 5 → big unless n > 3\n",
  right: "number n\nn > 5 → big unless n > 9\n",
  found: ["a and b → c unless a\n", "a → b\na → c unless b\n"],
  passed: ["a → c unless b\n", "a → b\nd → b\na or e1 → c unless b\n"]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules {
      guard let exception = rule.exception, let difference = space.exceptionDifference(rule) else { continue }
      let fires = space.fires(rule)
      if fires < 0 || difference.without < 0 { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
      guard fires == DecisionDiagram.no, difference.without > 0 else { continue }
      linting.report(
        "the exception `\(linting.text(rule, exception))` takes every case away",
        at: linting.place(of: exception, in: rule),
        help: "wherever the rest of the condition holds, it holds too",
        witness: space.witness(difference.without, linting.speller, linting.reader))
    }
  }
}
