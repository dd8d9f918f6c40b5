import TenetModel
import TenetText

let conflictNever = Check(
  .meaning, "conflict-never", "the two sides of a conflict hold together in no profile",
  why: "A tension that cannot occur warns of nothing; often one side needs what the other excludes.",
  wrong: "a → fast\nnot a → careful\nfast conflicts with careful\n",
  right: "a → fast\nb → careful\nfast conflicts with careful\n",
  found: ["number n\nn > 5 conflicts with n < 3\n", "fast and not careful conflicts with careful\n"],
  passed: ["fast conflicts with careful\n", "number n\nn > 3 conflicts with n < 5\n"]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules where rule.isConflict {
      let node = space.fires(rule)
      if node < 0 { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
      guard node == DecisionDiagram.no else { continue }
      linting.report(
        "the sides of \(linting.name(rule)) hold together in no profile", at: rule.place.start(of: linting),
        help: linting.reason(rule, &space))
    }
  }
}
