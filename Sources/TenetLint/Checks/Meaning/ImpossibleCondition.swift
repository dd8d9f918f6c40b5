import TenetModel
import TenetText

let impossibleCondition = Check(
  .meaning, "impossible-condition", "a clause of a condition holds in no profile",
  why:
    "What never holds makes a rule dead, or is a branch of it that nobody can take. Often a term is misspelt, or the rule that should conclude it is gone.",
  wrong: "kind layer: x, y\nverb owns (layer)\na or owns at least 3 layers → wide\n",
  right: "kind layer: x, y\nverb owns (layer)\na or owns at least 2 layers → wide\n",
  found: ["a and not a → b\nb or c → d\n", "number n\na or n > n → b\n", "number n\na or n - n > 0 → b\n"],
  passed: ["a → b\nb or c → d\n", "number n\na and n > 5 and n < 3 → b\n", "a → b unless b2\n"]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules {
      let excepted = rule.exception?.leaves ?? []
      for leaf in rule.condition.leaves where !excepted.contains(leaf) {
        let node = space.leaf(leaf, of: rule).ever
        if node < 0 { linting.giveUp("`\(linting.signed(leaf, rule))`", space.reason, at: rule.clauses[leaf].place) }
        guard node == DecisionDiagram.no else { continue }
        linting.report(
          "`\(linting.signed(leaf, rule))` holds in no profile", at: rule.clauses[leaf].place,
          help: "nothing that a profile can give, and no rule, makes it hold")
      }
    }
  }
}
