import TenetModel
import TenetText

let conflictAlways = Check(
  .meaning, "conflict-always", "a conflict holds in every profile",
  why: "What every profile faces, the empty one too, tells none of them apart.",
  wrong: "a and not a → fast\nnot fast conflicts with not slow or slow\n",
  right: "a → fast\nb → slow\nnot fast conflicts with slow\n",
  found: ["number n\na → add 1 to n\nn ≥ 0 conflicts with a or not a\n"],
  passed: ["not a conflicts with not b\n", "a conflicts with a or b\n"]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules where rule.isConflict {
      let node = space.fires(rule)
      if node < 0 { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
      guard node == DecisionDiagram.yes else { continue }
      linting.report(
        "\(linting.name(rule)) holds in every profile, the empty one too", at: rule.place.start(of: linting),
        help: "make its sides depend on something", witness: space.witness(node, linting.speller, linting.reader),
        rules: linting.ids(of: rule))
    }
  }
}
