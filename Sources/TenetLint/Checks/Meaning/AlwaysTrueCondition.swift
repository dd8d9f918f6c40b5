import TenetModel
import TenetText

let alwaysTrueCondition = Check(
  .meaning, "always-true-condition", "a clause of a condition holds in every profile",
  why: "What always holds decides nothing, though it reads as if it did.",
  wrong: "kind layer: x, y\nverb owns (layer)\na and owns at most 2 layers → narrow\n",
  right: "kind layer: x, y\nverb owns (layer)\na and owns at most 1 layer → narrow\n",
  found: ["b and not b → c\na and not c → d\n", "number n\na → add 1 to n\nb and n ≥ 0 → c\n"],
  passed: ["b → c\na and not c → d\n", "number n\nb and n ≥ 0 → c\n", "a or not a → b\n"]
) { linting in
  linting.withSpace { linting, space in
    for (index, rule) in linting.set.rules.enumerated() {
      let excepted = rule.exception?.leaves ?? []
      for leaf in rule.condition.leaves where !excepted.contains(leaf) {
        let node = space.leaf(leaf, of: rule).always
        if node < 0 { linting.giveUp("`\(linting.signed(leaf, rule))`", space.reason, at: rule.clauses[leaf].place) }
        guard node == DecisionDiagram.yes else { continue }
        linting.report(
          "`\(linting.signed(leaf, rule))` holds in every profile", at: rule.clauses[leaf].place,
          help: "no profile makes it fail, so it decides nothing",
          change: rule.condition.isConjoined(leaf) == true ? RuleChange(rule: index, what: .withoutLeaf(leaf)) : nil)
      }
    }
  }
}
